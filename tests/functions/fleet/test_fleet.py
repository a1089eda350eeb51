"""What devices say is kept where staff see it; only well-formed news of our own things counts."""

import json
from typing import Any

import pytest

from chalicelib.codes import lobby_code
from chalicelib.fleet import on_health, on_printed, on_spoken
from chalicelib.fleet.rotate_lobby_code import publish_code
from chalicelib.fleet.whose import office_of_thing
from chalicelib.store import offices, things
from tests.factories import HOME, an_office, an_office_document, moment
from tests.functions.api import ask
from tests.functions.deployed import load_office, published

pytestmark = pytest.mark.usefixtures("deployed")

NOW = moment("Monday 2026-03-02 09:00")
SEEN = int(NOW.timestamp() * 1000)
DEEP = '{"a":' * 5000 + "1" + "}" * 5000


def hear(room: Any, topic: str, /, **said: Any) -> dict[str, Any]:
    """A message of a device, with what the topic rule says of where it came from over what the device says."""
    kind, *rest = topic.split("/")
    rule = {"thing": rest[0]} if kind == "devices" else {"office": rest[0], "place": rest[2]}
    message = {"v": 1, "id": "1", "at": "2026-03-02T02:00:00Z", "received": SEEN, **said, **rule}
    return heard(room, json.dumps(message))


def heard(room: Any, body: str) -> dict[str, Any]:
    answer: dict[str, Any] = room.handler({"Records": [{"messageId": "1", "body": body}]}, None)
    return answer


def kiosk() -> dict[str, Any]:
    return next((one for one in things.of_office(HOME, "rsud") if one["thing"] == "kiosk-rsud-1"), {})


def shown() -> dict[str, Any]:
    devices = ask("GET", "/offices/rsud/line", groups=["rsud:staff"]).body["devices"]
    return next(one for one in devices if one["thing"] == "kiosk-rsud-1")


def test_a_heartbeat_is_kept() -> None:
    hear(on_health, "devices/kiosk-rsud-1/health", status="online", version="0.1.0", paper="ok", uptime=60)

    assert (kiosk()["status"], kiosk()["version"], kiosk()["paper"]) == ("online", "0.1.0", "ok")
    assert shown() == {"thing": "kiosk-rsud-1", "status": "online", "at": "2026-03-02T02:00:00.000Z"}


def test_older_news_changes_nothing() -> None:
    hear(on_health, "devices/kiosk-rsud-1/health", status="online", received=SEEN)
    hear(on_health, "devices/kiosk-rsud-1/health", status="offline", received=SEEN - 1)

    assert kiosk()["status"] == "online"


def test_the_broker_says_that_a_link_went() -> None:
    hear(on_health, "devices/kiosk-rsud-1/health", status="online", paper="low")
    heard(on_health, json.dumps({
        "thing": "kiosk-rsud-1", "status": "offline", "received": SEEN + 5,
    }))  # fmt: skip

    assert (kiosk()["status"], kiosk()["paper"]) == ("offline", "low")


def test_paper_that_is_out_is_a_fault() -> None:
    hear(on_health, "devices/kiosk-rsud-1/health", status="online", paper="out", fault="paper_out")

    assert shown()["fault"] == "paper_out"


def test_a_device_speaks_only_for_itself() -> None:
    hear(on_health, "devices/button-rsud-1/health", status="offline", thing="kiosk-rsud-1")

    assert kiosk() == {}


def test_a_slip_that_did_not_print_is_shown_until_one_does() -> None:
    hear(on_printed, "antrean/rsud/kiosks/1/printed", number="A012", printed=False, fault="paper_out")
    assert shown()["fault"] == "A012: paper_out"

    hear(on_printed, "antrean/rsud/kiosks/1/printed", number="A013", printed=True)
    assert "fault" not in shown()


def test_a_kiosk_says_nothing_of_another_office() -> None:
    hear(
        on_printed,
        "antrean/rsud/kiosks/1/printed",
        office="imigrasi",
        place="9",
        topic="antrean/imigrasi/kiosks/9/printed",
        number="A012",
        printed=False,
    )

    assert kiosk()["slip_fault"] == "not_printed"


def test_the_last_call_that_was_spoken_is_kept() -> None:
    hear(on_spoken, "antrean/rsud/displays/1/spoken", day="2026-03-02", call=7)

    [display] = things.of_office(HOME, "rsud")
    assert (display["thing"], display["spoken"]) == ("display-rsud-1", ["2026-03-02", 7])


@pytest.mark.parametrize("room", [on_health, on_printed, on_spoken])
@pytest.mark.parametrize(
    "body",
    [
        "not json",
        "[]",
        "{}",
        '{"office": "nowhere", "place": "1", "thing": "kiosk-nowhere-1"}',
        '{"office": 5}',
        DEEP,
    ],
)
def test_bad_news_is_passed_over(room: Any, body: str) -> None:
    assert heard(room, body).get("batchItemFailures") == []
    assert things.of_office(HOME, "rsud") == []


@pytest.mark.parametrize("many", [10**40, -(10**40), True])
def test_a_number_that_cannot_be_kept_is_left_out(many: int) -> None:
    answer = hear(on_health, "devices/kiosk-rsud-1/health", status="online", uptime=many, waiting=2)
    spoke = hear(on_spoken, "antrean/rsud/displays/1/spoken", day="2026-03-02", call=many)

    assert (answer["batchItemFailures"], spoke["batchItemFailures"]) == ([], [])
    assert (kiosk()["waiting"], "uptime" in kiosk()) == (2, False)
    assert [one["thing"] for one in things.of_office(HOME, "rsud")] == ["kiosk-rsud-1"]


def test_a_thing_of_two_offices_with_like_names_is_of_the_longer_one() -> None:
    load_office(an_office_document(id="rsud-igd"), order=2)
    offices.forget()

    assert [office.id if (office := office_of_thing(name)) else "" for name in (
        "kiosk-rsud-1", "kiosk-rsud-igd-1", "kiosk-elsewhere-1", "web-rsud-1", "kiosk",
    )] == ["rsud", "rsud-igd", "", "", ""]  # fmt: skip


def test_each_display_gets_the_code_of_the_minute() -> None:
    publish_code(an_office(displays=["1", "lantai-2"]), NOW)

    window = int(NOW.timestamp()) // 60
    told = dict(published())
    assert sorted(told) == ["antrean/rsud/displays/1/code", "antrean/rsud/displays/lantai-2/code"]
    code = told["antrean/rsud/displays/1/code"]
    assert (code["code"], code["until"]) == (lobby_code(HOME, "rsud", window), "2026-03-02T02:01:00.000Z")
