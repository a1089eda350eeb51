"""Give a booked place back, leave the waitlist, or decline what it offers."""

from datetime import datetime

from chalicelib.errors import BookingExpired, UnknownBooking
from chalicelib.queueing.office import Office
from chalicelib.store import bookings, entries, identities, waitlist
from chalicelib.store.bookings import Booking

from .keys import draw_key
from .limits import release_phone
from .returns import give_back, offer_to, pass_on

CAN = ("pending", "booked", "waiting", "offered", "entered", "cancelled")
"""The states in which a booking can be cancelled."""


def cancel(office: Office, booking: Booking, now: datetime) -> None:
    """Cancel the booking; again changes nothing, and finishes what a crash left. Not once it has become a ticket."""
    moved = bookings.move(office.home, booking.id, CAN, state="cancelled")
    if moved is None:
        raise UnknownBooking
    if moved.state != "cancelled":
        raise BookingExpired
    to = (moved.to, *moved.to_run) if moved.to else ()
    give_back(office, moved, (*moved.slots, *to, *moved.offered, *moved.was), now)
    if moved.offer:
        pass_on(office, moved, offer_to(moved), now)
    if moved.rank:
        waitlist.remove(office.home, office.id, moved.service, moved.rank, moved.id)
    if moved.draw:
        entries.withdraw(office.home, draw_key(moved), moved.entry, moved.id)
    identities.forget(office.home, moved)
    release_phone(office, moved)
    if moved.erased:
        bookings.forget_persons(office.home, booking.id)
