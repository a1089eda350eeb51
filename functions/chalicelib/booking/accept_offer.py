"""Accept what the waitlist offers: the kept places become the booking's, by one write of the slot."""

from datetime import datetime

from chalicelib.errors import BookingCancelled, NotOffered, OfferOver
from chalicelib.queueing.office import Office
from chalicelib.store import bookings, holds, slots
from chalicelib.store.bookings import Booking
from chalicelib.store.slots import pk_of

from . import persons
from .returns import begins, give_back, offer_to


def accept_offer(office: Office, booking: Booking, now: datetime) -> Booking:
    """The booking, booked; one that was accepted before is answered as it is.

    Also after its time, while nobody else has the place. Raises `OfferOver`, `NotOffered`,
    `BookingCancelled`, `AlreadyBooked`.
    """
    if booking.state in ("booked", "checked_in") and booking.offer:
        return booking
    if booking.state == "cancelled":
        raise BookingCancelled
    if booking.state != "offered":
        raise OfferOver if booking.offer else NotOffered
    # Who entered a draw is on the list under no name yet.
    persons.claim(office, booking, now)
    pks = [pk_of(booking.office, booking.service, slot) for slot in booking.offered]
    settled = holds.settle(office.home, pks, offer_to(booking), booking.id)
    if not settled and not slots.has(office.home, pks[0], booking.id):
        raise OfferOver
    return note_accepted(office, booking, now)


def note_accepted(office: Office, booking: Booking, now: datetime) -> Booking:
    """Let the booking say that it has the places that it was offered; raises `BookingCancelled` and gives them back if it is cancelled."""
    noted = bookings.accept(office.home, booking, begins(office, booking.offer)) or booking
    if noted.state not in ("booked", "checked_in"):
        give_back(office, booking, booking.offered, now)
        raise BookingCancelled
    return noted
