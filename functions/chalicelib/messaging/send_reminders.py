"""Remind visitors of tomorrow's bookings, at 18.00 of the office's own day."""

from datetime import UTC, datetime, timedelta
from typing import Any

from chalicelib import bus
from chalicelib.homes import for_each
from chalicelib.log import logged
from chalicelib.queueing.hours import local
from chalicelib.queueing.office import Office
from chalicelib.queueing.slots import slots_on
from chalicelib.settings import settings
from chalicelib.store import slots

HOUR = 18


@logged
def handler(event: dict[str, Any], context: Any) -> dict[str, Any]:
    """Each hour: ask for the reminders of the offices of this region where it is 18.00 now."""
    now, asked = datetime.now(UTC), []
    for_each(lambda office: asked.append(remind(office, now)))
    return {"said": {"reminders": sum(asked)}}


def remind(office: Office, now: datetime) -> int:
    """Ask for a reminder of each of tomorrow's bookings, if it is the office's hour; how many."""
    here = local(office, now)
    if here.hour != HOUR:
        return 0
    tomorrow = here.date() + timedelta(days=1)
    booked: set[str] = set()
    for service in office.services:
        offered = [slot.id for slot in slots_on(office, service, tomorrow)]
        booked |= slots.booked_in(office.home, office.id, service.id, offered)
    asked = [{"kind": "remind", "office": office.id, "booking": booking} for booking in sorted(booked)]
    bus.send_all(settings().messages_queue, asked)
    return len(asked)
