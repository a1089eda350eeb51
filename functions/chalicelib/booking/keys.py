"""The store's keys of slots, with their places by the office's rules of this moment."""

from collections.abc import Sequence
from datetime import datetime

from chalicelib.queueing.office import Office, Service
from chalicelib.queueing.quota import freed, plan_of
from chalicelib.queueing.slots import Slot
from chalicelib.store.bookings import Booking
from chalicelib.store.slots import SlotKey, pk_of


def keys_of(office: Office, service: Service, run: Sequence[Slot], now: datetime) -> list[SlotKey]:
    """The keys of slots of a service."""
    return [key_of(office, service, slot, now) for slot in run]


def key_of(office: Office, service: Service, slot: Slot, now: datetime) -> SlotKey:
    """The key of a slot of a service."""
    start, at = int(slot.start.timestamp()), int(now.timestamp())
    return SlotKey(
        office.id, service.id, slot.id, start, plan_of(office.quota, slot.capacity), freed(office, start, at)
    )


def pks_of(booking: Booking) -> list[str]:
    """The partition keys of the slots that a booking takes."""
    return [pk_of(booking.office, booking.service, slot) for slot in booking.slots]


def pks_to(booking: Booking) -> list[str]:
    """The partition keys of the slots that a booking is being moved to; none when it is not."""
    slots = (booking.to, *booking.to_run) if booking.to else ()
    return [pk_of(booking.office, booking.service, slot) for slot in slots]
