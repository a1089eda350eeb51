"""The calendar's holidays as closed days of an office, worked out when offices are loaded: functions need no calendar."""

from datetime import date
from functools import cache
from typing import Any

import holidays

Names = dict[str, str]

LANGUAGES = {"id": "id", "en": "en_US"}
"""The calendar's languages by ours."""


def with_holidays(office: dict[str, Any], years: tuple[int, ...]) -> dict[str, Any]:
    """The office with its calendar's holidays of these years among its `closed` days, in their order.

    What the office says itself wins: its own `closed` days keep their reason, the days in `holidays.open` stay open.
    """
    said = office.get("holidays")
    if said is None:
        return office
    of_calendar = days_of(said["calendar"], said.get("joint_leave", False), years)
    own = {one["day"]: one["why"] for one in office.get("closed", [])}
    closed = {day: why for day, why in of_calendar.items() if day not in said.get("open", [])} | own
    rest = {name: value for name, value in office.items() if name != "holidays"}
    return {**rest, "closed": [{"day": day, "why": closed[day]} for day in sorted(closed)]}


@cache
def days_of(calendar: str, joint_leave: bool, years: tuple[int, ...]) -> dict[str, Names]:
    """The calendar's public holidays by day, and its joint leave (cuti bersama) if asked for, named in both languages."""
    categories = ("public", "government") if joint_leave else ("public",)
    by_language = {
        ours: holidays.country_holidays(calendar, years=years, categories=categories, language=theirs)
        for ours, theirs in LANGUAGES.items()
    }
    days: list[date] = sorted(by_language["id"])
    return {day.isoformat(): {ours: one[day] for ours, one in by_language.items()} for day in days}
