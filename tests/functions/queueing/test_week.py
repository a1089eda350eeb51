"""The week as pages show it, and the coming days that differ from it."""

from dataclasses import replace

import pytest

from chalicelib.queueing.opening import Closure, Hours
from chalicelib.queueing.week import seasons, spans, special_days, week
from tests.factories import an_office, moment

WHY = {"id": "Listrik padam", "en": "No electricity"}
RAMADAN = {
    "from": "2026-03-05", "to": "2026-03-06", "why": {"id": "Ramadan", "en": "Ramadan"},
    "hours": {
        "thursday": {"open": "08:00", "close": "14:00", "breaks": [{"from": "12:00", "to": "12:30"}]},
        "friday": {"open": "08:00", "close": "15:00", "breaks": [{"from": "12:00", "to": "13:00"}]},
    },
}  # fmt: skip
NOW = moment("Monday 2026-03-02 10:17")


def closed_now(service=""):
    return replace(
        an_office(), closures=(Closure("c", service, "2026-03-02", "2026-03-03", WHY, int(NOW.timestamp())),)
    )


def test_a_break_parts_a_weekday_in_two_spans():
    assert week(an_office())[:3] == [
        {"day": 0, "open": "08:00", "close": "12:00"},
        {"day": 0, "open": "13:00", "close": "15:00"},
        {"day": 1, "open": "08:00", "close": "12:00"},
    ]


@pytest.mark.parametrize(
    ("hours", "said"),
    [
        (None, []),
        (Hours(0, 1440), [("00:00", "24:00")]),
        (Hours(480, 900, ((480, 510),)), [("08:30", "15:00")]),
        (Hours(480, 900, ((840, 900),)), [("08:00", "14:00")]),
        (Hours(480, 900, ((720, 780), (600, 610))), [("08:00", "10:00"), ("10:10", "12:00"), ("13:00", "15:00")]),
    ],
)  # fmt: skip
def test_a_day_s_hours_are_its_spans_without_empty_ones(hours, said):
    assert [(one["open"], one["close"]) for one in spans(hours)] == said


def test_a_season_is_said_day_by_day_where_it_differs_from_the_week():
    assert special_days(an_office(seasons=[RAMADAN]), NOW, 14) == [
        {
            "day": "2026-03-05", "why": RAMADAN["why"],
            "hours": [{"open": "08:00", "close": "12:00"}, {"open": "12:30", "close": "14:00"}],
        }
    ]  # fmt: skip


def test_a_season_is_said_until_its_last_day_is_over():
    office = an_office(seasons=[RAMADAN])

    assert [one["to"] for one in seasons(office, moment("Friday 2026-03-06 23:59"))] == ["2026-03-06"]
    assert seasons(office, moment("Saturday 2026-03-07 00:00")) == []


def test_days_beyond_those_asked_for_are_not_said():
    assert special_days(an_office(seasons=[RAMADAN]), NOW, 2) == []
    assert len(special_days(an_office(seasons=[RAMADAN]), NOW, 3)) == 1


def test_a_holiday_on_a_day_that_is_closed_anyway_is_not_special():
    office = an_office(closed=[{"day": "2026-03-08", "why": {"id": "Libur", "en": "Holiday"}}])

    assert special_days(office, NOW, 14) == []


def test_a_closure_at_once_ends_today_s_hours_and_takes_the_whole_of_the_next_day():
    assert special_days(closed_now(), NOW, 14) == [
        {"day": "2026-03-02", "hours": [{"open": "08:00", "close": "10:17"}], "why": WHY},
        {"day": "2026-03-03", "hours": [], "why": WHY},
    ]


def test_a_closed_service_is_said_of_the_service_alone():
    office = closed_now("umum")

    assert special_days(office, NOW, 14) == special_days(office, NOW, 14, "gigi") == []
    assert [one["day"] for one in special_days(office, NOW, 14, "umum")] == ["2026-03-02", "2026-03-03"]


def test_what_closes_the_whole_office_is_not_said_of_each_service_again():
    assert special_days(closed_now(), NOW, 14, "umum") == []
