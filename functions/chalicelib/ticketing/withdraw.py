"""Leave the line."""

from datetime import datetime

from chalicelib import codes
from chalicelib.errors import DayEnded, TicketGone
from chalicelib.issuing.found import found
from chalicelib.queueing.commands import Withdraw
from chalicelib.store import lines, tickets


def withdraw(code: str, now: datetime) -> None:
    """Take the ticket out of its line, for good; again changes nothing. Raises `TicketGone` once it was called."""
    office, ticket, _ = found(code)
    if ticket.state in ("withdrawn", "ended"):
        return
    command = Withdraw(codes.rid_of(ticket.id, "withdraw"), "visitor", number=ticket.number)
    try:
        lines.apply(office.home, ticket.line, command, int(now.timestamp()))
    except (TicketGone, DayEnded):
        # The line has forgotten a withdrawal of long ago; the ticket has not.
        again = tickets.read(office.home, ticket.id)
        if again is None or again.state not in ("withdrawn", "ended"):
            raise
