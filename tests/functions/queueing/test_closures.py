"""Closures that managers declare: planned or at once, of the whole office or of one service."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from chalicelib.queueing.hours import closes_at, goes_on_over_midnight, hours_on, is_open, why_on
from chalicelib.queueing.opening import Closure, Hours
from chalicelib.queueing.slots import find_slot, slots_on
from chalicelib.queueing.week import spans
from tests.factories import an_office, moment

WHY = {"id": "Listrik padam", "en": "No electricity"}
ZONES = ["Asia/Jakarta", "Asia/Makassar", "Asia/Jayapura"]
BOTH: dict[str, Any] = {
    "services": [
        {"id": one, "letter": letter, "name": WHY, "minutes": 10, "takes": ["booking"], "requires": []}
        for one, letter in (("umum", "A"), ("gigi", "F"))
    ],
    "slot": {"minutes": 30, "days": 14, "capacity": {"umum": 4, "gigi": 2}},
}


def closed(at: str, first: str, last: str = "", service: str = "", zone: str = "Asia/Jakarta", office=None):
    """The office with one closure, declared at that moment of its own time."""
    declared = int(moment(at, zone).timestamp())
    closure = Closure("c1", service, first, last or first, WHY, declared)
    return replace(office or an_office(time_zone=zone, **BOTH), closures=(closure,))


def clock(office, day, service=""):
    return " ".join(
        f"{one['open']}-{one['close']}" for one in spans(hours_on(office, date.fromisoformat(day), service))
    )


@pytest.mark.parametrize("zone", ZONES)
@pytest.mark.parametrize(
    ("declared", "monday"),
    [
        ("Sunday 2026-03-01 23:59", ""),
        ("Monday 2026-03-02 00:00", ""),
        ("Monday 2026-03-02 07:59", ""),
        ("Monday 2026-03-02 08:00", ""),
        ("Monday 2026-03-02 08:01", "08:00-08:01"),
        ("Monday 2026-03-02 10:17", "08:00-10:17"),
        ("Monday 2026-03-02 12:00", "08:00-12:00"),
        ("Monday 2026-03-02 12:30", "08:00-12:00"),
        ("Monday 2026-03-02 13:00", "08:00-12:00"),
        ("Monday 2026-03-02 13:01", "08:00-12:00 13:00-13:01"),
        ("Monday 2026-03-02 14:59", "08:00-12:00 13:00-14:59"),
        ("Monday 2026-03-02 15:00", "08:00-12:00 13:00-15:00"),
        ("Monday 2026-03-02 23:59", "08:00-12:00 13:00-15:00"),
        ("Tuesday 2026-03-03 00:00", "08:00-12:00 13:00-15:00"),
    ],
)
def test_a_closure_of_today_holds_from_when_it_was_declared(zone, declared, monday):
    assert clock(closed(declared, "2026-03-02", zone=zone), "2026-03-02") == monday


@pytest.mark.parametrize(
    ("at", "open_"),
    [
        ("Monday 2026-03-02 10:16", True),
        ("Monday 2026-03-02 10:17", False),
        ("Tuesday 2026-03-03 09:00", False),
        ("Wednesday 2026-03-04 09:00", False),
        ("Thursday 2026-03-05 07:59", False),
        ("Thursday 2026-03-05 08:00", True),
    ],
)
def test_a_closure_of_several_days_takes_all_of_the_later_ones(at, open_):
    office = closed("Monday 2026-03-02 10:17", "2026-03-02", "2026-03-04")

    assert is_open(office, moment(at)) is open_


def test_a_planned_closure_leaves_the_days_before_it_as_they_are():
    office = closed("Friday 2026-02-27 10:00", "2026-03-03")

    assert clock(office, "2026-03-02") == clock(office, "2026-03-04") == "08:00-12:00 13:00-15:00"
    assert clock(office, "2026-03-03") == ""
    assert list(slots_on(office, office.service("umum"), date(2026, 3, 3))) == []


def test_a_closed_service_closes_no_other():
    office = closed("Monday 2026-03-02 10:17", "2026-03-02", service="umum")
    now = moment("Monday 2026-03-02 10:30")

    assert not is_open(office, now, "umum")
    assert is_open(office, now, "gigi")
    assert is_open(office, now)
    assert clock(office, "2026-03-02") == clock(office, "2026-03-02", "gigi") == "08:00-12:00 13:00-15:00"
    assert why_on(office, date(2026, 3, 2)) is None
    assert why_on(office, date(2026, 3, 2), "umum") == WHY


def test_a_closed_office_closes_every_service():
    office = closed("Monday 2026-03-02 10:17", "2026-03-02")

    assert not is_open(office, moment("Monday 2026-03-02 10:30"), "gigi")


@pytest.mark.parametrize(
    ("slot", "offered"),
    [
        ("2026-03-02T09:30", True),
        ("2026-03-02T10:00", False),
        ("2026-03-02T10:30", False),
        ("2026-03-02T13:00", False),
        ("2026-03-03T08:00", True),
    ],
)
def test_slots_end_before_the_minute_of_a_closure(slot, offered):
    office = closed("Monday 2026-03-02 10:17", "2026-03-02", service="umum")

    assert (find_slot(office, office.service("umum"), slot) is not None) is offered
    assert find_slot(office, office.service("gigi"), slot)


def test_the_earliest_of_several_closures_holds():
    late = closed("Monday 2026-03-02 14:00", "2026-03-02")
    early = Closure(
        "c2", "", "2026-03-02", "2026-03-02", WHY, int(moment("Monday 2026-03-02 09:00").timestamp())
    )

    assert clock(replace(late, closures=(*late.closures, early)), "2026-03-02") == "08:00-09:00"


def test_an_office_that_reopens_has_its_hours_again():
    office = closed("Monday 2026-03-02 10:17", "2026-03-02")

    assert clock(replace(office, closures=()), "2026-03-02") == "08:00-12:00 13:00-15:00"


def test_a_closure_does_not_bring_the_end_of_the_day_s_line_forward():
    office = closed("Monday 2026-03-02 10:17", "2026-03-02", "2026-03-03")

    assert closes_at(office, date(2026, 3, 2)) == moment("Monday 2026-03-02 15:00")
    assert closes_at(office, date(2026, 3, 3)) == moment("Tuesday 2026-03-03 15:00")


def test_a_desk_that_closes_at_once_still_goes_over_midnight_with_who_waits():
    always = an_office(hours={day: {"open": "00:00", "close": "24:00"} for day in ("monday", "tuesday")})
    office = closed("Monday 2026-03-02 22:00", "2026-03-02", office=always)
    night = moment("Tuesday 2026-03-03 00:10")

    assert goes_on_over_midnight(always, night)
    assert goes_on_over_midnight(office, night)
    assert hours_on(office, date(2026, 3, 2)) == Hours(0, 22 * 60)
    assert hours_on(office, date(2026, 3, 3)) == Hours(0, 24 * 60)


def test_a_holiday_stays_one_whatever_is_closed_on_it():
    holiday = an_office(closed=[{"day": "2026-03-02", "why": {"id": "Libur", "en": "Holiday"}}])

    assert hours_on(closed("Monday 2026-03-02 10:00", "2026-03-02", office=holiday), date(2026, 3, 2)) is None
