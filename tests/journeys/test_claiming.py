"""A device becomes a thing by a code: once, in time, its own; a replaced or revoked one is shut out."""

import json
import subprocess
import sys
from pathlib import Path

import pytest
from awscrt import mqtt5
from awsiot import mqtt5_client_builder

from schemas import topics
from tests.journeys.conftest import id_token
from tests.journeys.doors import Api
from tests.journeys.thing import Thing
from tests.journeys.waiting import eventually

pytestmark = pytest.mark.cloud


@pytest.fixture(name="administrator", scope="module")
def _administrator(told):
    return Api(told["api"], id_token(told, "administrator"))


@pytest.fixture(name="elsewhere")
def _elsewhere(told):
    """An office none of whose devices run."""
    return told["offices"][1]


def machine(told, folder: Path, name: str) -> Path:
    """A new machine as it leaves the workshop: it has a claim certificate, and is nothing yet."""
    made = folder / name
    made.mkdir()
    config = made / "device.json"
    mqtt = told["mqtt"]
    config.write_text(
        json.dumps({"endpoint": mqtt["host"], "port": mqtt["port"], "ca": mqtt["ca"], "claim": told["claim"]})
    )
    return config


def claimed(config: Path, thing: str, code: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "devices.claim", "--thing", thing, "--code", code]
    return subprocess.run([*command, "--config", str(config)], capture_output=True, text=True, timeout=90)


def code_for(administrator, office, kind="kiosk", place="1"):
    return administrator.post(f"/offices/{office}/devices", {"kind": kind, "place": place}).expect(201)


def listed(manager, office, thing):
    devices = manager.get(f"/offices/{office}/devices").expect(200)["devices"]
    return next(one for one in devices if one["thing"] == thing)


def may_connect(told, device) -> bool:
    """Whether the broker takes this certificate's connection, by its own name."""
    answers: list[bool] = []
    client = mqtt5_client_builder.mtls_from_path(
        device["certificate"], device["key"], endpoint=told["mqtt"]["host"], port=told["mqtt"]["port"],
        ca_filepath=told["mqtt"]["ca"], client_id=device["thing"], enable_metrics_collection=False,
        on_lifecycle_connection_success=lambda _: answers.append(True),
        on_lifecycle_connection_failure=lambda _: answers.append(False),
        session_behavior=mqtt5.ClientSessionBehaviorType.CLEAN,
    )  # fmt: skip
    client.start()
    eventually(lambda: bool(answers), 60, "an answer of the broker")
    client.stop()
    return answers[0]


def test_a_machine_becomes_a_kiosk_by_a_code_that_works_once(
    told, administrator, manager, elsewhere, tmp_path
):
    given = code_for(administrator, elsewhere)
    assert "claim" in listed(manager, elsewhere, given["thing"])

    done = claimed(machine(told, tmp_path, "new"), given["thing"], given["code"].lower())

    assert done.returncode == 0, done.stderr
    config = json.loads((tmp_path / "new" / "device.json").read_text())
    assert (config["thing"], config["office"], config["place"]) == (given["thing"], elsewhere, "1")
    assert Path(config["key"]).stat().st_mode & 0o077 == 0
    kiosk = Thing(given["thing"], config, told["mqtt"])
    kiosk.say(topics.health(given["thing"]), thing=given["thing"], status="online", paper="ok")
    eventually(lambda: listed(manager, elsewhere, given["thing"])["state"] == "ok", 30)
    kiosk.stop()

    again = claimed(machine(told, tmp_path, "second"), given["thing"], given["code"])
    assert again.returncode == 1
    assert "sudah pernah dipakai" in again.stderr
    assert may_connect(told, config)


def test_a_code_is_of_one_thing_only(told, administrator, elsewhere, tmp_path):
    code = code_for(administrator, elsewhere, "display")["code"]

    refused = claimed(machine(told, tmp_path, "one"), f"kiosk-{elsewhere}-1", code)
    wrong = claimed(machine(told, tmp_path, "two"), f"display-{elsewhere}-1", "00000000")
    short = claimed(machine(told, tmp_path, "three"), f"display-{elsewhere}-1", "123")

    assert (refused.returncode, wrong.returncode, short.returncode) == (1, 1, 2)
    assert not (tmp_path / "one" / "private.key").exists()


def test_who_replaces_a_broken_device_shuts_the_broken_one_out(told, administrator, elsewhere, tmp_path):
    configs = []
    for name in ("broken", "fresh"):
        given = code_for(administrator, elsewhere, "button")
        done = claimed(machine(told, tmp_path, name), given["thing"], given["code"])
        assert done.returncode == 0, done.stderr
        configs.append(json.loads((tmp_path / name / "device.json").read_text()))

    assert [may_connect(told, one) for one in configs] == [False, True]
    presses = [
        json.loads((tmp_path / name / "state" / "press.json").read_text()) for name in ("broken", "fresh")
    ]
    assert presses[1] > presses[0]


def test_a_stolen_device_is_shut_out_in_one_step(told, administrator, manager, elsewhere, tmp_path):
    given = code_for(administrator, elsewhere, "display")
    assert claimed(machine(told, tmp_path, "stolen"), given["thing"], given["code"]).returncode == 0
    config = json.loads((tmp_path / "stolen" / "device.json").read_text())
    stolen = Thing(given["thing"], config, told["mqtt"])
    stolen.say(topics.health(given["thing"]), thing=given["thing"], status="online")

    manager.delete(f"/offices/{elsewhere}/devices/{given['thing']}").expect(204)

    assert listed(manager, elsewhere, given["thing"])["state"] == "revoked"
    stolen.client.stop()
    assert not may_connect(told, config)
