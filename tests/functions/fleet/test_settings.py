"""A manager sets a kiosk or display: by name, kept over mistakes, and never a PIN read back."""

import json
from datetime import UTC, datetime
from typing import Any

import pytest

from chalicelib.fleet import device_settings
from chalicelib.session import client
from tests.factories import an_office
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


def wanted(thing: str) -> Any:
    """The desired state."""
    read = client("iot-data", SEAS, None).get_thing_shadow(thingName=thing)["payload"].read()
    return json.loads(read)["state"]["desired"]


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
        "volume": 40, "emergency": {}, "staff": False,
    }  # fmt: skip


def test_a_pin_is_never_read_back() -> None:
    said = settings(KIOSK, {"staff_pin": "4821", "language": "en"})
    config = {"language": "en", "pin_at": wanted(KIOSK)["pin_at"]}
    says(KIOSK, {"config": config, "refused": None})

    assert "4821" not in json.dumps([said.body, settings(KIOSK).body])
    assert settings(KIOSK).body == {
        "settings": {"language": "en", "staff": True}, "taken": True, "refused": {},
    }  # fmt: skip


def test_a_new_pin_is_not_in_use_before_the_kiosk_says_so() -> None:
    settings(KIOSK, {"staff_pin": "4821"})
    says(KIOSK, {"config": {"pin_at": wanted(KIOSK)["pin_at"]}})
    assert settings(KIOSK).body["taken"] is True

    later = datetime(2026, 3, 2, 3, tzinfo=UTC)
    device_settings.set_device(an_office(), KIOSK, {"staff_pin": "7733"}, later)
    assert settings(KIOSK).body["taken"] is False


def test_an_emergency_is_never_too_long_and_what_is_may_become_shorter() -> None:
    """What somebody set by hand may be longer than what the page may set."""
    by_hand = {"playlist": [{"file": f"gambar-{n:03}-di-lobi-kantor-kami.png"} for n in range(50)]}
    payload = json.dumps({"state": {"desired": by_hand | {"voices": "id"}}})
    client("iot-data", SEAS, None).update_thing_shadow(thingName=DISPLAY, payload=payload)

    assert settings(DISPLAY, {}).status == 200
    assert settings(DISPLAY, {"emergency": {"id": "x" * 300}}).status == 200
    assert settings(DISPLAY, {"emergency": {}}).status == 200
    longer = settings(DISPLAY, {"running": [{"id": "x" * 300}] * 3})
    assert (longer.status, longer.body["field"]) == (422, "running")
    assert settings(DISPLAY, {"playlist": by_hand["playlist"][:40]}).status == 200
    assert "voices" not in settings(DISPLAY).body["settings"]


def test_of_two_managers_at_once_neither_mixes_in_the_words_of_the_other(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    read, others = device_settings._shadow, [{"emergency": {"id": "Kebakaran.", "en": "Fire."}}]

    def shadow(office: Any, thing: str) -> dict[str, Any]:
        found = read(office, thing)
        while others:
            assert settings(thing, others.pop()).status == 200
        return found

    settings(DISPLAY, {"volume": 40})
    monkeypatch.setattr(device_settings, "_shadow", shadow)

    assert settings(DISPLAY, {"emergency": {"id": "Gempa."}}).body["settings"]["emergency"] == {
        "id": "Gempa."
    }


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({"volume": 101}, "volume"),
        ({"volume": 40, "theme": "pelangi"}, "theme"),
        ({"colour": "red"}, "colour"),
        ({"theme": None}, "theme"),
        ({"pin_at": 1}, "pin_at"),
        ({"staff_pin": "١٢٣٤"}, "staff_pin"),
        ({"running": [{"id": "x", "from": "20260302"}]}, "running"),
        ({"running": [{"id": "x", "from": "2026-03-02", "until": "2026-03-01"}]}, "running"),
        ({"volume": 40, "running": [{"id": "x" * 300}] * 20}, "running"),
        ({"emergency": {"id": "\ua9b2" * 300, "en": "\ua9b2" * 300}}, "emergency"),
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
