"""Rules of booking and opening that cannot hold are refused with the line and the field."""

import pytest

from tests.infra.test_offices import GOOD, faults

HOURS = 'monday: {open: "08:00", close: "14:00"}'
SLOT = "slot: {minutes: 30, days: 14, capacity: {poli-umum: 5, "


def season(first: str, last: str, hours: str = HOURS) -> str:
    return f'  - {{from: "{first}", to: "{last}", why: {{id: Ramadan, en: Ramadan}}, hours: {{{hours}}}}}\n'


def seasons(*said: str) -> str:
    return "seasons:\n" + "".join(said)


def faults_of(tmp_path, right, wrong):
    assert right in GOOD
    return faults(tmp_path, GOOD.replace(right, wrong, 1))


def slot(more: str, capacity: str = "5", days: int = 14) -> dict[str, str]:
    return {
        SLOT: f"slot: {{minutes: 30, days: {days}, {more}capacity: {{poli-umum: {capacity}, ",
    }


@pytest.mark.parametrize(
    "said",
    [
        seasons(season("2027-02-08", "2027-03-09"), season("2027-03-10", "2027-03-10")),
        seasons(season("2027-03-10", "2027-03-12"), season("2026-12-31", "2027-03-09")),
        "holidays: {calendar: ID}\n",
        "holidays: {calendar: ID, joint_leave: true, open: [\"2027-03-08\", \"2026-03-18\"]}\n",
        "check_in: {early_minutes: 0, late_minutes: 15}\n",
    ],
)  # fmt: skip
def test_what_can_hold_is_taken(tmp_path, said):
    assert faults_of(tmp_path, "closed:\n", f"{said}closed:\n") == []


@pytest.mark.parametrize(
    ("said", "fault"),
    [
        (seasons(season("2027-03-09", "2027-02-08")), "69: seasons[0].to: ends on 2027-02-08, which is before 2027-03-09"),
        (seasons(season("2027-02-08", "2027-03-09"), season("2027-03-09", "2027-03-20")), "70: seasons[1]: 2027-03-09–2027-03-20 overlaps 2027-02-08–2027-03-09 of seasons[0]"),
        (seasons(season("2027-02-10", "2027-02-11"), season("2027-02-01", "2027-02-28")), "70: seasons[1]: 2027-02-01–2027-02-28 overlaps"),
        (seasons(season("2027-02-29", "2027-03-09")), "69: seasons[0].from: there is no day 2027-02-29"),
        (seasons(season("2027-02-08", "2027-02-31")), "69: seasons[0].to: there is no day 2027-02-31"),
        (seasons(season("2027-02-08", "8 Maret 2027")), "69: seasons[0].to: '8 Maret 2027' does not have the form"),
        (seasons(season("2027-02-08", "2027-03-09", 'monday: {open: "14:00", close: "08:00"}')), "69: seasons[0].hours.monday.close: closes at 08:00, which is not after 14:00"),
        (
            seasons(season("2027-02-08", "2027-03-09", 'friday: {open: "08:00", close: "12:00", breaks: [{from: "11:30", to: "13:00"}]}')),
            "69: seasons[0].hours.friday.breaks[0]: the break 11:30–13:00 is outside the hours 08:00–12:00",
        ),
        (seasons(season("2027-02-08", "2027-03-09", "")), "69: seasons[0].hours: at least 1 must be there"),
        ("holidays: {calendar: MY}\n", "68: holidays.calendar: 'MY' is not 'ID'"),
        ("holidays: {joint_leave: true}\n", "68: holidays.calendar: this field is missing"),
        ('holidays: {calendar: ID, open: ["2027-02-30"]}\n', "68: holidays.open[0]: there is no day 2027-02-30"),
        ('holidays: {calendar: ID, open: ["2027-02-10"]}\n', "68: holidays.open[0]: 2027-02-10 is no holiday of the calendar"),
        ('holidays: {calendar: ID, open: ["2026-03-18"]}\n', "68: holidays.open[0]: 2026-03-18 is no holiday of the calendar"),
        ('holidays: {calendar: ID, open: ["2026-12-25"]}\n', "68: holidays.open[0]: is 2026-12-25 open, or closed as `closed` says?"),
        ("check_in: {late_minutes: 10}\n", "68: check_in.late_minutes: the place would be released after 10 minutes, within the grace of 15"),
        ("check_in: {early_minutes: 1441}\n", "68: check_in.early_minutes: 1441 is more than 1440"),
    ],
)  # fmt: skip
def test_seasons_holidays_and_check_in_that_cannot_be_are_refused(tmp_path, said, fault):
    found = faults_of(tmp_path, "closed:\n", f"{said}closed:\n")

    assert any(line.startswith(fault) for line in found), found


@pytest.mark.parametrize(
    ("changes", "fault"),
    [
        (slot("", '[{from: "08:00", places: 5}, {from: "08:00", places: 2}]'), "73: slot.capacity.poli-umum[1].from: 08:00 is not after 08:00"),
        (slot("", '[{from: "13:00", places: 5}, {from: "08:00", places: 2}]'), "73: slot.capacity.poli-umum[1].from: 08:00 is not after 13:00"),
        (slot("", '[{from: "08.00", places: 5}]'), "73: slot.capacity.poli-umum[0].from: '08.00' does not have the form"),
        (slot("", "[]"), "73: slot.capacity.poli-umum: at least 1 must be there, but there are 0"),
        (slot("", '"5"'), "73: slot.capacity.poli-umum: '5' is not of the type integer or array"),
        (slot("", '[{from: "15:00", places: 5}]'), "73: slot.capacity.poli-umum: no weekday has room for 1 × 30 minutes in a row that have places"),
        (slot("", '[{from: "07:30", places: 0}]'), "73: slot.capacity.poli-umum: no weekday has room for 1 × 30 minutes"),
        ({"    letter: S": "    letter: S\n    slots: 2"}, "44: services[5].slots: farmasi takes no bookings, so it has no slots"),
        ({"    letter: F": "    letter: F\n    slots: 0"}, "19: services[1].slots: 0 is less than 1"),
        ({"    letter: F": "    letter: F\n    kind: poli-umum"}, "19: services[1].kind: the kind poli-umum is already that of service poli-umum"),
        (slot("quota: {walk_in: {percent: 60, release_minutes: 60}, partner: {percent: 41, release_minutes: 60}}, "), "73: slot.quota: the quotas are 101 percent together"),
        (slot("quota: {walk_in: {percent: 20, release_minutes: 1440}}, ", days=1), "73: slot.quota.walk_in.release_minutes: so early no slot can be booked (1 days ahead)"),
        (slot("quota: {walk_in: {percent: 20}}, "), "73: slot.quota.walk_in.release_minutes: this field is missing"),
        (slot("quota: {staff: {percent: 20, release_minutes: 60}}, "), "73: slot.quota.staff: there is no such field; known are walk_in, partner"),
        (slot("draw: {services: [farmasi], minutes: 10}, "), "73: slot.draw.services[0]: no service farmasi takes bookings"),
        (slot("draw: {services: [bedah], minutes: 10}, "), "73: slot.draw.services[0]: no service bedah takes bookings"),
        (slot("draw: {services: [poli-umum], minutes: 10}, "), "73: slot.draw.services[0]: a draw is one entry an identity: poli-umum needs `nik: required`"),
        (slot("draw: {services: [], minutes: 10}, "), "73: slot.draw.services: at least 1 must be there"),
        (slot("room: {per_second: 0, minutes: 10}, "), "73: slot.room.per_second: 0 is less than 1"),
        (slot('opens: "24:00", '), "73: slot.opens: '24:00' does not have the form"),
        (slot("overbooking: {most_percent: 51}, "), "73: slot.overbooking.most_percent: 51 is more than 50"),
        (slot("hold_minutes: 0, "), "73: slot.hold_minutes: 0 is less than 1"),
    ],
)  # fmt: skip
def test_rules_of_booking_that_cannot_hold_are_refused(tmp_path, changes, fault):
    ((right, wrong),) = changes.items()

    found = faults_of(tmp_path, right, wrong)

    assert any(line.startswith(fault) for line in found), found


@pytest.mark.parametrize("slots", [1, 4, 8])
def test_a_run_of_slots_that_some_weekday_has_room_for_is_taken(tmp_path, slots):
    assert faults_of(tmp_path, "    letter: F", f"    letter: F\n    slots: {slots}") == []


def test_a_run_of_slots_for_which_no_weekday_has_room_is_refused(tmp_path):
    text = GOOD.replace("    letter: F", "    letter: F\n    slots: 8")
    text = text.replace('open: "07:30"', 'open: "08:30"')

    assert faults(tmp_path, text) == [
        "19: services[1].slots: no weekday has room for 8 × 30 minutes in a row that have places"
    ]
