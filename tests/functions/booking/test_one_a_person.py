"""A person has one booking of a service for as long as it stands, however often it is moved; and no hash for longer."""

from datetime import datetime, timedelta

import pytest

from chalicelib.booking.reschedule import reschedule
from chalicelib.queueing.office import Office
from chalicelib.queueing.slots import run_of
from chalicelib.store import table
from chalicelib.store.bookings import Booking
from tests.factories import HOME, moment
from tests.functions.deployed import deployed

from .waiters import (
    DELAY,
    MONDAY,
    accepted,
    an_office_with,
    booked,
    cancelled,
    known,
    tended,
    waits,
)

__all__ = ["deployed"]

pytestmark = pytest.mark.usefixtures("deployed")

NIK = "3204110609979999"
DAY = timedelta(days=1)
LATER, SOONER = "2026-03-12T09:00", "2026-03-03T09:00"


def noted_until(booking: Booking) -> datetime:
    item = table.visitors(HOME).get(f"identity#{booking.identity}", "rsud#umum")
    assert item is not None
    assert item["booking"] == booking.id
    return datetime.fromtimestamp(item["expires"]).astimezone()


def moved(office: Office, booking: Booking, to: str) -> None:
    run = run_of(office, office.service("umum"), to)
    assert run is not None
    reschedule(office, booking, run, MONDAY)


@pytest.mark.parametrize(
    ("to", "until"), [(LATER, "Thursday 2026-03-12 09:00"), (SOONER, "Tuesday 2026-03-03 09:00")]
)
def test_a_booking_that_is_moved_is_noted_for_its_person_until_after_the_new_slot(to, until):
    office = an_office_with(4)
    mine = booked(office, "a", nik=NIK)
    assert noted_until(mine) == moment("Wednesday 2026-03-04 09:00") + DAY

    moved(office, mine, to)

    assert noted_until(mine) == moment(until) + DAY


def test_who_waits_is_noted_until_the_last_day_that_suits_is_over():
    office = an_office_with(1, hours={"wednesday": {"open": "09:00", "close": "09:30"}})
    booked(office, "a")

    mine = waits(office, "w", visitor={"nik": NIK})

    assert noted_until(mine) == moment("Thursday 2026-03-05 00:00") + DAY


def test_who_accepts_is_noted_until_after_the_slot():
    office = an_office_with(1, hours={"wednesday": {"open": "09:00", "close": "09:30"}})
    before = booked(office, "a")
    mine = waits(office, "w", last="2026-03-10", visitor={"nik": NIK})
    cancelled(office, before)
    tended(office, MONDAY + DELAY)

    accepted(office, mine, MONDAY + DELAY)

    assert noted_until(mine) == moment("Wednesday 2026-03-04 09:00") + DAY


def test_another_s_claim_is_not_made_longer():
    office = an_office_with(4)
    mine = booked(office, "a", nik=NIK)
    table.visitors(HOME).put(
        {"pk": f"identity#{mine.identity}", "sk": "rsud#umum", "booking": "x", "expires": 5}
    )

    moved(office, mine, LATER)

    kept = table.visitors(HOME).get(f"identity#{mine.identity}", "rsud#umum") or {}
    assert (kept["booking"], kept["expires"]) == ("x", 5)
    assert known(mine).slot == LATER
