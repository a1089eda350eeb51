"""The keys of an office's slots, with their places by its rules of this moment."""

from collections.abc import Sequence
from datetime import datetime

from chalicelib.queueing.office import Office, Service
from chalicelib.queueing.quota import freed, overbooked, plan_of
from chalicelib.queueing.slots import Slot

from . import no_shows
from .slots import SlotKey


def keys_of(office: Office, service: Service, run: Sequence[Slot], now: datetime) -> list[SlotKey]:
    """The keys of slots of a service."""
    return [key_of(office, service, slot, now) for slot in run]


def key_of(office: Office, service: Service, slot: Slot, now: datetime) -> SlotKey:
    """The key of a slot of a service."""
    start, at = int(slot.start.timestamp()), int(now.timestamp())
    plan = plan_of(office.quota, slot.capacity + _more(office, service, slot, now))
    return SlotKey(office.id, service.id, slot.id, start, plan, freed(office, start, at))


def _more(office: Office, service: Service, slot: Slot, now: datetime) -> int:
    """How many places more than there are may be given, because some of those who book do not come; mostly none."""
    if not office.overbooking:
        return 0
    rate = no_shows.no_show_rate(office, service.id, now)
    return overbooked(slot.capacity, rate, office.overbooking)
