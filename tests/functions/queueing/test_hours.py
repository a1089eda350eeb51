"""Opening hours, by the office's own clock: WIB, WITA, WIT."""

from datetime import date

import pytest

from chalicelib.queueing.hours import closes_at, day_of, is_open
from chalicelib.queueing.slots import slots_on
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


def test_a_day_closes_with_its_hours_or_at_midnight_when_it_has_none():
    assert closes_at(an_office(), MONDAY) == moment("Monday 2026-03-02 15:00")
    assert closes_at(an_office(), SUNDAY) == moment("Monday 2026-03-09 00:00")
