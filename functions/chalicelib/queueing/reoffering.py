"""When a place that was given back is offered again, and how long an offer stands.

After a delay that nobody can know, so that whoever cancels for somebody else to book gains nothing; and never at night,
when nobody can be told.
"""

from datetime import UTC, date, datetime, time, timedelta

from .hours import local
from .office import Office, Service
from .release import release_of
from .slots import bookable_days

SOONEST, LATEST = 5 * 60, 30 * 60
"""Between how many seconds after it was given back a place is offered again; the delay is drawn by chance."""

AHEAD = 60 * 60
"""How many seconds before its slot a place is offered at the latest, so that somebody can still come."""

STANDS, AT_LEAST = 15 * 60, 5 * 60
"""For how many seconds an offer stands; one that would stand for less than the second number is not made."""

INSTEAD = 24 * 60 * 60
"""For how many seconds an offer stands to whom a closure displaced, who did not wait for one: from when they are told."""

EVENING, MORNING = time(20), time(8)
"""Between these times of the office's day nobody is told anything, so nothing is offered."""


def due_of(office: Office, start: int, now: int, delay: int) -> int:
    """From when on a place of the slot that begins at `start` is offered again; all in epoch seconds.

    `delay` is the chance, `SOONEST` to `LATEST`, or 0 for what was offered to somebody already. What would be due at
    night is due in the morning, if there is time then; else soon, for whoever looks.
    """
    latest = start - AHEAD
    soon = max(now, min(now + delay, latest))
    if not at_night(office, soon):
        return soon
    morning = _morning(office, soon)
    return soon if morning > latest else min(morning + max(0, delay - SOONEST), latest)


def offer_until(office: Office, start: int, now: int) -> int | None:
    """Until when an offer stands that is made now of a slot that begins at `start`; None when none can be made."""
    until = min(now + STANDS, start)
    return None if at_night(office, now) or until - now < AT_LEAST else until


def instead_until(office: Office, start: int, now: int) -> int | None:
    """Until when a slot that begins at `start` is kept for whom a closure displaced; None when they would hear too late."""
    told = _morning(office, now) if at_night(office, now) else now
    until = min(told + INSTEAD, start - AHEAD)
    return until if until - told >= AHEAD else None


def furthest(office: Office, service: Service, now: datetime) -> date:
    """The last day on which whom a closure displaced is offered a slot: one behind the newest, so that they are there before all.

    What is drawn stays for the draw.
    """
    last = bookable_days(office, now)[1]
    return last + timedelta(days=-1 if release_of(office, service, last).mode == "draw" else 1)


def spare_days(office: Office, service: Service, now: datetime) -> tuple[date, date]:
    """The first and the last date whose places go to whoever comes: not the newest one, if that is rushed for or drawn."""
    first, last = bookable_days(office, now)
    rushed = release_of(office, service, last).mode != "open"
    return first, last - timedelta(days=rushed)


def at_night(office: Office, at: int) -> bool:
    """Whether nobody at the office's place is told anything at this moment, in epoch seconds."""
    here = local(office, datetime.fromtimestamp(at, UTC)).time()
    return not MORNING <= here < EVENING


def _morning(office: Office, night: int) -> int:
    here = local(office, datetime.fromtimestamp(night, UTC))
    day = here.date() + timedelta(days=1 if here.time() >= EVENING else 0)
    return int(datetime.combine(day, MORNING, tzinfo=office.zone).timestamp())
