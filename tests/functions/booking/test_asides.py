"""Places that a closure puts aside are nobody's but theirs whom it displaces, whatever happens before the sweep comes."""

from datetime import timedelta

import pytest

from chalicelib.booking.tend_waitlist import tend as tend_waitlist
from chalicelib.queueing.places import places_of
from chalicelib.store import offices, table
from chalicelib.store.slot_item import pk_of, places_in
from tests.factories import HOME, moment
from tests.functions.booking.closing import (
    DAY,
    an_open_office,
    closed,
    offers_of,
    swept,
)
from tests.functions.booking.places import accounts_for
from tests.functions.booking.waiters import booked, cancelled, known, waits
from tests.functions.deployed import deployed

__all__ = ["deployed"]

pytestmark = pytest.mark.usefixtures("deployed")

MONDAY = moment("Monday 2026-03-02 09:00")
A_MINUTE, SKEW = timedelta(minutes=1), timedelta(minutes=2)
OLD, BEHIND = f"{DAY}T08:00", "2026-03-05"
NEW = f"{BEHIND}T08:00"
ONE_A_DAY = {day: {"open": "08:00", "close": "08:30"} for day in ("wednesday", "thursday")}


def aside(slot: str) -> int:
    """How many places of the slot are given back or put aside."""
    item = table.lines(HOME).get(pk_of("rsud", "umum", slot), "slot")
    return sum(map(places_of, places_in(item).back)) if item else 0


def test_who_joins_the_waitlist_behind_a_closure_is_offered_none_of_them():
    office = an_open_office(places=1, hours=ONE_A_DAY)
    made = booked(office, "1", OLD)
    closed(MONDAY)
    late = waits(office, "9", BEHIND, BEHIND, MONDAY)

    tend_waitlist(offices.read("rsud"), MONDAY + A_MINUTE)
    assert known(late).state == "waiting"
    swept(MONDAY + A_MINUTE)

    assert offers_of([made, late]) == [NEW, ""]


def test_a_look_at_their_slot_lets_nobody_else_have_them():
    office = an_open_office(places=2, hours=ONE_A_DAY)
    made, other = booked(office, "1", OLD), booked(office, "2", NEW)
    cancelled(office, other, MONDAY - timedelta(minutes=40))
    closed(MONDAY)
    assert accounts_for(HOME, "rsud", "umum", NEW)["back"] == 2

    tend_waitlist(offices.read("rsud"), MONDAY)

    assert accounts_for(HOME, "rsud", "umum", NEW) == {"who": 0, "held": 0, "back": 1, "left": 1}
    swept(MONDAY)
    assert offers_of([made]) == [NEW]


@pytest.mark.parametrize("skew", [-SKEW, SKEW])
def test_a_sweep_whose_clock_is_wrong_by_two_minutes_gives_them_out(skew):
    office = an_open_office(places=1)
    made = [
        booked(office, str(n), f"{DAY}T{at}", 1, MONDAY - timedelta(hours=1, minutes=-n))
        for n, at in enumerate(("08:00", "08:30"))
    ]
    closed(MONDAY)

    swept(MONDAY + skew)

    assert offers_of(made) == [NEW, f"{BEHIND}T08:30"]


def test_who_booked_by_an_older_office_is_found_though_the_sweeps_clock_is_two_minutes_ahead():
    office = an_open_office(places=1)
    closed(MONDAY)
    swept(MONDAY + SKEW)
    made = booked(office, "1", OLD, now=MONDAY + timedelta(seconds=29))

    swept(MONDAY + timedelta(seconds=30) + SKEW)

    assert offers_of([made]) == [NEW]


def test_a_closure_that_is_asked_for_again_later_puts_nothing_aside():
    office = an_open_office(places=1)
    booked(office, "1", OLD)
    closed(MONDAY)
    swept(MONDAY + A_MINUTE)

    closed(MONDAY + A_MINUTE)

    assert [aside(f"{BEHIND}T{at}") for at in ("08:00", "08:30", "09:00", "09:30")] == [0, 0, 0, 0]


def test_places_that_begin_before_anybody_could_be_told_are_not_put_aside():
    evening = moment("Tuesday 2026-03-03 21:00")
    office = an_open_office(
        places=1,
        hours={
            "tuesday": {"open": "08:00", "close": "24:00"},
            "wednesday": {"open": "08:00", "close": "11:00"},
        },
    )
    made = booked(office, "1", "2026-03-03T23:00", now=MONDAY)

    closed(evening, "2026-03-03")

    assert [aside(f"{DAY}T{at}") for at in ("08:00", "10:00")] == [0, 1]
    swept(evening)
    assert offers_of([made]) == [f"{DAY}T10:00"]


def test_places_of_a_day_that_is_closed_too_meanwhile_do_not_stay_aside():
    office = an_open_office(places=1)
    made = booked(office, "1", OLD)
    closed(MONDAY)
    closed(MONDAY, BEHIND, "l")
    assert aside(NEW) == 1

    swept(MONDAY)

    assert aside(NEW) == 0
    assert offers_of([made]) == ["2026-03-06T08:00"]
