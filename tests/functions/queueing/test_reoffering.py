"""When what was given back is offered again, and for how long: tables of examples around delays, nights and days."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.queueing.reoffering import (
    AHEAD,
    LATEST,
    SOONEST,
    at_night,
    due_of,
    offer_until,
    spare_days,
)
from tests.factories import NINE, an_office, an_office_document, moment

JAYAPURA = an_office(time_zone="Asia/Jayapura")


def at(said: str) -> int:
    return int(moment(said).timestamp())


def told(seconds: int) -> str:
    return f"{datetime.fromtimestamp(seconds, UTC).astimezone(an_office().zone):%A %Y-%m-%d %H:%M}"


@pytest.mark.parametrize(
    ("given_back", "slot", "minutes", "due"),
    [
        # By day: after the delay.
        ("Monday 2026-03-02 09:00", "Wednesday 2026-03-04 09:00", 5, "Monday 2026-03-02 09:05"),
        ("Monday 2026-03-02 09:00", "Wednesday 2026-03-04 09:00", 30, "Monday 2026-03-02 09:30"),
        # An hour before the slot at the latest, or at once.
        ("Monday 2026-03-02 09:00", "Monday 2026-03-02 10:10", 30, "Monday 2026-03-02 09:10"),
        ("Monday 2026-03-02 09:00", "Monday 2026-03-02 09:30", 30, "Monday 2026-03-02 09:00"),
        ("Monday 2026-03-02 09:00", "Monday 2026-03-02 08:30", 30, "Monday 2026-03-02 09:00"),
        # What would be due at night is due in the morning, spread over the first 25 minutes.
        ("Monday 2026-03-02 22:00", "Wednesday 2026-03-04 09:00", 5, "Tuesday 2026-03-03 08:00"),
        ("Monday 2026-03-02 22:00", "Wednesday 2026-03-04 09:00", 30, "Tuesday 2026-03-03 08:25"),
        ("Monday 2026-03-02 19:29", "Wednesday 2026-03-04 09:00", 30, "Monday 2026-03-02 19:59"),
        ("Monday 2026-03-02 19:30", "Wednesday 2026-03-04 09:00", 30, "Tuesday 2026-03-03 08:25"),
        ("Tuesday 2026-03-03 02:00", "Wednesday 2026-03-04 09:00", 10, "Tuesday 2026-03-03 08:05"),
        ("Tuesday 2026-03-03 07:50", "Wednesday 2026-03-04 09:00", 10, "Tuesday 2026-03-03 08:00"),
        ("Tuesday 2026-03-03 07:50", "Wednesday 2026-03-04 09:00", 9, "Tuesday 2026-03-03 08:04"),
        # Over month's end.
        ("Saturday 2026-02-28 23:00", "Monday 2026-03-02 09:00", 5, "Sunday 2026-03-01 08:00"),
        # There is time in the morning, but not for all of the delay.
        ("Monday 2026-03-02 22:00", "Tuesday 2026-03-03 09:10", 30, "Tuesday 2026-03-03 08:10"),
        ("Monday 2026-03-02 22:00", "Tuesday 2026-03-03 09:00", 30, "Tuesday 2026-03-03 08:00"),
        # There is none: soon, for whoever looks at night.
        ("Monday 2026-03-02 22:00", "Tuesday 2026-03-03 08:59", 30, "Monday 2026-03-02 22:30"),
        ("Monday 2026-03-02 22:00", "Tuesday 2026-03-03 08:00", 5, "Monday 2026-03-02 22:05"),
        # What was offered to somebody already has no delay.
        ("Monday 2026-03-02 09:15", "Wednesday 2026-03-04 09:00", 0, "Monday 2026-03-02 09:15"),
        ("Monday 2026-03-02 20:05", "Wednesday 2026-03-04 09:00", 0, "Tuesday 2026-03-03 08:00"),
        ("Monday 2026-03-02 20:05", "Monday 2026-03-02 21:00", 0, "Monday 2026-03-02 20:05"),
    ],
)
def test_what_is_given_back_is_due(given_back, slot, minutes, due):
    assert told(due_of(an_office(), at(slot), at(given_back), minutes * 60)) == due


@given(
    now=st.integers(NINE, NINE + 3 * 86_400),
    ahead=st.integers(0, 10 * 86_400),
    delay=st.integers(SOONEST, LATEST),
)
def test_it_is_never_due_before_now_nor_too_late_for_its_slot(now, ahead, delay):
    start = now + ahead

    due = due_of(an_office(), start, now, delay)

    assert now <= due <= max(now, start - AHEAD)
    assert due <= now + 12.5 * 3600


@given(now=st.integers(NINE, NINE + 3 * 86_400), delay=st.integers(SOONEST, LATEST))
def test_what_has_time_is_never_due_at_night(now, delay):
    assert not at_night(an_office(), due_of(an_office(), now + 2 * 86_400, now, delay))


@pytest.mark.parametrize(
    ("now", "slot", "until"),
    [
        ("Monday 2026-03-02 09:00", "Wednesday 2026-03-04 09:00", "Monday 2026-03-02 09:15"),
        ("Monday 2026-03-02 19:59", "Wednesday 2026-03-04 09:00", "Monday 2026-03-02 20:14"),
        ("Monday 2026-03-02 08:00", "Wednesday 2026-03-04 09:00", "Monday 2026-03-02 08:15"),
        # Not beyond the slot's start, and not for less than five minutes.
        ("Monday 2026-03-02 09:00", "Monday 2026-03-02 09:10", "Monday 2026-03-02 09:10"),
        ("Monday 2026-03-02 09:00", "Monday 2026-03-02 09:05", "Monday 2026-03-02 09:05"),
        ("Monday 2026-03-02 09:00", "Monday 2026-03-02 09:04", None),
        ("Monday 2026-03-02 09:00", "Monday 2026-03-02 08:30", None),
        # Nobody is told anything at night.
        ("Monday 2026-03-02 20:00", "Wednesday 2026-03-04 09:00", None),
        ("Tuesday 2026-03-03 07:59", "Wednesday 2026-03-04 09:00", None),
        ("Tuesday 2026-03-03 00:00", "Wednesday 2026-03-04 09:00", None),
    ],
)
def test_an_offer_stands(now, slot, until):
    made = offer_until(an_office(), at(slot), at(now))

    assert (made and told(made)) == until


def test_night_is_the_office_s_own():
    evening_in_the_east = at("Monday 2026-03-02 18:00")

    assert at_night(JAYAPURA, evening_in_the_east)
    assert not at_night(an_office(), evening_in_the_east)


@pytest.mark.parametrize(
    ("slot", "now", "days"),
    [
        ({}, "Monday 2026-03-02 09:00", ("2026-03-02", "2026-03-16")),
        ({"opens": "08:00"}, "Monday 2026-03-02 07:59", ("2026-03-02", "2026-03-15")),
        ({"room": {"per_second": 5, "minutes": 10}}, "Monday 2026-03-02 09:00", ("2026-03-02", "2026-03-15")),
        (
            {"draw": {"services": ["umum"], "minutes": 10}},
            "Monday 2026-03-02 09:00",
            ("2026-03-02", "2026-03-15"),
        ),
    ],
)
def test_the_newest_day_is_not_spare_where_it_is_rushed_for(slot, now, days):
    office = an_office(slot={**an_office_document()["slot"], **slot})

    first, last = spare_days(office, office.service("umum"), moment(now))

    assert (first.isoformat(), last.isoformat()) == days
