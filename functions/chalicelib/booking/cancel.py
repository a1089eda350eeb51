"""Give a booked place back."""

from chalicelib.errors import BookingExpired, UnknownBooking
from chalicelib.store import bookings, entries, identities, slots
from chalicelib.store.bookings import Booking

from .keys import draw_key, pks_of, pks_to

STANDING = ("pending", "booked", "entered", "cancelled")
"""The states in which a booking can be cancelled, or was."""


def cancel(region: str, booking: Booking) -> None:
    """Cancel the booking; again changes nothing, and finishes what a crash left. Not once it has become a ticket."""
    moved = bookings.move(region, booking.id, STANDING, state="cancelled")
    if moved is None:
        raise UnknownBooking
    if moved.state != "cancelled":
        raise BookingExpired
    slots.release(region, pks_of(moved) + pks_to(moved), moved.id, moved.party, moved.quota)
    if moved.draw:
        entries.withdraw(region, draw_key(moved), moved.entry, moved.id)
    identities.forget(region, moved)
    if moved.erased:
        bookings.forget_persons(region, booking.id)
