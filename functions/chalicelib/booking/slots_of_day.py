"""The slots of a service on one day, with the places left."""

from datetime import date, datetime
from typing import Any

from chalicelib import fields
from chalicelib.errors import NotTaken
from chalicelib.queueing.office import Office, Service
from chalicelib.queueing.slots import Slot, bookable_days, slots_on
from chalicelib.store import slots
from chalicelib.store.slots import SlotKey


def slots_of_day(office: Office, service: Service, day: date, now: datetime) -> list[dict[str, Any]]:
    """The slots that can still be booked, earliest first; none on a day that is closed, past or too far ahead."""
    if "booking" not in service.takes:
        raise NotTaken
    first, last = bookable_days(office, now)
    offered = (
        [slot for slot in slots_on(office, service, day) if slot.start > now] if first <= day <= last else []
    )
    left = slots.left(office.home, [key_of(office, service, slot) for slot in offered])
    return [{"id": slot.id, "start": start(office, slot), "left": left[slot.id]} for slot in offered]


def key_of(office: Office, service: Service, slot: Slot) -> SlotKey:
    """The store's key of a slot."""
    return SlotKey(office.id, service.id, slot.id, int(slot.start.timestamp()), slot.capacity)


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
