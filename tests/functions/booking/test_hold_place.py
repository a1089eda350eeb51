"""A place is kept while the form is open, over HTTP and at moments of our own."""

from datetime import timedelta
from uuid import uuid4

import pytest

from chalicelib import codes
from chalicelib.booking.book import book
from chalicelib.booking.claim import claim_of
from chalicelib.booking.hold_place import Wanted, drop_hold, hold_place
from chalicelib.booking.slots_of_day import slots_of_day
from chalicelib.errors import HoldOver, SlotFull, SlotPast
from chalicelib.queueing.slots import run_of
from chalicelib.store import holds
from tests.factories import HOME, an_office, moment
from tests.functions.api import ask

from .asking import HOLDS, free, keep, left, reserve
from .places import accounts_for

pytestmark = pytest.mark.usefixtures("always_open")

EARLY = moment("Monday 2026-03-02 08:00")
SLOT = "2026-03-02T09:30"


def test_a_held_place_is_nobody_elses_and_becomes_the_booking():
    slot = free()[0]["id"]
    said = keep(slot, party=3)
    assert (said.status, said.body["slot"], said.body["party"]) == (201, slot, 3)
    assert left(slot) == 1

    made = reserve(slot, party=3, hold=said.body["hold"])

    assert made.status == 201
    assert left(slot) == 1
    assert reserve(slot, party=2).kind == "slot-full"


def test_the_same_request_is_the_same_hold():
    slot, key = free()[0]["id"], str(uuid4())

    first, again, other = keep(slot, key), keep(slot, key), keep(slot, key, party=2)

    assert first.body == again.body
    assert (other.status, other.kind) == (422, "key-reused")
    assert left(slot) == 3


def test_a_hold_that_is_dropped_gives_its_places_back_once():
    slot = free()[0]["id"]
    hold = keep(slot, party=4).body["hold"]

    assert [ask("DELETE", f"{HOLDS}/{hold}").status for _ in range(2)] == [204, 204]

    assert left(slot) == 4
    assert reserve(slot, hold=hold).status == 201


@pytest.mark.parametrize("hold", ["0000000000000000", "short", "x" * 900])
def test_an_unknown_hold_cannot_be_dropped(hold):
    assert ask("DELETE", f"{HOLDS}/{hold}").status == 404


def test_who_comes_with_a_hold_for_something_else_books_as_anybody():
    first, second = free()[:2]
    hold = keep(first["id"]).body["hold"]

    assert reserve(second["id"], hold=hold).status == 201
    assert reserve(first["id"], hold=hold, party=2).status == 201
    assert (left(first["id"]), left(second["id"])) == (1, 3)


@pytest.mark.parametrize(
    ("changes", "status", "field"),
    [
        ({"service": None}, 422, "service"),
        ({"slot": "2099-03-02T09:00"}, 404, "slot"),
        ({"party": 6}, 422, "party"),
        ({"name": "Siti"}, 422, "name"),
    ],
)
def test_a_field_at_fault_is_named(changes, status, field):
    body = {"service": "umum", "slot": free()[0]["id"], **changes}

    said = ask("POST", HOLDS, {name: value for name, value in body.items() if value is not None})

    assert (said.status, said.body["field"]) == (status, field)


def test_a_hold_code_of_another_form_is_named():
    assert reserve(free()[0]["id"], hold="?").body["field"] == "hold"


def wanted(n: int = 1) -> Wanted:
    office = an_office()
    service = office.service("umum")
    return Wanted(service, run_of(office, service, SLOT) or (), n)


def held(key: str, n: int = 1, now=EARLY):
    return hold_place(an_office(), wanted(n), "", key * 32, "b", now)


def listed(now) -> int:
    office = an_office()
    slots = slots_of_day(office, office.service("umum"), now.date(), now)
    return next(one["left"] for one in slots if one["id"] == SLOT)


def test_a_hold_lasts_as_long_as_the_office_says():
    _, hold = held("a", 4)
    last = EARLY + timedelta(minutes=5)

    assert hold.until == int(last.timestamp())
    assert [listed(last - timedelta(seconds=1)), listed(last)] == [0, 4]
    with pytest.raises(SlotFull):
        held("b", now=last - timedelta(seconds=1))
    with pytest.raises(HoldOver):
        held("a", 4, now=last)
    assert held("b", now=last)[1].n == 1


def test_a_slot_that_has_begun_is_held_no_more():
    with pytest.raises(SlotPast):
        held("a", now=moment("Monday 2026-03-02 09:30"))


def test_who_took_too_long_gets_the_place_if_nobody_else_did():
    office, late = an_office(), EARLY + timedelta(minutes=9)
    claim = claim_of(office, {"service": "umum", "slot": SLOT, "party": 4}, "id", EARLY)
    code, _ = held("a", 4)

    assert book(office, claim, "", "k" * 32, "b" * 32, late, hold=code).state == "booked"
    assert listed(late) == 0


def test_a_hold_is_kept_under_an_id_that_does_not_open_it():
    code, hold = held("a")

    assert hold.id == codes.id_of(code)
    assert code not in str(hold)
    assert an_office().home == HOME


def test_a_repeat_after_the_hold_was_used_is_answered_as_it_was_and_takes_no_second_place():
    slot, key = free()[0]["id"], str(uuid4())
    first = keep(slot, key)
    made = reserve(slot, hold=first.body["hold"])

    again = keep(slot, key)

    assert (again.status, again.body, left(slot)) == (201, first.body, 3)
    ask("DELETE", f"/bookings/{made.body['code']}")
    assert keep(slot, key).body == first.body
    assert accounts_for(HOME, "rsud", "umum", slot) == {"who": 0, "held": 0, "back": 1, "left": 3}


def test_a_repeat_after_the_hold_was_dropped_is_over():
    slot, key = free()[0]["id"], str(uuid4())
    ask("DELETE", f"{HOLDS}/{keep(slot, key).body['hold']}")

    again = keep(slot, key)

    assert (again.kind, left(slot)) == ("hold-over", 4)


@pytest.mark.parametrize("how", ["used", "dropped"])
def test_a_twin_that_takes_its_place_only_after_the_hold_has_ended_gives_it_back(how, monkeypatch):
    """Two ask for the same hold; one is slow, and keeps the place when the other's is a booking, or dropped, by then."""
    office, take, done = an_office(), holds.keep, list[bool]()
    claim = claim_of(office, {"service": "umum", "slot": SLOT}, "id", EARLY)

    def late(*asked):
        if not done:
            done.append(True)
            code, _ = held("a")
            drop_hold(office, code) if how == "dropped" else book(
                office, claim, "", "k" * 32, "b" * 32, EARLY, hold=code
            )
        take(*asked)

    monkeypatch.setattr(holds, "keep", late)

    if how == "used":
        held("a")
    else:
        with pytest.raises(HoldOver):
            held("a")

    assert accounts_for(HOME, "rsud", "umum", SLOT)["held"] == 0
    assert listed(EARLY) == 4 - (how == "used")
