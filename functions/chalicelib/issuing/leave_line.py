"""A ticket leaves the line, for good."""

from datetime import datetime

from chalicelib import codes
from chalicelib.errors import Busy, DayEnded, TicketGone
from chalicelib.queueing.commands import Withdraw
from chalicelib.queueing.line import RING
from chalicelib.queueing.office import Office
from chalicelib.store import ledger, lines, tickets
from chalicelib.store.tickets import Ticket


def leave_line(office: Office, ticket: Ticket, now: datetime) -> None:
    """Take the ticket out of its line, for good; again changes nothing. Raises `TicketGone` once it was called."""
    if ticket.state in ("withdrawn", "ended"):
        return
    command = Withdraw(codes.rid_of(ticket.id, "withdraw"), "visitor", number=ticket.number)
    try:
        lines.apply(office.home, ticket.line, command, int(now.timestamp()))
    except (TicketGone, DayEnded) as gone:
        # The line has forgotten a withdrawal of long ago; the ticket has not, once the stream has come so far.
        followed = ledger.checkpoint(office.home, ticket.line)
        again = tickets.read(office.home, ticket.id)
        if again is not None and again.state in ("withdrawn", "ended"):
            return
        waits = again is not None and again.state in ("", "waiting")
        if waits and followed < lines.read(office.home, ticket.line).seq - RING:
            raise Busy(retry_after=2) from gone
        raise
