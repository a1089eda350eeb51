"""Where a ticket is: the line knows more than the ticket until it has left it."""

from dataclasses import replace

from chalicelib.codes import rid_of
from chalicelib.queueing.line import HELD, MISSED, PRIORITY, Cell, Line, kind_of, letter_of
from chalicelib.queueing.office import Office
from chalicelib.queueing.order import find, is_absent
from chalicelib.store.tickets import Ticket


def as_in_line(office: Office, ticket: Ticket, line: Line) -> Ticket:
    """The ticket with what the line knows better: its station, its turn, whether it is present and has priority."""
    name, turn = where(line, ticket.number)
    if not name:
        return ticket
    service = office.service_of(letter_of(name)).id
    klass = "priority" if kind_of(name) == PRIORITY else ticket.klass
    return replace(ticket, service=service, turn=turn, klass=klass, present=not is_absent(name))


def where(line: Line, number: str) -> tuple[str, int]:
    """The list of a ticket and its turn: the one that it waits in, was called from or will come back to."""
    waits, cell, aside = find(line, number), cell_of(line, number), line.aside.get(number)
    if waits:
        return waits[0], waits[1].turn
    if cell:
        return cell[1].list, cell[1].turn
    return (aside.list, aside.turn) if aside else ("", 0)


def state_of(ticket: Ticket, line: Line) -> str:
    """The ticket's state by the line; one that has left the line is as the stream said, or as it will say."""
    at, aside = cell_of(line, ticket.number), line.aside.get(ticket.number)
    if find(line, ticket.number):
        return "waiting"
    if at:
        return at[1].phase
    if aside:
        return "held" if aside.kind == HELD else "no_show"
    if rid_of(ticket.id, "withdraw") in dict(line.ring):
        return "withdrawn"
    gone = {"called": "served", "serving": "served"} | (
        {"": "ended", "waiting": "ended"} if line.ended else {}
    )
    return {"": "waiting", **gone}.get(ticket.state, ticket.state)


def may_return(office: Office, ticket: Ticket, line: Line) -> int:
    """Until when (epoch seconds) one who was missed may come back into the line; 0 for all others."""
    aside = line.aside.get(ticket.number)
    return aside.at + office.starts.grace if aside and aside.kind == MISSED else 0


def cell_of(line: Line, number: str) -> tuple[str, Cell] | None:
    """The counter that has a ticket, with its cell."""
    return next(((counter, cell) for counter, cell in line.counters.items() if cell.number == number), None)
