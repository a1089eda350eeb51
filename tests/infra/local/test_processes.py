"""Only what was started is stopped."""

import json
import os
import sys
from pathlib import Path

import pytest

from infra.local import processes

SLEEP = [sys.executable, "-c", "import time; time.sleep(60)"]


@pytest.fixture
def places(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(processes, "PIDS", tmp_path / "run")
    monkeypatch.setattr(processes, "LOGS", tmp_path / "log")
    yield tmp_path
    for name in processes.names():
        processes.stop(name)


def test_a_process_is_started_once(places: Path) -> None:
    assert processes.start("sleeper", SLEEP) is True
    pid = processes.pid_of("sleeper")

    assert processes.start("sleeper", SLEEP) is False
    assert processes.pid_of("sleeper") == pid


def test_a_process_with_another_command_is_started_anew(places: Path) -> None:
    processes.start("sleeper", SLEEP)
    pid = processes.pid_of("sleeper")

    assert processes.start("sleeper", SLEEP, {"STAMP": "new"}) is True
    assert processes.pid_of("sleeper") != pid


def test_a_stopped_process_is_gone(places: Path) -> None:
    processes.start("sleeper", SLEEP)

    assert processes.stop("sleeper") is True
    assert not processes.running("sleeper")


def test_a_stranger_with_the_same_pid_is_left_alone(places: Path) -> None:
    processes.PIDS.mkdir()
    record = {"pid": os.getpid(), "born": "long ago", "told": {}}
    (processes.PIDS / "stranger.json").write_text(json.dumps(record))

    assert not processes.running("stranger")
    assert processes.stop("stranger") is False
