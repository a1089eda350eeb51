"""A manager sets a kiosk or display: by name, kept over mistakes, and never a PIN read back."""

import json
from typing import Any

import pytest

from chalicelib.session import client
from tests.functions.api import ask

pytestmark = pytest.mark.usefixtures("deployed")

DISPLAY, KIOSK = "display-rsud-1", "kiosk-rsud-1"
SEAS = "ap-southeast-1"
RUNNING = [{"id": "Kantor tutup besok.", "en": "Closed tomorrow.", "until": "2026-03-03"}]


@pytest.fixture(autouse=True)
def _things(deployed: None) -> None:
    for thing in (DISPLAY, KIOSK):
        client("iot", SEAS, None).create_thing(thingName=thing)


def settings(thing: str, body: dict[str, Any] | None = None, **more: Any) -> Any:
    """Read, or set and read."""
    asked = {"groups": ["rsud:manager"]} | more
    path = f"/offices/rsud/devices/{thing}/settings"
    return ask("GET", path, **asked) if body is None else ask("PATCH", path, body, **asked)


def says(thing: str, reported: dict[str, Any]) -> None:
    """What the device reports."""
    payload = json.dumps({"state": {"reported": reported}})
    client("iot-data", SEAS, None).update_thing_shadow(thingName=thing, payload=payload)


def test_what_is_set_is_wanted_until_the_device_says_that_it_has_it() -> None:
    first = settings(DISPLAY, {"volume": 40, "running": RUNNING})
    second = settings(DISPLAY, {"theme": "malam"})

    assert (first.status, second.status) == (200, 200)
    assert second.body["settings"] == {"volume": 40, "running": RUNNING, "theme": "malam", "staff": False}
    assert second.body["taken"] is False

    says(DISPLAY, {"config": {"volume": 40, "running": RUNNING, "theme": "malam"}, "refused": None})
    assert settings(DISPLAY).body["taken"] is True

    says(DISPLAY, {"config": {"theme": None}, "refused": {"theme": "is not a setting"}})
    there = settings(DISPLAY).body
    assert there["taken"] is True
    assert there["refused"] == {"theme": "is not a setting"}


def test_an_emergency_ends_and_leaves_no_word_behind() -> None:
    settings(DISPLAY, {"volume": 40, "emergency": {"id": "Kebakaran.", "en": "Fire."}})
    settings(DISPLAY, {"emergency": {"id": "Gempa."}})

    assert settings(DISPLAY).body["settings"]["emergency"] == {"id": "Gempa."}
    assert settings(DISPLAY, {"emergency": {}}).body["settings"] == {
        "volume": 40, "emergency": "", "staff": False,
    }  # fmt: skip


def test_a_pin_is_never_read_back() -> None:
    said = settings(KIOSK, {"staff_pin": "4821", "language": "en"})
    says(KIOSK, {"config": {"language": "en"}, "refused": None})

    assert "4821" not in json.dumps([said.body, settings(KIOSK).body])
    assert settings(KIOSK).body == {
        "settings": {"language": "en", "staff": True}, "taken": True, "refused": {},
    }  # fmt: skip


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({"volume": 101}, "volume"),
        ({"volume": 40, "theme": "pelangi"}, "theme"),
        ({"colour": "red"}, "colour"),
        ({"theme": None}, "theme"),
        ({"running": [{"id": "x", "from": "2026-03-02", "until": "2026-03-01"}]}, "running"),
        ({"volume": 40, "running": [{"id": "x" * 300}] * 20}, "running"),
    ],
)
def test_what_cannot_be_set_is_named_and_nothing_is(body: dict[str, Any], field: str) -> None:
    refused = settings(DISPLAY, body)

    assert (refused.status, refused.body["field"]) == (422, field)
    assert settings(DISPLAY).body["settings"] == {"staff": False}


@pytest.mark.parametrize("thing", ["button-rsud-1", "hub-rsud-1", "display-otheroffice-1", "nonsense"])
def test_only_kiosks_and_displays_of_the_office_are_set(thing: str) -> None:
    assert settings(thing, {"volume": 40}).status == 404
    assert settings(thing).status == 404


def test_only_a_manager_of_the_office_sets() -> None:
    assert settings(DISPLAY, {"volume": 40}, groups=["rsud:staff"]).status == 403
    assert settings(DISPLAY, {"volume": 40}, groups=["rsud-igd:manager"]).status == 403
