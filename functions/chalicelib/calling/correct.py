"""Correct: what truly became of a ticket is noted behind the close of its day; nobody's place changes."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from chalicelib.queueing.commands import Correct
from chalicelib.queueing.line import LineKey
from chalicelib.queueing.office import Office
from chalicelib.store import lines, numbers, requests, tickets
from chalicelib.store.tickets import Ticket

from .asked import ByPage, carry_out


def correct(
    office: Office, day: str, number: str, state: str, asked: ByPage, now: datetime
) -> Mapping[str, Any]:
    """Note that the ticket was served, missed or void; raises `NotEnded` before the close, `TicketGone` for no ticket.

    What the ticket's last step says already is no step again.
    """
    key = LineKey(office.id, day)
    ticket = None if requests.line_of(office.home, office.id, asked.scope) else _ticket(office, key, number)
    if ticket and ticket.state == state and lines.read(office.home, key).ended:
        return {"seq": ticket.seq}
    command = Correct("", number=number, phase=state)
    return {"seq": carry_out(office, command, asked, now, key).seq}


def _ticket(office: Office, key: LineKey, number: str) -> Ticket | None:
    known = numbers.ticket_of(office.home, key, number)
    return tickets.read(office.home, known) if known else None
