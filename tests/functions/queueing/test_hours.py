"""Opening hours, by the office's own clock: WIB, WITA, WIT."""

from datetime import date, datetime

import pytest

from chalicelib.queueing.hours import closes_at, day_of, hours_on, is_open, why_on
from chalicelib.queueing.slots import slots_on
from chalicelib.queueing.week import spans
from tests.factories import an_office, moment

ZONES = ["Asia/Jakarta", "Asia/Makassar", "Asia/Jayapura"]
MONDAY, SUNDAY = date(2026, 3, 2), date(2026, 3, 8)


@pytest.mark.parametrize("zone", ZONES)
@pytest.mark.parametrize(
    ("at", "open_"),
    [
        ("Monday 2026-03-02 07:59", False),
        ("Monday 2026-03-02 08:00", True),
        ("Monday 2026-03-02 12:30", True),
        ("Monday 2026-03-02 14:59", True),
        ("Monday 2026-03-02 15:00", False),
        ("Sunday 2026-03-08 10:00", False),
    ],
)
def test_an_office_is_open_by_its_own_clock(zone, at, open_):
    assert is_open(an_office(time_zone=zone), moment(at, zone)) is open_


def test_a_closed_date_is_closed_all_day_and_has_no_slots():
    holiday = an_office(closed=[{"day": "2026-03-02", "why": {"id": "Libur", "en": "Holiday"}}])

    assert not is_open(holiday, moment("Monday 2026-03-02 10:00"))
    assert list(slots_on(holiday, holiday.service("umum"), MONDAY)) == []


@pytest.mark.parametrize(
    ("zone", "day"),
    [("Asia/Jakarta", "2026-03-01"), ("Asia/Makassar", "2026-03-02"), ("Asia/Jayapura", "2026-03-02")],
)
def test_the_day_of_a_line_is_the_office_s_own_date(zone, day):
    assert day_of(an_office(time_zone=zone), moment("Monday 2026-03-02 00:30", "Asia/Makassar")) == day


@pytest.mark.parametrize(
    ("utc", "jakarta", "makassar", "jayapura"),
    [
        ("2026-03-01T14:59", "2026-03-01", "2026-03-01", "2026-03-01"),
        ("2026-03-01T15:00", "2026-03-01", "2026-03-01", "2026-03-02"),
        ("2026-03-01T16:00", "2026-03-01", "2026-03-02", "2026-03-02"),
        ("2026-03-01T16:59", "2026-03-01", "2026-03-02", "2026-03-02"),
        ("2026-03-01T17:00", "2026-03-02", "2026-03-02", "2026-03-02"),
        ("2026-02-28T15:30", "2026-02-28", "2026-02-28", "2026-03-01"),
        ("2028-02-28T16:30", "2028-02-28", "2028-02-29", "2028-02-29"),
        ("2026-12-31T14:59", "2026-12-31", "2026-12-31", "2026-12-31"),
        ("2026-12-31T15:00", "2026-12-31", "2026-12-31", "2027-01-01"),
        ("2026-12-31T16:00", "2026-12-31", "2027-01-01", "2027-01-01"),
        ("2026-12-31T17:00", "2027-01-01", "2027-01-01", "2027-01-01"),
    ],
)  # fmt: skip
def test_midnight_month_s_end_and_new_year_come_first_to_wit_then_wita_then_wib(
    utc, jakarta, makassar, jayapura
):
    now = datetime.fromisoformat(f"{utc}+00:00")

    assert [day_of(an_office(time_zone=zone), now) for zone in ZONES] == [jakarta, makassar, jayapura]


@pytest.mark.parametrize(
    ("said", "clock"),
    [
        ("Monday 2026-03-02", "08:00-12:00, 13:00-15:00"),
        ("Tuesday 2026-03-31", "08:00-12:00, 13:00-15:00"),
        ("Wednesday 2026-04-01", "08:00-12:00, 13:00-15:00"),
        ("Friday 2026-03-06", "08:00-11:30, 13:00-15:30"),
        ("Saturday 2026-03-07", "closed"),
        ("Sunday 2026-03-08", "closed"),
        ("Thursday 2026-12-31", "08:00-12:00, 13:00-15:00"),
        ("Friday 2027-01-01", "closed"),
        ("Monday 2027-01-04", "08:00-12:00, 13:00-15:00"),
        # Ramadan 1448, and the days around it.
        ("Friday 2027-02-05", "08:00-11:30, 13:00-15:30"),
        ("Monday 2027-02-08", "08:00-12:00, 12:30-14:00"),
        ("Friday 2027-02-12", "08:00-12:00, 13:00-14:30"),
        ("Thursday 2027-02-11", "closed"),
        ("Sunday 2027-02-14", "closed"),
        ("Monday 2027-03-08", "closed"),
        ("Tuesday 2027-03-09", "08:00-12:00, 12:30-14:00"),
        ("Wednesday 2027-03-10", "08:00-12:00, 13:00-15:00"),
    ],
)  # fmt: skip
def test_the_hours_of_a_date_are_the_season_s_else_the_week_s_unless_it_is_closed(said, clock):
    weekday, day = said.split()
    assert f"{date.fromisoformat(day):%A}" == weekday

    told = spans(hours_on(in_ramadan(), date.fromisoformat(day)))

    assert ", ".join(f"{one['open']}-{one['close']}" for one in told) == (clock if clock != "closed" else "")


@pytest.mark.parametrize("zone", ZONES)
@pytest.mark.parametrize(
    ("at", "open_"),
    [
        ("Friday 2027-02-05 14:59", True),
        ("Monday 2027-02-08 13:59", True),
        ("Monday 2027-02-08 14:00", False),
        ("Tuesday 2027-03-09 14:00", False),
        ("Wednesday 2027-03-10 14:00", True),
    ],
)
def test_a_season_begins_and_ends_at_the_office_s_own_midnight(zone, at, open_):
    assert is_open(in_ramadan(time_zone=zone), moment(at, zone)) is open_


def in_ramadan(**changes):
    day = {"open": "08:00", "close": "15:00", "breaks": [{"from": "12:00", "to": "13:00"}]}
    fast = {"open": "08:00", "close": "14:00", "breaks": [{"from": "12:00", "to": "12:30"}]}
    return an_office(
        hours={
            **dict.fromkeys(("monday", "tuesday", "wednesday", "thursday"), day),
            "friday": {"open": "08:00", "close": "15:30", "breaks": [{"from": "11:30", "to": "13:00"}]},
        },
        seasons=[
            {
                "from": "2027-02-08", "to": "2027-03-09", "why": {"id": "Ramadan", "en": "Ramadan"},
                "hours": {
                    "monday": fast, "tuesday": fast,
                    "friday": {"open": "08:00", "close": "14:30", "breaks": [{"from": "12:00", "to": "13:00"}]},
                },
            }
        ],
        closed=[
            {"day": "2027-01-01", "why": {"id": "Tahun Baru Masehi", "en": "New Year's Day"}},
            {"day": "2027-03-08", "why": {"id": "Hari Suci Nyepi", "en": "Day of Silence"}},
        ],
        **changes,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("day", "why"),
    [
        ("2027-02-05", None),
        ("2027-02-08", "Ramadan"),
        ("2027-03-08", "Day of Silence"),
        ("2027-03-09", "Ramadan"),
    ],
)
def test_a_date_that_differs_from_the_week_says_why(day, why):
    said = why_on(in_ramadan(), date.fromisoformat(day))

    assert (said and said["en"]) == why


def test_a_day_closes_with_its_hours_or_at_midnight_when_it_has_none():
    assert closes_at(an_office(), MONDAY) == moment("Monday 2026-03-02 15:00")
    assert closes_at(an_office(), SUNDAY) == moment("Monday 2026-03-09 00:00")
