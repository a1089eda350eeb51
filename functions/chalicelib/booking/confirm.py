"""The stream has seen a booking's place: note it, finish its move, or give the place back of one that is not there any more."""

from datetime import datetime

from chalicelib.errors import BookingCancelled
from chalicelib.queueing.office import Office
from chalicelib.store import bookings
from chalicelib.store.bookings import Booking

from .accept_offer import note_accepted
from .book_drawn import book_drawn
from .reschedule import leave, settle_move
from .returns import give_back


def confirm(office: Office, booking: str, slot: str, now: datetime) -> Booking | None:
    """The booking as it is then, if this is its slot; None when there is none, or when the place is given back."""
    known = bookings.confirm(office.home, booking, slot)
    if known is not None and known.state == "entered":
        known = book_drawn(office, known, now)
    if known is None:
        return None
    if slot in known.slots and known.state in ("booked", "checked_in", "expired"):
        leave(office, known, now)
        return known
    if known.state == "offered" and slot in known.offered:
        return _accepted(office, known, now)
    if known.displaced and slot in known.was:
        return None
    if (known.state == "booked" or known.displaced) and slot in (known.to, *known.to_run):
        settle_move(office, known, now)
        return None
    give_back(office, known, [slot], now)
    return None


def _accepted(office: Office, booking: Booking, now: datetime) -> Booking | None:
    try:
        return note_accepted(office, booking, now)
    except BookingCancelled:
        return None
