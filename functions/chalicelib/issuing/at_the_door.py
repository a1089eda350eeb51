"""Somebody stands at the office with a code, before a kiosk or a member of staff: a booking or a number from home."""

from datetime import datetime

from chalicelib.errors import UnknownBooking
from chalicelib.queueing.line import Line
from chalicelib.queueing.office import Office
from chalicelib.store import bookings, tickets
from chalicelib.store.tickets import Ticket

from .check_in import check_in_booking, check_in_ticket
from .found import found


def come(office: Office, code: str, by: str, now: datetime) -> tuple[Ticket, Line]:
    """The ticket of whoever has come with this code, and its line; a code of another office opens nothing here."""
    if tickets.by_code(code):
        home, ticket, line = found(code)
        if home.id != office.id:
            raise UnknownBooking
        return check_in_ticket(office, ticket, line, by, now, seen=True)
    known = bookings.by_code(code)
    if known is None or known[1].office != office.id:
        raise UnknownBooking
    return check_in_booking(office, known[1], by, now)
