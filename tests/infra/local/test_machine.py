"""What a machine lacks is said in one sentence."""

import os
import socket
from pathlib import Path

import pytest

from infra.local import machine
from infra.local.settings import port
from infra.local.steps import CannotGoOn


def test_a_taken_port_names_its_holder_and_the_way_out(monkeypatch: pytest.MonkeyPatch) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        number = taken.getsockname()[1]
        monkeypatch.setenv("ANTREAN_AWS_PORT", str(number))

        with pytest.raises(CannotGoOn) as said:
            machine.check_port("ANTREAN_AWS_PORT")

    assert f"Port {number} (the local AWS) is taken by" in str(said.value)
    assert f"(pid {os.getpid()})" in str(said.value)
    assert "ANTREAN_AWS_PORT=" in str(said.value)


def test_a_machine_without_node_is_told_which_one_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")

    with pytest.raises(CannotGoOn, match=r"install Node 20\.19 or later"):
        machine.check_node()


def test_a_port_that_is_no_number_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ANTREAN_MQTT_PORT", "mqtt")

    with pytest.raises(SystemExit, match="ANTREAN_MQTT_PORT=mqtt is not a port"):
        port("ANTREAN_MQTT_PORT")


def test_a_node_that_does_not_run_is_told_like_a_missing_one(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    for name in ("node", "npm"):
        (tmp_path / name).write_text("#!/bin/sh\nexit 1\n")
        (tmp_path / name).chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path))

    with pytest.raises(CannotGoOn, match=r"install Node 20\.19 or later"):
        machine.check_node()


def test_one_port_for_two_parts_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ANTREAN_SITE_PORT", "18100")
    monkeypatch.setenv("ANTREAN_KIOSK_PORT", "18100")

    with pytest.raises(CannotGoOn, match="ANTREAN_SITE_PORT and ANTREAN_KIOSK_PORT are both 18100"):
        machine.check_ports_differ()
