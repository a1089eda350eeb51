"""Give a booked place back, leave the waitlist, or decline what it offers."""

from datetime import datetime

from chalicelib.errors import BookingExpired, UnknownBooking
from chalicelib.queueing.office import Office
from chalicelib.store import bookings, dues, entries, identities, waitlist
from chalicelib.store.bookings import Booking
from chalicelib.store.dues import Due

from .keys import draw_key
from .limits import release_phone
from .returns import give_back, offer_to, pass_on

CAN = ("pending", "booked", "waiting", "offered", "entered", "cancelled")
"""The states in which a booking can be cancelled."""


CANCELLING = "cancel-"
"""Before the id of a booking whose cancelling is to be looked at again, should nobody ask again."""

SOON = 60
"""After how many seconds what a crash left of a cancelling is finished."""


def cancel(office: Office, booking: Booking, now: datetime) -> None:
    """Cancel the booking; again changes nothing, and finishes what a crash left. Not once it has become a ticket.

    Who dies in the midst of it may never ask again, so that it is under way is noted first, for the waitlist's tender.
    """
    noted = Due(
        int(now.timestamp()) + SOON, booking.service, booking.slot or "-", f"{CANCELLING}{booking.id}"
    )
    dues.put(office.home, office.id, noted)
    release_phone(office, _cancel(office, booking, now))
    dues.remove(office.home, office.id, noted)


def finish_cancelling(office: Office, due: Due, now: datetime) -> None:
    """Finish a cancelling that was cut short behind its first write; the day's count of its phone stays as it is."""
    booking = bookings.read(office.home, due.id.removeprefix(CANCELLING))
    if booking is not None and booking.state == "cancelled":
        _cancel(office, booking, now)


def _cancel(office: Office, booking: Booking, now: datetime) -> Booking:
    moved = bookings.move(office.home, booking.id, CAN, state="cancelled")
    if moved is None:
        raise UnknownBooking
    if moved.state != "cancelled":
        raise BookingExpired
    to = (moved.to, *moved.to_run) if moved.to else ()
    give_back(office, moved, (*moved.slots, *to, *moved.offered, *moved.was, *moved.had), now)
    if moved.offer:
        pass_on(office, moved, offer_to(moved), now)
    if moved.rank:
        waitlist.remove(office.home, office.id, moved.service, moved.rank, moved.id)
    if moved.draw:
        entries.withdraw(office.home, draw_key(moved), moved.entry, moved.id)
    identities.forget(office.home, moved)
    if moved.erased:
        bookings.forget_persons(office.home, booking.id)
    return moved
