"""An entry was drawn, and the stream has seen its places: the booking stands in the slot that it was drawn into."""

from dataclasses import replace
from datetime import datetime

from chalicelib.errors import AlreadyBooked
from chalicelib.queueing.office import Office
from chalicelib.queueing.slots import Slot, run_of
from chalicelib.store import bookings, entries
from chalicelib.store.bookings import KEPT, Booking

from . import persons
from .keys import draw_key


def book_drawn(office: Office, booking: Booking, now: datetime) -> Booking | None:
    """The booking as it is then: booked where it was drawn into, once however often it is asked.

    Cancelled, so that its places are given back, when one of its people has booked elsewhere meanwhile. As it was when
    it was not drawn.
    """
    run = drawn_into(office, booking)
    if run is None:
        return booking
    placed = at(booking, run)
    try:
        persons.claim(office, placed, now)
    except AlreadyBooked:
        return bookings.move(office.home, booking.id, ("entered",), state="cancelled")
    return bookings.move(
        office.home, booking.id, ("entered",), state="booked", slot=placed.slot, run=placed.run, start=placed.start,
        expires=placed.start + KEPT,
    )  # fmt: skip


def drawn_into(office: Office, booking: Booking) -> tuple[Slot, ...] | None:
    """The slots into which the booking's entry was drawn; None when it was not, or the office offers them no more."""
    item = entries.read(office.home, draw_key(booking), booking.entry)
    slot = item.get("slot", "") if item and item["id"] == booking.id else ""
    service = next((one for one in office.services if one.id == booking.service), None)
    return run_of(office, service, slot) if slot and service else None


def at(booking: Booking, run: tuple[Slot, ...]) -> Booking:
    """The booking in these slots."""
    first, *more = run
    return replace(
        booking, slot=first.id, run=tuple(slot.id for slot in more), start=int(first.start.timestamp())
    )
