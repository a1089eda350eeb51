"""Slots and runs of them, as the office's hours give them."""

from datetime import date
from itertools import pairwise

import pytest

from chalicelib.queueing.slots import bookable_days, find_slot, places_at, run_of, slots_on
from tests.factories import an_office, moment

MONDAY = date(2026, 3, 2)
ZONES = ["Asia/Jakarta", "Asia/Makassar", "Asia/Jayapura"]


def an_office_with(hours, minutes=30, capacity: object = 4, slots=1, **rules):
    """An office whose service `umum` is booked so; `hours` are said as `08:00-12:00 13:00-15:00`, for Monday."""
    spans = [span.split("-") for span in hours.split()]
    day = {
        "open": spans[0][0],
        "close": spans[-1][1],
        "breaks": [{"from": before[1], "to": after[0]} for before, after in pairwise(spans)],
    }
    service = {
        "id": "umum", "letter": "A", "name": {"id": "Umum", "en": "General"}, "minutes": 10,
        "takes": ["booking"], "requires": [], "slots": slots,
    }  # fmt: skip
    return an_office(
        services=[service],
        hours={"monday": day},
        slot={"minutes": minutes, "days": 14, "capacity": {"umum": capacity}, **rules},
    )


def starts(office, day=MONDAY):
    return " ".join(slot.id[-5:] for slot in slots_on(office, office.service("umum"), day))


def test_slots_leave_breaks_free_and_end_before_closing():
    office = an_office()

    names = [slot.id[-5:] for slot in slots_on(office, office.service("umum"), MONDAY)]

    assert names == [
        "08:00", "08:30", "09:00", "09:30", "10:00", "10:30", "11:00", "11:30",
        "13:00", "13:30", "14:00", "14:30",
    ]  # fmt: skip


def test_a_slot_that_would_run_into_a_break_is_not_offered():
    office = an_office(slot={"minutes": 45, "days": 14, "capacity": {"umum": 4}})

    names = [slot.id[-5:] for slot in slots_on(office, office.service("umum"), MONDAY)]

    assert "11:45" not in names
    assert "11:00" in names


def test_a_service_that_takes_no_bookings_has_no_slots():
    office = an_office()

    assert list(slots_on(office, office.service("gigi"), MONDAY)) == []


@pytest.mark.parametrize(
    "name", ["2026-03-02T12:00", "2026-03-02T08:10", "2026-13-01T08:00", "", "T", "2026-03-02"]
)
def test_a_slot_that_the_hours_do_not_give_is_not_found(name):
    office = an_office()

    assert find_slot(office, office.service("umum"), name) is None


def test_a_slot_starts_at_the_office_s_own_time():
    office = an_office(time_zone="Asia/Jayapura")

    slot = find_slot(office, office.service("umum"), "2026-03-02T08:00")

    assert slot is not None
    assert slot.start == moment("Monday 2026-03-02 08:00", "Asia/Jayapura")


@pytest.mark.parametrize(
    ("hours", "minutes", "said"),
    [
        ("08:00-10:00", 30, "08:00 08:30 09:00 09:30"),
        ("08:00-10:00", 45, "08:00 08:45"),
        ("08:00-09:59", 30, "08:00 08:30 09:00"),
        ("08:00-08:30", 30, "08:00"),
        ("08:00-08:29", 30, ""),
        # A slot ends exactly where a break begins, and one begins exactly where it ends.
        ("08:00-09:00 10:00-11:00", 30, "08:00 08:30 10:00 10:30"),
        ("08:00-09:00 10:00-11:00", 60, "08:00 10:00"),
        ("08:00-09:10 10:00-11:00", 30, "08:00 08:30 10:00 10:30"),
        ("08:00-08:50 10:00-11:00", 30, "08:00 10:00 10:30"),
        # The clock's grid goes on behind a break.
        ("08:00-09:00 09:10-10:00", 30, "08:00 08:30 09:30"),
        ("08:00-09:00 09:10-09:40 09:50-11:00", 30, "08:00 08:30 10:00 10:30"),
        ("00:00-24:00", 240, "00:00 04:00 08:00 12:00 16:00 20:00"),
        # Friday's prayer, 11:30 to 13:00.
        ("08:00-11:30 13:00-14:00", 30, "08:00 08:30 09:00 09:30 10:00 10:30 11:00 13:00 13:30"),
    ],
)  # fmt: skip
def test_slots_stand_on_the_clock_s_grid_outside_breaks(hours, minutes, said):
    assert starts(an_office_with(hours, minutes)) == said


@pytest.mark.parametrize(
    ("hours", "slots", "said"),
    [
        ("08:00-10:00", 2, "08:00 08:30 09:00"),
        ("08:00-10:00", 3, "08:00 08:30"),
        ("08:00-10:00", 4, "08:00"),
        ("08:00-10:00", 5, ""),
        # A run may end exactly at a break or at closing, and goes over neither.
        ("08:00-09:00 10:00-11:00", 2, "08:00 10:00"),
        ("08:00-09:00 10:00-11:00", 3, ""),
        ("08:00-09:00 09:10-10:30", 2, "08:00 09:30"),
        ("08:00-11:30 13:00-14:00", 4, "08:00 08:30 09:00 09:30"),
    ],
)  # fmt: skip
def test_a_run_of_slots_goes_over_no_break_and_not_past_closing(hours, slots, said):
    assert starts(an_office_with(hours, slots=slots)) == said


def test_a_run_is_all_its_slots_in_a_row():
    office = an_office_with("08:00-10:00", slots=3)

    run = run_of(office, office.service("umum"), "2026-03-02T08:30")

    assert [one.id for one in run] == ["2026-03-02T08:30", "2026-03-02T09:00", "2026-03-02T09:30"]
    assert [one.start for one in run] == [
        moment("Monday 2026-03-02 08:30"),
        moment("Monday 2026-03-02 09:00"),
        moment("Monday 2026-03-02 09:30"),
    ]


@pytest.mark.parametrize("slot", ["2026-03-02T09:00", "2026-03-02T08:10", "2026-03-03T08:00", "T", ""])
def test_where_no_run_begins_there_is_none(slot):
    office = an_office_with("08:00-10:00", slots=3)

    assert run_of(office, office.service("umum"), slot) is None


HALVES = [{"from": "08:30", "places": 5}, {"from": "09:30", "places": 0}, {"from": "10:15", "places": 2}]


@pytest.mark.parametrize(
    ("minute", "places"),
    [(0, 0), (8 * 60 + 29, 0), (8 * 60 + 30, 5), (9 * 60 + 29, 5), (9 * 60 + 30, 0), (615, 2), (1439, 2)],
)
def test_places_go_by_the_clock_each_until_the_next(minute, places):
    office = an_office_with("08:00-12:00", capacity=HALVES)

    assert places_at(office.service("umum"), minute) == places


def test_a_slot_has_the_places_of_its_start_and_is_not_offered_with_none():
    office = an_office_with("08:00-12:00", capacity=HALVES)

    assert [(slot.id[-5:], slot.capacity) for slot in slots_on(office, office.service("umum"), MONDAY)] == [
        ("08:30", 5), ("09:00", 5), ("10:30", 2), ("11:00", 2), ("11:30", 2),
    ]  # fmt: skip


def test_a_run_needs_places_in_each_of_its_slots():
    office = an_office_with("08:00-12:00", capacity=HALVES, slots=2)

    assert starts(office) == "08:30 10:30 11:00"


@pytest.mark.parametrize("zone", ZONES)
@pytest.mark.parametrize(
    ("at", "first", "last"),
    [
        ("Monday 2026-03-02 00:00", "2026-03-02", "2026-03-15"),
        ("Monday 2026-03-02 07:59", "2026-03-02", "2026-03-15"),
        ("Monday 2026-03-02 08:00", "2026-03-02", "2026-03-16"),
        ("Monday 2026-03-02 23:59", "2026-03-02", "2026-03-16"),
        ("Tuesday 2026-03-03 00:00", "2026-03-03", "2026-03-16"),
        ("Wednesday 2026-02-18 07:59", "2026-02-18", "2026-03-03"),
        ("Wednesday 2026-02-18 08:00", "2026-02-18", "2026-03-04"),
        ("Thursday 2026-12-17 07:59", "2026-12-17", "2026-12-30"),
        ("Friday 2026-12-18 07:59", "2026-12-18", "2026-12-31"),
        ("Friday 2026-12-18 08:00", "2026-12-18", "2027-01-01"),
    ],
)
def test_the_newest_day_is_bookable_when_the_office_opens_it(zone, at, first, last):
    office = an_office(
        time_zone=zone, slot={"minutes": 30, "days": 14, "opens": "08:00", "capacity": {"umum": 4}}
    )

    assert bookable_days(office, moment(at, zone)) == (date.fromisoformat(first), date.fromisoformat(last))


@pytest.mark.parametrize(
    ("zone", "last"),
    [("Asia/Jakarta", "2026-03-15"), ("Asia/Makassar", "2026-03-16"), ("Asia/Jayapura", "2026-03-16")],
)
def test_each_zone_has_its_own_eight_o_clock(zone, last):
    office = an_office(
        time_zone=zone, slot={"minutes": 30, "days": 14, "opens": "08:00", "capacity": {"umum": 4}}
    )

    assert bookable_days(office, moment("Monday 2026-03-02 08:00", "Asia/Makassar"))[1].isoformat() == last


def test_an_office_that_says_no_time_opens_its_newest_day_at_midnight():
    assert bookable_days(an_office(), moment("Monday 2026-03-02 00:00"))[1] == date(2026, 3, 16)
