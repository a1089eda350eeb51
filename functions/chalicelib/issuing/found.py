"""The ticket that a code opens, never shown without its number."""

from dataclasses import replace

from chalicelib.errors import Busy, UnknownTicket
from chalicelib.queueing.line import RING, Line
from chalicelib.queueing.office import Office
from chalicelib.store import lines, offices, tickets
from chalicelib.store.tickets import Ticket

from .issue import turn_of


def found(code: str, surely: bool = False) -> tuple[Office, Ticket, Line]:
    """The office, the ticket and its line; a ticket that the stream has not filled yet is resolved from the line.

    `surely` reads the line as it is now, not as it was a moment ago.
    Raises `UnknownTicket`, also for one whose step never happened, and `Busy` while nobody can know.
    """
    known = tickets.by_code(code)
    if known is None:
        raise UnknownTicket
    ticket = known[1]
    office = offices.read(ticket.office)
    line = lines.read(office.home, ticket.line, consistent=surely or not ticket.number)
    if ticket.number:
        return office, ticket, line
    number = dict(line.ring).get(ticket.rid)
    if number is not None:
        return office, replace(ticket, number=number, turn=turn_of(office, ticket), state="waiting"), line
    if line.seq - ticket.fence >= RING:
        raise Busy
    raise UnknownTicket
