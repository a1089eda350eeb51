"""The stream has seen a booking's place: note it, or give the place of a cancelled booking back."""

from chalicelib.store import bookings, slots
from chalicelib.store.bookings import Booking


def confirm(region: str, booking: str) -> Booking | None:
    """The booking as it is then; None when there is none, or when it was cancelled before it had its place."""
    known = bookings.confirm(region, booking)
    if known is not None and known.state == "cancelled":
        slots.release(region, known.office, known.service, known.slot, known.id)
        return None
    return known
