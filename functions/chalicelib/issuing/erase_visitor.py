"""Delete what a visitor told of themselves, when they ask for it: at once, for good, and again is the same.

What holds a place in the line or a slot is no telephone and no name, so both stay. So does the keyed hash by which a
person has one booking for a service, while that booking stands: else whoever erases could book again and again.
"""

from datetime import datetime, timedelta

from chalicelib import codes
from chalicelib.store import bookings, identities, tickets
from chalicelib.store.bookings import Booking
from chalicelib.store.tickets import Ticket

DAY = 86_400
ENDED = ("checked_in", "cancelled", "expired")
"""States in which a booking holds nobody's right to book any more."""


def erase_booking(region: str, booking: str, now: datetime) -> None:
    """Delete the name, the phone, the NIK's digits and the members of a booking; the hashes too when it is over."""
    erased = bookings.erase(region, booking)
    if erased is not None and erased.persons and is_over(erased, now):
        identities.forget(region, erased)
        bookings.forget_persons(region, erased.id)


def erase_ticket(region: str, ticket: Ticket, now: datetime) -> None:
    """Delete the phone of a ticket, and all of the booking that it was made of, or has become; the ticket's first."""
    tickets.erase(region, ticket.id)
    erase_booking(region, ticket.booking or codes.id_of(code_of(region, ticket.id)), now)


def code_of(region: str, ticket: str) -> str:
    """The code of the booking that a number becomes when its service is closed."""
    return codes.code(region, "rebooking", ticket)


def is_over(booking: Booking, now: datetime) -> bool:
    """Whether the booking stands in the way of no other one of the same person."""
    if booking.state in ENDED:
        return True
    if booking.start:
        return booking.start + DAY < now.timestamp()
    return bool(booking.wanted) and booking.wanted[-1] < (now - 2 * timedelta(1)).date().isoformat()
