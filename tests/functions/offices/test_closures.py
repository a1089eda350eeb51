"""A manager closes the office or a service in one action, at once or planned, and can take it back."""

from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest

from chalicelib.queueing.hours import local
from chalicelib.store import closures, offices
from tests.contracts import check_request
from tests.factories import HOME, an_office
from tests.functions.api import Said, ask, load, open_always

pytestmark = pytest.mark.usefixtures("aws")

CLOSURES = "/offices/rsud/closures"
MANAGER = ["rsud:manager"]
ENGLISH = {"Accept-Language": "en"}


@pytest.fixture(autouse=True)
def _an_office_that_never_closes(aws: None) -> None:
    load(open_always())


def day(ahead: int = 0) -> str:
    """The office's own date so many days ahead."""
    return (local(an_office(), datetime.now(UTC)) + timedelta(days=ahead)).date().isoformat()


def close(key: str | None = None, /, **body: Any) -> Said:
    body = {"from": day(), "why": "Listrik padam"} | body
    return ask("POST", CLOSURES, body, key=key, groups=MANAGER)


def take(service: str = "umum") -> Said:
    return ask("POST", "/offices/rsud/tickets", {"service": service})


def slots(ahead: int) -> list[dict]:
    return ask("GET", f"/offices/rsud/services/umum/slots?date={day(ahead)}").body["slots"]


def coming() -> list[dict]:
    return ask("GET", CLOSURES).body["closures"]


def test_what_is_closed_at_once_gives_no_number_and_says_why():
    why = {"id": "Listrik padam", "en": "Power cut"}

    made = close(why=why)

    assert made.status == 201
    assert {name: made.body[name] for name in ("from", "to", "why", "serve_waiting")} == {
        "from": day(), "to": day(), "why": "Listrik padam", "serve_waiting": True,
    }  # fmt: skip
    refused = ask("POST", "/offices/rsud/tickets", {"service": "umum"}, headers=ENGLISH)
    assert (refused.status, refused.kind, refused.body["detail"]) == (409, "office-closed", "Power cut")
    assert ask("GET", "/offices/rsud").body["open"] is False


def test_a_closed_service_leaves_the_others_open():
    close(service="umum")

    said = take("umum")
    assert (said.status, said.kind, said.body["field"]) == (409, "service-closed", "service")
    assert take("gigi").status == 201
    services = ask("GET", "/offices/rsud").body["services"]
    assert {one["id"]: one["open"] for one in services} == {"umum": False, "gigi": True}


def test_a_number_that_was_taken_before_is_answered_again():
    key = str(uuid4())
    first = ask("POST", "/offices/rsud/tickets", {"service": "umum"}, key=key)
    close()

    again = ask("POST", "/offices/rsud/tickets", {"service": "umum"}, key=key)

    assert (again.status, again.body["code"]) == (201, first.body["code"])


def test_a_planned_closure_takes_the_slots_of_its_days_and_no_others():
    slot = slots(2)[0]["id"]

    close(**{"from": day(2), "to": day(3), "service": "umum"})

    assert [len(slots(ahead)) > 0 for ahead in (1, 2, 3, 4)] == [True, False, False, True]
    said = ask("POST", "/offices/rsud/bookings", {"service": "umum", "slot": slot})
    assert (said.status, said.kind, said.body["field"]) == (409, "service-closed", "slot")
    assert said.body["detail"] == "Listrik padam"
    assert take().status == 201


def test_a_hold_of_a_place_does_not_outlive_the_closure():
    slot = slots(2)[0]["id"]
    hold = ask("POST", "/offices/rsud/holds", {"service": "umum", "slot": slot}).body["hold"]
    close(**{"from": day(2)})

    said = ask("POST", "/offices/rsud/bookings", {"service": "umum", "slot": slot, "hold": hold})

    assert (said.status, said.kind) == (409, "office-closed")


def test_the_same_request_closes_once():
    key = str(uuid4())

    first, again = close(key), close(key)

    assert (first.status, first.body) == (again.status, again.body)
    assert coming() == [first.body]
    other = close(key, why="Banjir")
    assert (other.status, other.kind) == (422, "key-reused")


def test_two_managers_may_close_the_same_day_and_both_must_reopen_it():
    first, second = close(), close()

    ask("DELETE", f"{CLOSURES}/{first.body['id']}", groups=MANAGER)
    assert take().status == 409
    ask("DELETE", f"{CLOSURES}/{second.body['id']}", groups=MANAGER)
    assert take().status == 201


def test_what_is_reopened_is_open_as_before_and_again_changes_nothing():
    key, before = str(uuid4()), slots(2)
    made = close(key, to=day(2))

    said = [ask("DELETE", f"{CLOSURES}/{made.body['id']}", groups=MANAGER).status for _ in range(2)]

    assert said == [204, 204]
    assert coming() == []
    assert slots(2) == before
    assert take().status == 201
    assert close(key, to=day(2)).body == made.body | {"reopened": True}
    assert coming() == []


def test_a_closure_that_is_unknown_cannot_be_reopened():
    said = ask("DELETE", f"{CLOSURES}/{'0' * 16}", groups=MANAGER)

    assert (said.status, said.kind) == (404, "unknown-closure")


def test_the_coming_closures_are_told_in_the_readers_language_the_earliest_first():
    close(**{"from": day(5), "why": {"id": "Pelatihan", "en": "Training"}})
    close(**{"from": day(1)})

    told = ask("GET", CLOSURES, headers=ENGLISH).body["closures"]

    assert [(one["from"], one["why"]) for one in told] == [(day(1), "Listrik padam"), (day(5), "Training")]


def test_the_office_says_its_closures_among_its_special_days():
    close(**{"from": day(2), "service": "umum"})

    office = ask("GET", "/offices/rsud").body

    assert office["special"] == []
    assert office["services"][0]["special"] == [{"day": day(2), "hours": [], "why": "Listrik padam"}]


def test_another_process_goes_by_a_closure_when_what_it_keeps_of_the_office_is_old():
    """Another process keeps an office for 30 s at most; this one reads it anew after its own closure at once."""
    offices.read("rsud")
    made = close()

    assert [one.id for one in offices.read("rsud").closures] == [made.body["id"]]
    kept = closures.every(HOME, "rsud")[0]
    assert kept.by.startswith("staff:")
    assert "staff-1" not in kept.by


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"from": "2026-02-30"}, "from"),
        ({"from": "2020-01-01"}, "from"),
        ({"from": None}, "from"),
        ({"from": "AHEAD:400"}, "from"),
        ({"to": "AHEAD:-1"}, "to"),
        ({"to": "AHEAD:92"}, "to"),
        ({"service": "mata"}, "service"),
        ({"service": 7}, "service"),
        ({"why": ""}, "why"),
        ({"why": "x" * 151}, "why"),
        ({"why": {"id": "Banjir"}}, "why.en"),
        ({"why": {"id": "Banjir", "en": "Flood", "jv": "Banjir"}}, "why.jv"),
        ({"why": ["Banjir"]}, "why"),
        ({"serve_waiting": "yes"}, "serve_waiting"),
        ({"who": "me"}, "who"),
    ],
)
def test_a_field_at_fault_is_named(change, field):
    told: dict[str, Any] = {
        name: day(int(value[6:])) if str(value).startswith("AHEAD:") else value
        for name, value in change.items()
    }

    said = close(**told)

    assert said.status in (404, 422)
    assert said.body["field"] == field
    assert coming() == []


def test_a_reason_is_asked_for():
    said = ask("POST", CLOSURES, {"from": day()}, groups=MANAGER)

    assert (said.status, said.body["field"]) == (422, "why")


@pytest.mark.parametrize("groups", [["rsud:staff"], ["rsud:partner"], ["igd:manager"], []])
def test_only_its_manager_closes_an_office(groups):
    body = {"from": day(), "why": "Banjir"}
    check_request("closure", body)

    said = [
        ask("POST", CLOSURES, body, groups=groups).status,
        ask("DELETE", f"{CLOSURES}/{'0' * 16}", groups=groups).status,
    ]

    assert said == [403, 403]
    assert take().status == 201
