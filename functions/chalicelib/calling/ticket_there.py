"""The ticket that a counter has, as its staff see it: what was booked and what is brought, never a code or a phone."""

from datetime import UTC, datetime
from typing import Any

from chalicelib.errors import UnknownTicket
from chalicelib.issuing.why import why
from chalicelib.queueing.board import stamp
from chalicelib.queueing.line import PRIORITY, Cell, LineKey, kind_of, letter_of
from chalicelib.queueing.office import Office
from chalicelib.store import bookings, lines, numbers, tickets
from chalicelib.store.tickets import Ticket

from .asked import line_now


def ticket_there(office: Office, counter: str, now: datetime, language: str) -> dict[str, Any]:
    """The counter's ticket (schemas/openapi.yaml, CounterTicket); raises `UnknownTicket` when it has none.

    One that the stream has not noted yet is told as far as the line knows it.
    """
    office.counter(counter)
    key = line_now(office, now)
    line = lines.read(office.home, key)
    cell = line.cell(counter)
    if not cell.number:
        raise UnknownTicket
    ticket = _ticket(office, key, cell.number)
    told = _of_line(office, cell, ticket)
    if ticket is None:
        return told
    return (
        told | _of_ticket(ticket) | _of_booking(office, ticket) | {"why": why(office, ticket, line, language)}
    )


def _ticket(office: Office, key: LineKey, number: str) -> Ticket | None:
    known = numbers.ticket_of(office.home, key, number)
    return tickets.read(office.home, known) if known else None


def _of_line(office: Office, cell: Cell, ticket: Ticket | None) -> dict[str, Any]:
    service = office.service_of(letter_of(cell.list))
    klass = ticket.klass if ticket else "walk-in"
    return {
        "number": cell.number,
        "service": service.id,
        "class": "priority" if kind_of(cell.list) == PRIORITY else klass,
        "phase": cell.phase,
        "since": _moment(cell.since),
        "language": ticket.language if ticket else "id",
        "requires": [dict(one) for one in service.requires],
        "stations": [{"service": one, "at": _moment(at)} for one, at in ticket.stations] if ticket else [],
    }


def _of_ticket(ticket: Ticket) -> dict[str, Any]:
    told = {"taken": _moment(ticket.taken)}
    if ticket.priority:
        told["group"] = ticket.priority
    return told | ({"came": _moment(ticket.came)} if ticket.came else {})


def _of_booking(office: Office, ticket: Ticket) -> dict[str, Any]:
    booking = bookings.read(office.home, ticket.booking) if ticket.booking else None
    if booking is None:
        return {}
    named = {"name": booking.name} if booking.name else {}
    return {"slot": _moment(booking.start), "party": booking.party, **named}


def _moment(at: int) -> str:
    return stamp(datetime.fromtimestamp(at, UTC))
