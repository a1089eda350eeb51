"""The offices of the day: one where it is morning, and one where it is the hour at which reminders leave."""

from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from tests.functions.api import open_always

DUTY = "+62811555000111"
"""The telephone of the office itself, to which each day's root is sent."""

MORNING, REMINDERS = 10, 18


def here(now: datetime) -> ZoneInfo:
    """The zone of the office of the day."""
    return zone_where_it_is(MORNING, now)


def zone_where_it_is(hour: int, now: datetime) -> ZoneInfo:
    """A zone where it is this hour now, so that no day is played over its midnight."""
    ahead = (hour - now.hour + 11) % 24 - 11
    return ZoneInfo(f"Etc/GMT{-ahead:+d}" if ahead else "Etc/GMT")


def office(now: datetime, **hours: str) -> dict[str, Any]:
    """The office of the day: open around the clock unless it has these hours; some places are others' than the web's."""
    document = open_always(time_zone=str(here(now)), root_sms=DUTY)
    if hours:
        document["hours"] = dict.fromkeys(document["hours"], hours)
    kept = {"percent": 20, "release_minutes": 1}
    document["slot"] |= {"capacity": {"umum": 40}, "quota": {"walk_in": kept, "partner": kept}}
    return document


def rushed(now: datetime) -> dict[str, Any]:
    """An office whose newest day is rushed for just now: the places of one service are drawn, the other has a room."""
    opens = now.astimezone(here(now)) - timedelta(minutes=3)
    document = open_always(id="rebutan", time_zone=str(here(now)))
    for service in document["services"]:
        service["takes"] = ["number", "booking"]
    draw, room = {"services": ["umum"], "minutes": 30}, {"per_second": 50, "minutes": 30}
    document["slot"] |= {
        "opens": f"{opens:%H:%M}",
        "capacity": {"umum": 2, "gigi": 2},
        "draw": draw,
        "room": room,
    }
    return document


def full(now: datetime) -> dict[str, Any]:
    """An office with one place a day, at noon, so that somebody has to wait."""
    document = open_always(id="penuh", time_zone=str(here(now)))
    document["hours"] = {day: {"open": "12:00", "close": "12:30"} for day in document["hours"]}
    document["slot"] |= {"capacity": {"umum": 1}}
    return document


def far_away(now: datetime) -> dict[str, Any]:
    """The other office."""
    return open_always(id="jauh", time_zone=str(zone_where_it_is(REMINDERS, now)))
