"""The slots of a service on one day, with the places left."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from chalicelib import fields
from chalicelib.errors import NotTaken
from chalicelib.queueing.office import Office, Service
from chalicelib.queueing.slots import Slot, bookable_days, run_of, slots_on
from chalicelib.store import slots

from .keys import keys_of


def slots_of_day(office: Office, service: Service, day: date, now: datetime) -> list[dict[str, Any]]:
    """The slots that can still be booked, earliest first; none on a day that is closed, past or too far ahead."""
    if "booking" not in service.takes:
        raise NotTaken
    first, last = bookable_days(office, now)
    offered = (
        [slot for slot in slots_on(office, service, day) if slot.start > now] if first <= day <= last else []
    )
    left = left_in(office, service, offered, now)
    return [{"id": slot.id, "start": start(office, slot), "left": left[slot.id]} for slot in offered]


def left_in(office: Office, service: Service, offered: Sequence[Slot], now: datetime) -> dict[str, int]:
    """How many places bookings have that begin in these slots, by the slot's id."""
    runs = {slot.id: run_of(office, service, slot.id) or (slot,) for slot in offered}
    every = {one.id: one for run in runs.values() for one in run}
    left = slots.left(office.home, keys_of(office, service, list(every.values()), now), int(now.timestamp()))
    return {begin: min(left[one.id] for one in run) for begin, run in runs.items()}


def start(office: Office, slot: Slot) -> str:
    """When a slot begins, with the office's offset."""
    return slot.start.astimezone(office.zone).isoformat()


def day_asked(query: str | None) -> date:
    """The `date` of a query, YYYY-MM-DD."""
    try:
        if query is None or not fields.DAY.fullmatch(query):
            raise ValueError
        return date.fromisoformat(query)
    except ValueError as error:
        raise fields.wrong(
            "date", "Tanggal ditulis TTTT-BB-HH, misalnya 2026-03-02.", "Write the date as 2026-03-02."
        ) from error
