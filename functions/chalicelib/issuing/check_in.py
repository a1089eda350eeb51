"""A visitor has come: a booking becomes a ticket, a number from home becomes callable; again is the same."""

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from chalicelib import codes
from chalicelib.errors import (
    BookingCancelled,
    BookingExpired,
    DayEnded,
    NoSlotYet,
    TicketGone,
    TooEarly,
    UnknownBooking,
)
from chalicelib.queueing.check_in_window import check_in_window
from chalicelib.queueing.closed import closed_on
from chalicelib.queueing.commands import CheckIn
from chalicelib.queueing.hours import at_minute, day_of, local
from chalicelib.queueing.line import Line
from chalicelib.queueing.office import Office
from chalicelib.queueing.order import find, is_absent, turn
from chalicelib.store import bookings, lines
from chalicelib.store.bookings import Booking
from chalicelib.store.running import running
from chalicelib.store.tickets import KEPT, Ticket

from .clock import clock
from .issue import issue
from .place import state_of


def check_in_ticket(
    office: Office, ticket: Ticket, line: Line, by: str, now: datetime, seen: bool = False
) -> tuple[Ticket, Line]:
    """Make a number from home callable; a ticket that was already present is answered as it is.

    `seen` says that the visitor stands at a kiosk, which confirms a priority that was claimed from home.
    """
    waits = find(line, ticket.number)
    if waits is None and state_of(ticket, line) in ("withdrawn", "ended", "no_show", "void"):
        raise TicketGone
    if waits is None or not is_absent(waits[0]):
        return ticket, line
    first = turn("priority", int(now.timestamp()), None, office.starts) if seen and ticket.priority else None
    command = CheckIn(codes.rid_of(ticket.id, "check-in"), by, number=ticket.number, turn=first)
    line, _ = lines.apply(office.home, ticket.line, command, int(now.timestamp()))
    return replace(ticket, present=True), line


def check_in_booking(office: Office, booking: Booking, by: str, now: datetime) -> tuple[Ticket, Line]:
    """Make the booking's ticket, once at whatever door: its code and its request id come from the booking."""
    code = codes.code(office.home, "check-in", booking.id)
    if booking.state != "checked_in":
        may_come(office, booking, now)
        if lines.read(office.home, running(office, now)).ended:
            # Before the booking changes: it would have come for a number that there is none of.
            raise DayEnded
        came: dict[str, Any] = {
            "state": "checked_in",
            "ticket": code,
            "expires": booking.start + bookings.KEPT,
        }
        moved = bookings.move(office.home, booking.id, ("pending", "booked", "checked_in"), **came)
        if moved is None:
            raise UnknownBooking
        if moved.state != "checked_in":
            raise BookingCancelled
        booking = moved
        if booking.erased:
            bookings.forget_persons(office.home, booking.id)
    return issue(office, _ticket(office, booking, by, now), int(now.timestamp()))


def may_come(office: Office, booking: Booking, now: datetime) -> None:
    """Refuse a booking that was cancelled or has no slot, and one who comes too early, on another day, or too late."""
    if booking.state == "cancelled":
        raise BookingCancelled
    if booking.displaced:
        raise closed_on(office, local(office, now).date(), booking.service, "") or BookingExpired()
    if booking.state in ("waiting", "offered", "entered"):
        raise NoSlotYet
    if booking.state not in ("pending", "booked", "checked_in"):
        raise BookingExpired
    start = datetime.fromtimestamp(booking.start, UTC)
    earliest, latest = check_in_window(office, start)
    if now < earliest or day_of(office, start) > day_of(office, now):
        raise _too_early(office, max(earliest, at_minute(office, local(office, start).date(), 0)))
    if now > latest:
        raise BookingExpired


def _too_early(office: Office, from_: datetime) -> TooEarly:
    """Says from when on one may check in."""
    at, day = clock(office, int(from_.timestamp())), f"{local(office, from_):%d-%m-%Y}"
    return TooEarly(
        {"id": f"Lapor datang dibuka {day} pukul {at}.", "en": f"Check-in opens on {day} at {at}."}
    )


def _ticket(office: Office, booking: Booking, by: str, now: datetime) -> Ticket:
    """The booking's ticket; name and phone stay with the booking, so that they can be deleted in one place."""
    code, taken = booking.ticket, int(now.timestamp())
    key = running(office, now)
    return Ticket(
        id=codes.id_of(code), code=code, office=office.id, day=key.day, epoch=key.epoch, service=booking.service,
        letter=office.service(booking.service).letter, rid=codes.rid_of(booking.id, "check-in"),
        fence=lines.read(office.home, key, consistent=False).seq, body=booking.id, taken=taken,
        expires=taken + KEPT, klass="booked", language=booking.language, by=by,
        booking=booking.id, slot=booking.start,
    )  # fmt: skip
