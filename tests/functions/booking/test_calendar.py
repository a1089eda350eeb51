"""The event that a visitor puts into a calendar: read back by a library that knows the format, not by us."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from icalendar import Calendar

from chalicelib.booking.calendar import calendar
from chalicelib.errors import UnknownSlot
from chalicelib.store.bookings import Booking
from tests.factories import an_office, moment
from tests.functions.api import ask, load, open_always

EARLY = moment("Monday 2026-03-02 08:00")
HALF_PAST_NINE = moment("Monday 2026-03-02 09:30")
BOOKING = Booking(
    id="B00KNG1D0000000B", code="7Q2M4XK9T0ZB6HVN", office="rsud", service="umum", slot="2026-03-02T09:30",
    start=int(HALF_PAST_NINE.timestamp()), body="", expires=0, state="booked", name="Siti Aminah",
    phone="+6281234567890", nik_last4="9999", identity="f" * 32,
)  # fmt: skip


def event(booking=BOOKING, office=None, now=EARLY):
    read = Calendar.from_ical(calendar(office or an_office(), booking, now))
    [found] = read.walk("VEVENT")
    return found


def test_the_event_is_the_slot():
    read = Calendar.from_ical(calendar(an_office(), BOOKING, EARLY))
    found = event()

    assert (read["VERSION"], read["METHOD"]) == ("2.0", "PUBLISH")
    assert (found.start, found.end) == (HALF_PAST_NINE, HALF_PAST_NINE + timedelta(minutes=30))
    assert found["DTSTAMP"].dt == EARLY
    assert (found["STATUS"], found["CLASS"], found["SEQUENCE"]) == ("CONFIRMED", "PRIVATE", 0)
    assert (found["SUMMARY"], found["LOCATION"]) == ("Kunjungan ke RSUD", "RSUD")
    assert found["GEO"].to_ical() == "-5.3971;105.2668"
    assert found["URL"] == "https://antrean.example/#/b/7Q2M4XK9T0ZB6HVN"
    assert not read.errors
    assert not found.errors


def test_the_event_lasts_as_many_slots_as_were_booked_whatever_the_office_offers_by_now():
    office = an_office(services=[], counters=[])

    found = event(replace(BOOKING, run=("2026-03-02T10:00",)), office)

    assert found.end - found.start == timedelta(minutes=60)


def test_it_rings_the_evening_before_and_in_time_to_leave():
    alarms = event().walk("VALARM")

    assert [one["TRIGGER"].dt for one in alarms] == [timedelta(hours=-18), timedelta(hours=-2)]
    assert {(one["ACTION"], one["DESCRIPTION"]) for one in alarms} == {("DISPLAY", "RSUD")}


def test_what_it_is_for_and_who_comes_stand_nowhere_in_it():
    text = calendar(an_office(), BOOKING, EARLY)

    assert not [told for told in ("umum", "Poli", "Siti", "3456", "9999", "ffff") if told in text]


def test_the_uid_stays_and_opens_nothing():
    assert event()["UID"] == event(replace(BOOKING, state="cancelled"))["UID"] == "B00KNG1D0000000B@antrean"
    assert BOOKING.code not in event()["UID"]


@pytest.mark.parametrize(
    ("state", "now", "status", "sequence", "alarms"),
    [
        ("pending", "Monday 2026-03-02 08:00", "CONFIRMED", 0, 2),
        ("booked", "Monday 2026-03-02 10:30", "CONFIRMED", 0, 2),
        ("checked_in", "Tuesday 2026-03-03 08:00", "CONFIRMED", 0, 2),
        ("cancelled", "Monday 2026-03-02 08:00", "CANCELLED", 1, 0),
        ("booked", "Tuesday 2026-03-03 08:00", "CANCELLED", 1, 0),
    ],
)
def test_what_was_called_off_is_newer_than_what_was_planned(state, now, status, sequence, alarms):
    found = event(replace(BOOKING, state=state), now=moment(now))

    assert (found["STATUS"], found["SEQUENCE"]) == (status, sequence)
    assert len(found.walk("VALARM")) == alarms


@pytest.mark.parametrize(
    "name",
    [
        "Kantor, loket; A\\B",
        "Kantor\nBaru",
        "Kelurahan " + "yang sangat panjang namanya " * 6,
        "é" * 120,
        "服務" * 60,
        "👩‍⚕️" * 40,
    ],
)
def test_any_name_comes_through_in_lines_that_are_short_enough(name):
    office = an_office(name={"id": name, "en": name})

    text = calendar(office, BOOKING, EARLY)

    lines = text.split("\r\n")
    assert lines[-1] == ""
    assert max(len(line.encode()) for line in lines) <= 75
    assert not [line for line in lines if "\n" in line or "\r" in line]
    assert event(office=office)["LOCATION"] == name


def test_slots_in_a_row_are_one_event():
    found = event(replace(BOOKING, run=("2026-03-02T10:00", "2026-03-02T10:30")))

    assert found.end - found.start == timedelta(minutes=90)


def test_a_booking_that_was_moved_is_newer_each_time():
    assert [event(replace(BOOKING, moved=n))["SEQUENCE"] for n in range(3)] == [0, 1, 2]
    assert event(replace(BOOKING, moved=2, state="cancelled"))["SEQUENCE"] == 3


def test_it_speaks_the_language_of_the_booking():
    assert event(replace(BOOKING, language="en"))["SUMMARY"] == "Visit to Regional Hospital"


def test_who_has_no_slot_yet_has_no_event():
    with pytest.raises(UnknownSlot):
        calendar(an_office(), replace(BOOKING, slot=""), EARLY)


@pytest.mark.usefixtures("aws")
def test_over_http_it_is_a_file_of_its_own_kind():
    load(open_always())
    office, now = an_office(), datetime.now(UTC)
    day = (now.astimezone(office.zone) + timedelta(days=1)).date()
    listed = ask("GET", f"/offices/rsud/services/umum/slots?date={day}").body["slots"]
    booked = ask("POST", "/offices/rsud/bookings", {"service": "umum", "slot": listed[0]["id"]}).body

    said = ask("GET", booked["links"]["calendar"].removeprefix("https://antrean.example/api"))

    assert said.status == 200
    assert said.headers["content-type"] == "text/calendar; charset=utf-8"
    assert said.headers["content-disposition"] == 'attachment; filename="antrean.ics"'
    assert booked["code"] not in said.headers["content-disposition"]
    [found] = Calendar.from_ical(said.text).walk("VEVENT")
    assert found["DTSTART"].dt == datetime.fromisoformat(booked["slot"]["start"])
    assert ask("GET", "/bookings/0000000000000000/calendar").kind == "unknown-booking"
