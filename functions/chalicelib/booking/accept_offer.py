"""Accept what the waitlist offers: the kept places become the booking's, by one write of the slot."""

from dataclasses import replace
from datetime import date, datetime

from chalicelib.errors import BookingCancelled, NotOffered, OfferOver
from chalicelib.queueing.closed import closed_on
from chalicelib.queueing.office import Office
from chalicelib.queueing.places import WEB
from chalicelib.queueing.slots import run_of
from chalicelib.store import bookings, holds, slots
from chalicelib.store.bookings import Booking
from chalicelib.store.slots import pk_of

from . import persons
from .returns import begins, give_back, offer_to


def accept_offer(office: Office, booking: Booking, now: datetime) -> Booking:
    """The booking, booked; one that was accepted before is answered as it is.

    Also after its time, while nobody else has the place. Raises `OfferOver`, `NotOffered`,
    `BookingCancelled`, `AlreadyBooked`, `OfficeClosed`, `ServiceClosed`.
    """
    if booking.state in ("booked", "checked_in") and booking.offer:
        return booking
    if booking.state == "cancelled":
        raise BookingCancelled
    if booking.state != "offered":
        raise OfferOver if booking.offer else NotOffered
    if run_of(office, office.service(booking.service), booking.offer) is None:
        raise closed_on(office, date.fromisoformat(booking.offer[:10]), booking.service, "") or OfferOver()
    # Who entered a draw is on the list under no name yet.
    persons.claim(office, booking, now)
    pks = [pk_of(booking.office, booking.service, slot) for slot in booking.offered]
    settled = holds.settle(office.home, pks, offer_to(booking), booking.id)
    if not settled and not slots.has(office.home, pks[0], booking.id):
        raise OfferOver
    return note_accepted(office, booking, now)


def note_accepted(office: Office, booking: Booking, now: datetime) -> Booking:
    """Let the booking say that it has the places that it was offered, and give back those that a closure had taken.

    One that has other places by now, or none, gives these back; raises `BookingCancelled` for the latter.
    """
    noted = bookings.accept(office.home, booking, begins(office, booking.offer)) or booking
    if noted.slots != booking.offered:
        give_back(office, replace(booking, quota=WEB), booking.offered, now)
    if noted.state not in ("booked", "checked_in"):
        raise BookingCancelled
    if noted.slots == booking.offered:
        give_back(office, booking, booking.was, now)
    persons.keep(office, noted)
    return noted
