"""Give a booked place back."""

from chalicelib.errors import BookingExpired, UnknownBooking
from chalicelib.store import bookings, identities, slots
from chalicelib.store.bookings import Booking


def cancel(region: str, booking: Booking) -> None:
    """Cancel the booking; again changes nothing, and finishes what a crash left. Not once it has become a ticket."""
    moved = bookings.move(region, booking.id, ("pending", "booked", "cancelled"), state="cancelled")
    if moved is None:
        raise UnknownBooking
    if moved.state != "cancelled":
        raise BookingExpired
    slots.release(region, booking.office, booking.service, booking.slot, booking.id)
    if booking.identity:
        identities.release(region, booking.identity, f"{booking.office}#{booking.service}", booking.id)
    if moved.erased:
        bookings.forget_identity(region, booking.id)
