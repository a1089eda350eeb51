"""A number of today's line, whose service a manager has closed, becomes a booking with the seniority of when it was taken."""

from datetime import date, datetime

from chalicelib import codes
from chalicelib.errors import NotTaken, StillOpen, TicketGone, UnknownBooking
from chalicelib.issuing.erase_visitor import code_of
from chalicelib.issuing.leave_line import leave_line
from chalicelib.issuing.place import as_in_line, state_of
from chalicelib.queueing.hours import closures_on
from chalicelib.queueing.line import Line
from chalicelib.queueing.office import Office
from chalicelib.queueing.opening import Closure
from chalicelib.queueing.slots import Slot
from chalicelib.store import bookings, closures, tickets
from chalicelib.store.bookings import UNCONFIRMED, Booking
from chalicelib.store.tickets import Ticket

from .ahead import put_on_list
from .displace import keep_instead, rank_and_days
from .door import NOBODY, Wanted, let_in
from .first_free import FirstFree
from .reschedule import reschedule

Run = tuple[Slot, ...]


def rebook_ticket(office: Office, ticket: Ticket, line: Line, run: Run | None, now: datetime) -> Booking:
    """The booking of the ticket, in the run of slots if one is chosen, else with the first free one offered.

    One ticket becomes one booking, however often and under whatever key it is asked; the ticket leaves the line. Raises
    `StillOpen`, `NotTaken`, `TicketGone`, and of a chosen slot what a booking does.
    """
    code = code_of(office.home, ticket.id)
    known = bookings.read(office.home, codes.id_of(code))
    if known is not None and known.state != "pending":
        return known
    if known is None:
        ticket = as_in_line(office, ticket, line)
        closure = _closure(office, ticket)
        _may(office, ticket, line, run, now)
        known = bookings.put_pending(office.home, _booking(office, ticket, code, closure, now))
        _unless_erased(office, ticket, known)
    declared = closures.read(office, known.closure)
    if declared is None:
        raise UnknownBooking
    try:
        leave_line(office, ticket, now)
    except TicketGone:
        bookings.move(office.home, known.id, ("pending",), state="cancelled")
        raise
    tickets.erase(office.home, ticket.id)
    waits = bookings.move(
        office.home,
        known.id,
        ("pending",),
        state="waiting",
        **rank_and_days(office, declared.closure, ticket.taken),
    )
    if waits is None:
        raise UnknownBooking
    return _placed(office, waits, run, now) if waits.state == "waiting" else waits


def _unless_erased(office: Office, ticket: Ticket, booking: Booking) -> None:
    """Take the phone back that moved along while its visitor had it deleted from the ticket."""
    again = tickets.read(office.home, ticket.id)
    if ticket.phone and not (again and again.phone):
        bookings.erase(office.home, booking.id)


def _closure(office: Office, ticket: Ticket) -> Closure:
    for closure in closures_on(office, date.fromisoformat(ticket.day), ticket.service):
        return closure
    raise StillOpen


def _may(office: Office, ticket: Ticket, line: Line, run: Run | None, now: datetime) -> None:
    service = office.service(ticket.service)
    if "booking" not in service.takes:
        raise NotTaken
    if state_of(ticket, line) not in ("waiting", "held"):
        raise TicketGone
    if run is not None:
        let_in(office, Wanted(service, run, 1), NOBODY, now)


def _placed(office: Office, booking: Booking, run: Run | None, now: datetime) -> Booking:
    put_on_list(office, booking)
    if run is not None:
        return reschedule(office, booking, run, now)
    for free in FirstFree(office, date.fromisoformat(booking.wanted[0]), now).runs(booking.service, 1):
        if keep_instead(office, booking, free, now):
            break
    return bookings.read(office.home, booking.id) or booking


def _booking(office: Office, ticket: Ticket, code: str, closure: Closure, now: datetime) -> Booking:
    """The phone moves along, so that it is kept in one place; a name nobody has told."""
    return Booking(
        id=codes.id_of(code), code=code, office=office.id, service=ticket.service, slot="", start=0, body="",
        expires=int(now.timestamp()) + UNCONFIRMED, phone=ticket.phone, language=ticket.language, made=ticket.taken,
        closure=closure.id,
    )  # fmt: skip
