"""systemd hears that an agent lives, and an agent without systemd tells nobody."""

import socket
from pathlib import Path

import pytest

from devices import watchdog


def test_systemd_hears_it_once_in_a_while(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as systemd:
        systemd.bind(str(tmp_path / "notify"))
        systemd.settimeout(1)
        monkeypatch.setenv("NOTIFY_SOCKET", str(tmp_path / "notify"))
        monkeypatch.setattr(watchdog, "_last", -watchdog.EVERY)
        for _ in range(3):
            watchdog.alive()

        assert systemd.recv(100) == b"WATCHDOG=1"
        systemd.setblocking(False)
        with pytest.raises(BlockingIOError):
            systemd.recv(100)


@pytest.mark.parametrize("where", ["", "/nowhere/at/all"])
def test_where_nobody_listens_nothing_happens(where: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NOTIFY_SOCKET", where)
    monkeypatch.setattr(watchdog, "_last", -watchdog.EVERY)

    watchdog.alive()
