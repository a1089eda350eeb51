"""Slots and runs of them, as the office's hours give them."""

from datetime import date

import pytest

from chalicelib.queueing.slots import find_slot, slots_on
from tests.factories import an_office, moment

MONDAY = date(2026, 3, 2)


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
