"""Opening hours in the office's own time: the week, seasons, closed days, closures; nobody else computes local time."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta

from .office import Office
from .opening import Closure, Hours, Names, Season

DAY = 24 * 60
"""A day in minutes."""


def local(office: Office, now: datetime) -> datetime:
    """The moment on the office's own clock."""
    return now.astimezone(office.zone)


def day_of(office: Office, now: datetime) -> str:
    """The office's own date, YYYY-MM-DD: the day of its line."""
    return local(office, now).date().isoformat()


def hours_on(office: Office, day: date, service: str = "") -> Hours | None:
    """The hours of one date, of a service if one is named; None when it is closed all day.

    Where a closure comes in the midst of the day, the hours end with it.
    """
    planned, cut = planned_hours(office, day), _closed_from(office, day, service)
    if planned is None or cut <= planned.open:
        return None
    if cut >= planned.close:
        return planned
    breaks = tuple((begin, min(end, cut)) for begin, end in planned.breaks if begin < cut)
    return Hours(planned.open, cut, breaks)


def planned_hours(office: Office, day: date) -> Hours | None:
    """The hours of one date but for closures: a closed day has none, a season's are its own, else the week's."""
    if day.isoformat() in office.closed:
        return None
    season = _season(office, day)
    return (season.hours if season else office.hours).get(day.weekday())


def why_on(office: Office, day: date, service: str = "") -> Names | None:
    """Why the hours of one date are not the week's: its closure, closed day or season; None when nothing is said."""
    said = (one.why for one in closures_on(office, day, service))
    season = _season(office, day)
    return next(said, None) or office.closed.get(day.isoformat()) or (season.why if season else None)


def closures_on(office: Office, day: date, service: str = "") -> Iterator[Closure]:
    """The closures that close the office on a date, then those of the service that is named."""
    every = [one for one in office.closures if _holds(one.first, one.last, day)]
    yield from (one for one in every if not one.service)
    yield from (one for one in every if one.service and one.service == service)


def is_open(office: Office, now: datetime, service: str = "") -> bool:
    """Whether the office, or a service of it, is open at this moment; in a break it is, for those who wait inside."""
    here = local(office, now)
    hours = hours_on(office, here.date(), service)
    return hours is not None and hours.open <= minute_of(here) < hours.close


def day_before(office: Office, now: datetime) -> str:
    """The office's own date of the day before."""
    return (local(office, now).date() - timedelta(days=1)).isoformat()


def goes_on_over_midnight(office: Office, now: datetime) -> bool:
    """Whether yesterday's opening went over into today's without a minute between, but for closures.

    Who waits when a closure comes is not left behind at midnight in a line that nobody calls from any more.
    """
    today = local(office, now).date()
    before, after = planned_hours(office, today - timedelta(days=1)), planned_hours(office, today)
    return before is not None and after is not None and before.close == DAY and after.open == 0


def closes_at(office: Office, day: date) -> datetime:
    """When the day's line may be closed, in UTC: the end of the hours, or of the date when there are none.

    A closure does not bring it forward: managers may reopen, and a line that has ended takes nobody any more.
    """
    hours = planned_hours(office, day)
    return at_minute(office, day, hours.close if hours else DAY)


def at_minute(office: Office, day: date, minute: int) -> datetime:
    """The moment in UTC of a minute of the office's own day; 1440 is the next midnight."""
    midnight = datetime.combine(day, time.min, tzinfo=office.zone)
    return (midnight + timedelta(minutes=minute)).astimezone(UTC)


def minute_of(here: datetime) -> int:
    """The minute of the day that a local time is in."""
    return here.hour * 60 + here.minute


def _season(office: Office, day: date) -> Season | None:
    return next((one for one in office.seasons if _holds(one.first, one.last, day)), None)


def _closed_from(office: Office, day: date, service: str) -> int:
    """The minute of the day from which closures close the office, or the service: 0 all day, `DAY` not at all."""
    declared = [one.at for one in closures_on(office, day, service)]
    if not declared:
        return DAY
    minute = int(min(declared) - at_minute(office, day, 0).timestamp()) // 60
    return min(DAY, max(0, minute))


def _holds(first: str, last: str, day: date) -> bool:
    return first <= day.isoformat() <= last
