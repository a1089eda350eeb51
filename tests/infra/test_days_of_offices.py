"""The example offices on the days that matter: holidays, joint leave, Ramadan, their own exceptions."""

from datetime import date

import pytest

from chalicelib.queueing.hours import hours_on
from chalicelib.queueing.office_document import office_from
from chalicelib.queueing.slots import run_of, slots_on
from chalicelib.queueing.week import spans
from infra.offices import load_offices

OFFICES = {document["id"]: office_from(document, document["home"]) for document in load_offices(2026)}


@pytest.mark.parametrize(
    ("office", "said", "clock"),
    [
        # Joint leave of Nyepi, then Nyepi: a hospital works on the one, its emergency desk on both.
        ("imigrasi-lampung-tengah", "Wednesday 2026-03-18", ""),
        ("rsud", "Wednesday 2026-03-18", "07:30-12:00 12:30-14:30"),
        ("rsud", "Thursday 2026-03-19", ""),
        ("rsud-igd", "Thursday 2026-03-19", "00:00-24:00"),
        # Eid: from joint leave on Friday to joint leave on Tuesday; Saturday is a holiday for who works on it.
        ("samsat-jayapura", "Tuesday 2026-03-17", "08:00-12:00 13:00-15:00"),
        ("samsat-jayapura", "Friday 2026-03-20", ""),
        ("samsat-jayapura", "Saturday 2026-03-21", ""),
        ("samsat-jayapura", "Tuesday 2026-03-24", ""),
        ("samsat-jayapura", "Wednesday 2026-03-25", "08:00-12:00 13:00-15:00"),
        ("samsat-jayapura", "Saturday 2026-03-28", "08:00-12:00"),
        ("kecamatan-makassar", "Friday 2026-05-15", ""),
        ("kecamatan-makassar", "Monday 2026-08-17", ""),
        ("kecamatan-makassar", "Tuesday 2026-08-18", "08:00-12:00 13:00-16:00"),
        # Over the year's end.
        ("kecamatan-makassar", "Thursday 2026-12-24", ""),
        ("kecamatan-makassar", "Thursday 2026-12-31", "08:00-12:00 13:00-16:00"),
        ("kecamatan-makassar", "Friday 2027-01-01", ""),
        # An exception of one office alone.
        ("imigrasi-lampung-tengah", "Monday 2027-01-04", ""),
        ("imigrasi-bandar-lampung", "Monday 2027-01-04", "08:00-12:00 13:00-16:00"),
        # Ramadan 1448, with Friday's longer break, Nyepi and joint leave in it.
        ("imigrasi-lampung-tengah", "Friday 2027-02-05", ""),
        ("imigrasi-lampung-tengah", "Thursday 2027-02-04", "08:00-12:00 13:00-16:00"),
        ("imigrasi-lampung-tengah", "Monday 2027-02-08", "08:00-12:00 12:30-15:00"),
        ("imigrasi-lampung-tengah", "Friday 2027-02-12", "08:00-11:30 12:30-15:30"),
        ("imigrasi-lampung-tengah", "Monday 2027-03-08", ""),
        ("imigrasi-lampung-tengah", "Tuesday 2027-03-09", ""),
        ("imigrasi-lampung-tengah", "Tuesday 2027-03-16", "08:00-12:00 13:00-16:00"),
        ("imigrasi-bandar-lampung", "Monday 2027-02-08", "08:00-12:00 13:00-16:00"),
    ],
)  # fmt: skip
def test_an_office_is_open_as_calendar_season_and_exceptions_say(office, said, clock):
    weekday, day = said.split()
    assert f"{date.fromisoformat(day):%A}" == weekday

    told = spans(hours_on(OFFICES[office], date.fromisoformat(day)))

    assert " ".join(f"{one['open']}-{one['close']}" for one in told) == clock


def test_ramadan_s_slots_begin_again_when_its_shorter_break_ends():
    office = OFFICES["imigrasi-lampung-tengah"]
    monday = [slot.id[-5:] for slot in slots_on(office, office.service("paspor-baru"), date(2027, 2, 8))]

    assert monday == [
        "08:00", "08:30", "09:00", "09:30", "10:00", "10:30", "11:00", "11:30",
        "12:30", "13:00", "13:30", "14:00", "14:30",
    ]  # fmt: skip


def test_a_dental_visit_takes_two_slots_before_friday_s_break_or_after_it():
    office = OFFICES["rsud"]
    dental = office.service("poli-gigi")

    friday = [slot.id[-5:] for slot in slots_on(office, dental, date(2026, 3, 6))]

    assert friday == [
        "07:30", "08:00", "08:30", "09:00", "09:30", "10:00", "10:30", "13:00", "13:30", "14:00",
    ]  # fmt: skip
    assert [one.id[-5:] for one in run_of(office, dental, "2026-03-06T10:30") or ()] == ["10:30", "11:00"]


def test_a_general_clinic_has_more_places_while_its_second_doctor_is_there():
    office = OFFICES["rsud"]
    places = {
        slot.id[-5:]: slot.capacity
        for slot in slots_on(office, office.service("poli-umum"), date(2026, 3, 2))
    }

    assert (places["07:30"], places["10:30"], places["11:00"], places["14:00"]) == (6, 6, 4, 4)
