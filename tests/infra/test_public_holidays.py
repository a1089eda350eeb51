"""Holidays and joint leave of 2026 and 2027, as the joint ministerial decree names them, close the offices."""

from datetime import date

import pytest

from infra.offices import load_offices
from infra.public_holidays import days_of, with_holidays

YEARS = (2026, 2027)


def closed(joint_leave=True, own=(), open_=()):
    office = {"id": "rsud", "holidays": {"calendar": "ID", "joint_leave": joint_leave, "open": list(open_)}}
    made = with_holidays({**office, "closed": list(own)} if own else office, YEARS)
    assert "holidays" not in made
    return {one["day"]: one["why"] for one in made["closed"]}


@pytest.mark.parametrize(
    ("said", "name"),
    [
        ("Thursday 2026-01-01", "Tahun Baru Masehi"),
        ("Thursday 2026-03-19", "Hari Suci Nyepi"),
        ("Saturday 2026-03-21", "Hari Raya Idul Fitri"),
        ("Wednesday 2026-05-27", "Hari Raya Idul Adha"),
        ("Monday 2026-08-17", "Hari Kemerdekaan Republik Indonesia"),
        ("Friday 2026-12-25", "Hari Raya Natal"),
        ("Friday 2027-01-01", "Tahun Baru Masehi"),
        ("Wednesday 2027-03-10", "Hari Raya Idul Fitri (perkiraan)"),
        ("Tuesday 2027-08-17", "Hari Kemerdekaan Republik Indonesia"),
    ],
)
def test_a_public_holiday_closes_the_office_with_joint_leave_or_without(said, name):
    weekday, day = said.split()
    assert f"{date.fromisoformat(day):%A}" == weekday

    assert closed(joint_leave=True)[day]["id"] == name
    assert closed(joint_leave=False)[day]["id"] == name


@pytest.mark.parametrize(
    ("said", "english"),
    [
        ("Monday 2026-02-16", "Lunar New Year Joint Holiday"),
        ("Wednesday 2026-03-18", "Day of Silence Joint Holiday"),
        ("Friday 2026-03-20", "Eid al-Fitr Joint Holiday"),
        ("Monday 2026-03-23", "Eid al-Fitr Joint Holiday"),
        ("Tuesday 2026-03-24", "Eid al-Fitr Joint Holiday"),
        ("Friday 2026-05-15", "Ascension Joint Holiday"),
        ("Thursday 2026-05-28", "Eid al-Adha Joint Holiday"),
        ("Thursday 2026-12-24", "Christmas Joint Holiday"),
        ("Friday 2027-02-05", "Lunar New Year Joint Holiday"),
        ("Tuesday 2027-03-09", "Eid al-Fitr Joint Holiday"),
        ("Friday 2027-12-24", "Christmas Joint Holiday"),
    ],
)
def test_joint_leave_closes_an_office_that_says_so_alone(said, english):
    weekday, day = said.split()
    assert f"{date.fromisoformat(day):%A}" == weekday

    assert closed(joint_leave=True)[day]["en"] == english
    assert day not in closed(joint_leave=False)


def test_2026_has_25_days_of_which_8_are_joint_leave():
    assert len(days_of("ID", True, (2026,))) == 25
    assert len(days_of("ID", False, (2026,))) == 17


def test_an_office_opens_on_a_holiday_that_it_names():
    assert "2026-08-17" not in closed(open_=["2026-08-17"])
    assert len(closed(open_=["2026-08-17"])) == len(closed()) - 1


def test_an_office_s_own_closed_days_stand_among_the_holidays_with_their_own_reason():
    why = {"id": "Pindah gedung", "en": "Moving house"}

    days = closed(own=[{"day": "2026-08-17", "why": why}, {"day": "2026-08-18", "why": why}])

    assert (days["2026-08-17"], days["2026-08-18"]) == (why, why)
    assert list(days) == sorted(days)
    assert len(days) == len(closed()) + 1


def test_an_office_without_a_calendar_stays_as_it_is():
    office = {"id": "rsud", "closed": []}

    assert with_holidays(office, YEARS) is office


def test_offices_are_loaded_with_this_year_s_and_the_next_year_s_holidays():
    offices = {
        office["id"]: [one["day"] for one in office.get("closed", [])] for office in load_offices(2026)
    }

    assert offices["rsud-igd"] == []
    assert {"2026-01-01", "2026-03-18", "2027-12-24"} <= set(offices["kecamatan-makassar"])
    assert "2027-01-04" in offices["imigrasi-lampung-tengah"]
    assert "2026-03-18" not in offices["rsud"]
    assert {day[:4] for days in offices.values() for day in days} == {"2026", "2027"}


@pytest.mark.parametrize("year", [2025, 2026, 2027, 2028])
def test_every_holiday_has_a_name_in_both_languages(year):
    for why in days_of("ID", True, (year,)).values():
        assert set(why) == {"id", "en"}
        assert all(0 < len(name) <= 120 for name in why.values())
