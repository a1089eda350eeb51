"""Bookings whose visitors did not come lapse when the day is over, and are counted for the office's own rate."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

from chalicelib.homes import for_each
from chalicelib.log import logged
from chalicelib.queueing.check_in_window import check_in_window
from chalicelib.queueing.hours import local
from chalicelib.queueing.office import Office, Service
from chalicelib.queueing.slots import slots_on
from chalicelib.store import bookings, identities, no_shows, slots

BACK = 7
"""Days back that are looked through, for what was left while nothing ran."""

CAME, MISSED = "checked_in", "expired"


@logged
def handler(event: dict[str, Any], context: Any) -> dict[str, Any]:
    """Each hour: the days that are over at the offices that have their home in this region."""
    now, counted = datetime.now(UTC), []
    for_each(lambda office: counted.append(expire_missed(office, now)))
    return {"said": {"missed": sum(counted)}}


def expire_missed(office: Office, now: datetime) -> int:
    """Let the bookings lapse of those who did not come on days that are over, each day once; how many."""
    today = local(office, now).date()
    days = [today - timedelta(days=back) for back in range(BACK, -1, -1)]
    return sum(
        _count(office, service, day)
        for service in office.services
        if "booking" in service.takes
        for day in days
        if _is_over(office, service, day, now) and no_shows.read(office, service.id, day) is None
    )


def _is_over(office: Office, service: Service, day: date, now: datetime) -> bool:
    """Whether there were slots, and nobody may check in for any of them any more."""
    starts = [slot.start for slot in slots_on(office, service, day)]
    return bool(starts) and check_in_window(office, max(starts))[1] < now


def _count(office: Office, service: Service, day: date) -> int:
    """Counted last: what is cut short is done again, and comes to the same."""
    offered = [slot.id for slot in slots_on(office, service, day)]
    booked = slots.booked_in(office.home, office.id, service.id, offered)
    states = [_ended(office, booking, offered) for booking in sorted(booked)]
    came, missed = states.count(CAME), states.count(MISSED)
    no_shows.put(office, service.id, day, came + missed, missed)
    return missed


def _ended(office: Office, booking: str, offered: list[str]) -> str:
    """How a booking of these slots ended: who has not come by now has missed it, and may book again."""
    known = bookings.read(office.home, booking)
    if known is None or not set(known.slots) & set(offered):
        # It was moved to another day, and its old place is only to be given back yet.
        return ""
    moved = bookings.move(
        office.home, booking, ("pending", "booked", MISSED), {"slot": known.slot}, state=MISSED
    )
    if moved is None:
        return ""
    if moved.state == MISSED:
        identities.forget(office.home, moved)
        if moved.erased:
            bookings.forget_persons(office.home, moved.id)
    return moved.state
