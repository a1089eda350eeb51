"""The stream has seen a booking's place: note it, finish its move, or give the place back of one that is not there any more."""

from datetime import datetime

from chalicelib.queueing.office import Office
from chalicelib.store import bookings, slots
from chalicelib.store.bookings import Booking
from chalicelib.store.slots import pk_of

from .book_drawn import book_drawn
from .reschedule import settle_move


def confirm(office: Office, booking: str, slot: str, now: datetime) -> Booking | None:
    """The booking as it is then, if this is its slot; None when there is none, or when the place is given back."""
    known = bookings.confirm(office.home, booking, slot)
    if known is not None and known.state == "entered":
        known = book_drawn(office, known, now)
    if known is None:
        return None
    if slot in known.slots and known.state in ("booked", "checked_in", "expired"):
        return known
    if known.state == "booked" and slot in (known.to, *known.to_run):
        settle_move(office, known)
        return None
    pk = pk_of(known.office, known.service, slot)
    slots.release(office.home, [pk], known.id, known.party, known.quota)
    return None
