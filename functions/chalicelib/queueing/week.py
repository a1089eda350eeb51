"""Opening hours as pages and screens show them: the week's spans, and the coming days that differ from it."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import Any

from .hours import day_of, hours_on, local, why_on
from .office import Office
from .opening import Hours, Names

UNSAID: Names = {"id": "Jam layanan berbeda", "en": "Different hours"}


def week(office: Office) -> list[dict[str, Any]]:
    """The usual week as spans `{day, open, close}`, Monday = 0; a break parts one in two."""
    return _week(office.hours)


def seasons(office: Office, now: datetime) -> list[dict[str, Any]]:
    """The seasons that are not over, `{from, to, why, hours}`, first to come first; `hours` as the week's."""
    coming = [one for one in office.seasons if one.last >= day_of(office, now)]
    return [
        {"from": one.first, "to": one.last, "why": dict(one.why), "hours": _week(one.hours)}
        for one in sorted(coming, key=lambda one: one.first)
    ]


def special_days(office: Office, now: datetime, ahead: int, service: str = "") -> list[dict[str, Any]]:
    """The days from today to so many days ahead that differ from the week, `{day, hours: [{open, close}], why}`.

    Of a service that is named: those on which it has other hours than its office. No hours: closed all day.
    """
    today = local(office, now).date()
    days = [today + timedelta(days=n) for n in range(ahead + 1)]
    return [_special(office, day, service) for day in days if _differs(office, day, service)]


def spans(hours: Hours | None) -> list[dict[str, str]]:
    """A day's opening as spans `{open, close}`, HH:MM; none when it is closed."""
    if hours is None:
        return []
    edges = [hours.open, *(minute for span in sorted(hours.breaks) for minute in span), hours.close]
    pairs = zip(edges[::2], edges[1::2], strict=True)
    return [{"open": clock(begin), "close": clock(end)} for begin, end in pairs if begin < end]


def clock(minute: int) -> str:
    """A minute of the day as HH:MM; 1440 is 24:00."""
    return f"{minute // 60:02d}:{minute % 60:02d}"


def _week(days: Mapping[int, Hours]) -> list[dict[str, Any]]:
    return [{"day": day, **span} for day, hours in sorted(days.items()) for span in spans(hours)]


def _differs(office: Office, day: date, service: str) -> bool:
    usual = hours_on(office, day) if service else office.hours.get(day.weekday())
    return hours_on(office, day, service) != usual


def _special(office: Office, day: date, service: str) -> dict[str, Any]:
    hours = spans(hours_on(office, day, service))
    return {"day": day.isoformat(), "hours": hours, "why": dict(why_on(office, day, service) or UNSAID)}
