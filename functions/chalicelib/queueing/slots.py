"""The slots that an office's hours give, in runs: a booking takes one or several in a row."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from .hours import at_minute, hours_on, local, minute_of
from .office import Office, Service


@dataclass(frozen=True)
class Slot:
    """A span of time that an office offers for a service; `id` is its office-local start, `YYYY-MM-DDTHH:MM`."""

    id: str
    start: datetime
    capacity: int


def slots_on(office: Office, service: Service, day: date) -> Iterator[Slot]:
    """The slots of one date in which a booking can begin, earliest first: those whose whole run fits the hours."""
    return (run[0] for run in _runs(office, service, day))


def run_of(office: Office, service: Service, slot: str) -> tuple[Slot, ...] | None:
    """The slots in a row that a booking takes that begins in the slot of that id, past or future.

    They are `service.slots`, without a break between them and none past closing; None when the hours give no such run.
    """
    try:
        day = date.fromisoformat(slot.partition("T")[0])
        return next((run for run in _runs(office, service, day) if run[0].id == slot), None)
    except (ValueError, OverflowError):
        # No such date, or one whose midnight lies before the year 1 or beyond 9999 in UTC.
        return None


def find_slot(office: Office, service: Service, slot: str) -> Slot | None:
    """The slot of that id, past or future; None when no booking of the service can begin in it."""
    run = run_of(office, service, slot)
    return run[0] if run else None


def bookable_days(office: Office, now: datetime) -> tuple[date, date]:
    """The first and the last date that can be booked at this moment; the newest is added when the office `opens`."""
    here = local(office, now)
    ahead = office.slot_days if minute_of(here) >= office.opens else office.slot_days - 1
    return here.date(), here.date() + timedelta(days=ahead)


def places_at(service: Service, minute: int) -> int:
    """The places of a slot that begins at this minute of the day."""
    return next((places for begin, places in reversed(service.capacity) if begin <= minute), 0)


def _runs(office: Office, service: Service, day: date) -> Iterator[tuple[Slot, ...]]:
    there = {minute: _slot(office, service, day, minute) for minute in _minutes(office, service, day)}
    for minute in there:
        run = [minute + n * office.slot_minutes for n in range(service.slots)]
        if all(one in there for one in run):
            yield tuple(there[one] for one in run)


def _minutes(office: Office, service: Service, day: date) -> Iterator[int]:
    """The minutes at which a slot begins that has places, and ends before the next break and before closing."""
    hours = hours_on(office, day, service.id)
    if hours is None or "booking" not in service.takes:
        return
    span = office.slot_minutes
    for minute in range(hours.open, hours.close - span + 1, span):
        free = all(minute + span <= begin or minute >= end for begin, end in hours.breaks)
        if free and places_at(service, minute):
            yield minute


def _slot(office: Office, service: Service, day: date, minute: int) -> Slot:
    name = f"{day.isoformat()}T{minute // 60:02d}:{minute % 60:02d}"
    return Slot(name, at_minute(office, day, minute), places_at(service, minute))
