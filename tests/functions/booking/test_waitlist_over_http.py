"""The waitlist over HTTP, as the page asks it; every answer is held to its description."""

from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest

from chalicelib.booking.tend_waitlist import tend
from chalicelib.queueing.hours import local
from chalicelib.store import offices
from tests.factories import HOME, an_office, an_office_document
from tests.functions.api import Said, ask, load, open_always
from tests.functions.deployed import deployed

from .asking import free, reserve
from .places import accounts_for
from .waiters import due, follow

__all__ = ["deployed"]

pytestmark = pytest.mark.usefixtures("deployed")

WAITLIST = "/offices/rsud/waitlist"
DAY = (local(an_office(), datetime.now(UTC)).date() + timedelta(days=2)).isoformat()
"""The day after tomorrow, so that nothing is near."""


@pytest.fixture(autouse=True)
def _six_places_a_day(deployed: None) -> None:
    slot = {**an_office_document()["slot"], "minutes": 240, "capacity": {"umum": 1}}
    load(open_always(slot=slot))


@pytest.fixture
def codes() -> dict[str, str]:
    """The codes of those who have all places of the day, by slot."""
    return {one["id"]: reserve(one["id"]).body["code"] for one in free(2)}


def wait(key: str | None = None, **body: object) -> Said:
    return ask("POST", WAITLIST, {"service": "umum", "from": DAY, "to": DAY, **body}, key=key)


def test_who_waits_is_offered_a_place_accepts_it_and_is_booked(codes):
    waiting = wait(visitor={"name": "Siti Aminah", "phone": "0812 3456 7890"})
    assert (waiting.status, waiting.body["state"]) == (201, "waiting")
    assert waiting.body["waiting"] == {"ahead": 0, "from": DAY, "to": DAY}
    own, slot, office = f"/bookings/{waiting.body['code']}", sorted(codes)[2], offices.read("rsud")
    ask("DELETE", f"/bookings/{codes[slot]}")
    follow(office, slot, datetime.now(UTC))

    tend(office, datetime.fromtimestamp(due(office, slot)[0], UTC))

    offered = ask("GET", own).body
    assert (offered["state"], offered["offer"]["slot"]["id"]) == ("offered", slot)
    accepted = [ask("POST", f"{own}/acceptance", {}) for _ in range(2)]
    assert [(one.status, one.body["state"]) for one in accepted] == [(200, "booked")] * 2
    assert accepted[0].body["slot"]["id"] == slot
    assert "offer" not in accepted[0].body
    assert ask("GET", own).body == accepted[0].body == accepted[1].body
    assert accounts_for(HOME, "rsud", "umum", slot) == {"who": 1, "held": 0, "back": 0, "left": 0}


def test_who_leaves_the_list_reads_so_and_leaves_twice(codes):
    own = f"/bookings/{wait().body['code']}"

    assert [ask("DELETE", own).status for _ in range(2)] == [204, 204]

    assert ask("GET", own).body["state"] == "cancelled"
    assert ask("POST", f"{own}/acceptance", {}).kind == "booking-cancelled"


def test_who_is_offered_nothing_yet_is_told_so(codes):
    said = ask("POST", f"/bookings/{wait().body['code']}/acceptance", {})

    assert (said.status, said.kind) == (409, "not-offered")


def test_the_same_key_waits_once(codes):
    key = str(uuid4())

    first, again, other = wait(key), wait(key), wait(key, party=2)

    assert first.body == again.body
    assert (other.status, other.kind) == (422, "key-reused")


def test_where_there_are_places_one_is_told_to_book():
    said = wait()

    assert (said.status, said.kind, said.body["field"]) == (409, "places-free", "from")


def test_who_waits_can_neither_be_moved_nor_check_in_nor_be_put_into_a_calendar(codes):
    own = f"/bookings/{wait().body['code']}"

    assert ask("PATCH", own, {"slot": sorted(codes)[0]}).status == 409
    assert ask("GET", f"{own}/calendar").status == 404
    near = {"position": {"distance": 1, "accuracy": 1}}
    assert ask("POST", f"{own}/check-in", near).kind == "no-slot-yet"


@pytest.mark.parametrize(
    ("body", "kind", "field"),
    [
        ({"service": "mata"}, "unknown-service", "service"),
        ({"service": "gigi"}, "not-taken", "service"),
        ({"from": "2026-13-01"}, "invalid", "from"),
        ({"to": "2020-01-01"}, "invalid", "to"),
        ({"party": 6}, "invalid", "party"),
        ({"visitor": {"phone": "021"}}, "invalid", "visitor.phone"),
        ({"slot": "2026-03-02T09:00"}, "invalid", "slot"),
    ],
)
def test_a_field_at_fault_is_named(body, kind, field):
    said = wait(**body)

    assert (said.kind, said.body["field"]) == (kind, field)
    assert ask("POST", "/bookings/0000000000000000/acceptance", {}).kind == "unknown-booking"
