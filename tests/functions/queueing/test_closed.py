"""A closure on the office's own clock: who is refused, what the board says, and what goes on as it was."""

from dataclasses import replace
from datetime import date

import pytest

from chalicelib.queueing.board import board
from chalicelib.queueing.closed import closed_on, notices
from chalicelib.queueing.hours import closes_at, goes_on_over_midnight, is_open
from chalicelib.queueing.line import Line, LineKey
from chalicelib.queueing.opening import Closure
from chalicelib.queueing.slots import slots_on
from chalicelib.queueing.waiting_time import Pace
from tests.factories import an_office, moment
from tests.functions.api import ALWAYS

WHY = {"id": "Listrik padam", "en": "Power cut"}
ZONES = ["Asia/Jakarta", "Asia/Makassar", "Asia/Jayapura"]
MONDAY, TUESDAY, WEDNESDAY = date(2026, 3, 2), date(2026, 3, 3), date(2026, 3, 4)


def closing(said: str, first: str, last: str, service: str = "", zone: str = "Asia/Jakarta", **office):
    """The office with a closure that was declared at this moment."""
    closure = Closure("c", service, first, last, WHY, int(moment(said, zone).timestamp()))
    return replace(an_office(time_zone=zone, **office), closures=(closure,))


@pytest.mark.parametrize("zone", ZONES)
@pytest.mark.parametrize(
    ("declared", "first", "last", "at", "open_"),
    [
        ("Monday 2026-03-02 10:17", "2026-03-02", "2026-03-02", "Monday 2026-03-02 10:16", True),
        ("Monday 2026-03-02 10:17", "2026-03-02", "2026-03-02", "Monday 2026-03-02 10:17", False),
        ("Monday 2026-03-02 10:17", "2026-03-02", "2026-03-02", "Tuesday 2026-03-03 08:00", True),
        ("Monday 2026-03-02 06:00", "2026-03-02", "2026-03-02", "Monday 2026-03-02 08:00", False),
        ("Monday 2026-03-02 23:50", "2026-03-02", "2026-03-02", "Tuesday 2026-03-03 08:00", True),
        ("Monday 2026-03-02 23:50", "2026-03-02", "2026-03-03", "Tuesday 2026-03-03 08:00", False),
        ("Friday 2026-02-27 09:00", "2026-03-02", "2026-03-03", "Friday 2026-02-27 09:00", True),
        ("Friday 2026-02-27 09:00", "2026-03-02", "2026-03-03", "Monday 2026-03-02 09:00", False),
        ("Friday 2026-02-27 09:00", "2026-03-02", "2026-03-03", "Tuesday 2026-03-03 14:59", False),
        ("Friday 2026-02-27 09:00", "2026-03-02", "2026-03-03", "Wednesday 2026-03-04 08:00", True),
    ],
)
def test_a_closure_holds_from_when_it_was_declared_to_the_end_of_its_last_day(
    zone, declared, first, last, at, open_
):
    office = closing(declared, first, last, zone=zone)

    assert is_open(office, moment(at, zone)) is open_


def test_closing_today_ten_minutes_before_midnight_in_the_east_closes_no_day_of_the_west():
    """At 23:50 WIT it is 21:50 WIB: the date that is closed is the office's own."""
    always = closing(
        "Monday 2026-03-02 23:50", "2026-03-02", "2026-03-02", zone="Asia/Jayapura", hours=ALWAYS
    )

    opens = [
        is_open(always, moment(at, "Asia/Jayapura"))
        for at in ("Monday 2026-03-02 23:49", "Monday 2026-03-02 23:50", "Tuesday 2026-03-03 00:00")
    ]

    assert opens == [True, False, True]


def test_a_closed_service_leaves_the_others_open():
    office = closing("Monday 2026-03-02 06:00", "2026-03-02", "2026-03-02", service="umum")
    nine = moment("Monday 2026-03-02 09:00")

    assert [is_open(office, nine, service) for service in ("", "umum", "gigi")] == [True, False, True]
    assert list(slots_on(office, office.service("umum"), MONDAY)) == []
    assert len(list(slots_on(office, office.service("umum"), TUESDAY))) == 12


@pytest.mark.parametrize(
    ("service", "asked", "slug"),
    [("", "umum", "office-closed"), ("umum", "umum", "service-closed"), ("umum", "gigi", None)],
)
def test_who_is_refused_reads_the_managers_reason(service, asked, slug):
    office = closing("Monday 2026-03-02 06:00", "2026-03-02", "2026-03-02", service=service)

    no = closed_on(office, MONDAY, asked, "service")

    assert (no.slug() if no else None) == slug
    assert no is None or [no.sentence(tongue) for tongue in ("id", "en")] == ["Listrik padam", "Power cut"]
    assert closed_on(office, TUESDAY, asked, "service") is None


def test_the_line_of_a_closed_day_ends_when_it_would_have_ended():
    office = closing("Monday 2026-03-02 10:17", "2026-03-02", "2026-03-02")

    assert closes_at(office, MONDAY) == moment("Monday 2026-03-02 15:00")


def test_who_waits_at_a_desk_that_never_closes_waits_on_over_midnight_when_it_is_closed():
    office = closing("Monday 2026-03-02 23:50", "2026-03-02", "2026-03-03", hours=ALWAYS)

    assert goes_on_over_midnight(office, moment("Tuesday 2026-03-03 00:10"))


def test_the_board_says_what_is_closed_today_in_both_languages():
    office = closing("Friday 2026-02-27 09:00", "2026-03-02", "2026-03-03", service="umum")
    nine = moment("Monday 2026-03-02 09:00")

    assert notices(office, nine) == [
        "Poli umum tutup hari ini: Listrik padam",
        "General: closed today. Power cut",
    ]
    assert board(Line(LineKey("rsud", "2026-03-02")), Pace(office, {}), nine)["notices"] == notices(
        office, nine
    )
    assert notices(office, moment("Wednesday 2026-03-04 09:00")) == []


def test_the_board_has_room_for_ten_notices_of_three_hundred_characters():
    long = {"id": "i" * 150, "en": "e" * 150}
    name = {"id": "I" * 120, "en": "E" * 120}
    office = an_office()
    at = int(moment("Monday 2026-03-02 06:00").timestamp())
    services = tuple(replace(office.services[0], id=f"s{n}", name=name | {"en": f"E{n}"}) for n in range(9))
    closures = tuple(
        Closure(f"c{n}", f"s{n}", "2026-03-02", "2026-03-02", long | {"id": f"{n}" * 150}, at)
        for n in range(9)
    )

    said = notices(replace(office, services=services, closures=closures), moment("Monday 2026-03-02 09:00"))

    assert len(said) == 10
    assert max(map(len, said)) <= 300
