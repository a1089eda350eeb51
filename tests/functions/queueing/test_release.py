"""When a day's places are released, and by which door in the first minutes."""

from datetime import date

import pytest

from chalicelib.queueing.release import Release, release_of, rushed
from tests.factories import an_office, moment

DAY = date(2026, 3, 16)


def office(zone="Asia/Jakarta", **rules):
    return an_office(
        time_zone=zone, slot={"minutes": 30, "days": 14, "capacity": {"umum": 4}, "opens": "08:00", **rules}
    )


def released(office, day=DAY):
    return release_of(office, office.service("umum"), day)


@pytest.mark.parametrize("zone", ["Asia/Jakarta", "Asia/Makassar", "Asia/Jayapura"])
def test_a_day_is_released_so_many_days_before_at_the_office_s_own_time(zone):
    eight = moment("Monday 2026-03-02 08:00", zone)

    assert released(office(zone)) == Release("open", eight, eight)


def test_a_day_with_a_waiting_room_is_open_after_its_minutes():
    release = released(office(room={"per_second": 5, "minutes": 30}))

    assert release == Release("room", moment("Monday 2026-03-02 08:00"), moment("Monday 2026-03-02 08:30"))


def test_a_drawn_service_takes_entries_and_has_no_waiting_room():
    rules = {"draw": {"services": ["umum"], "minutes": 10}, "room": {"per_second": 5, "minutes": 30}}

    assert released(office(**rules)) == Release(
        "draw", moment("Monday 2026-03-02 08:00"), moment("Monday 2026-03-02 08:10")
    )


def test_another_service_than_the_drawn_one_goes_through_the_room():
    rules = {"draw": {"services": ["gigi"], "minutes": 10}, "room": {"per_second": 5, "minutes": 30}}

    assert released(office(**rules)).mode == "room"


@pytest.mark.parametrize(
    ("day", "opens"),
    [
        (date(2026, 3, 1), "Sunday 2026-02-15 08:00"),
        (date(2026, 3, 14), "Saturday 2026-02-28 08:00"),
        (date(2027, 1, 1), "Friday 2026-12-18 08:00"),
        (date(2027, 1, 14), "Thursday 2026-12-31 08:00"),
    ],
)
def test_a_release_counts_days_over_the_end_of_month_and_year(day, opens):
    assert released(office(), day).opens == moment(opens)


@pytest.mark.parametrize(
    ("at", "is_rush"),
    [
        ("Monday 2026-03-02 07:59", False),
        ("Monday 2026-03-02 08:00", True),
        ("Monday 2026-03-02 08:09", True),
        ("Monday 2026-03-02 08:10", False),
        ("Tuesday 2026-03-03 08:05", False),
    ],
)
def test_a_day_is_rushed_for_from_its_opening_until_it_closes(at, is_rush):
    release = released(office(draw={"services": ["umum"], "minutes": 10}))

    assert rushed(release, moment(at)) is is_rush


def test_nobody_rushes_for_a_day_that_just_opens():
    assert not rushed(released(office()), moment("Monday 2026-03-02 08:00"))
