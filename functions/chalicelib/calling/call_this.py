"""Call this one: out of order for one of the fixed reasons, which stands in the public ledger."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from chalicelib.errors import UnknownTicket
from chalicelib.issuing.found import found
from chalicelib.queueing.commands import CallThis
from chalicelib.queueing.office import Office
from chalicelib.queueing.step import called
from chalicelib.store import requests

from .asked import Asked, ByPage, at_counter, carry_out, line_now
from .onward import onward


def call_this(
    office: Office, counter: str, number: str, reason: str, asked: Asked, now: datetime
) -> Mapping[str, Any]:
    """Call this very ticket to a counter, in one step with the end of the one before.

    Raises `ReasonMissing` unless it is the one whose turn it is, `TicketGone` when it does not wait, `NotPresent`
    when its visitor has not come, and what `call_next` raises.
    """
    floor, letters = office.counter(counter).floor, office.letters(counter)
    command = CallThis(
        "", counter=counter, letters=letters, floor=floor, onward=onward(office), number=number, reason=reason
    )
    done = carry_out(office, command, asked, now)
    return at_counter(done, counter, *called(done.result))


def number_of(office: Office, code: str, asked: ByPage, now: datetime) -> str:
    """The number of the ticket that a visitor's code opens; raises `UnknownTicket` if it is not of this line.

    That is the line of now, or for a repeat the one that was asked at first.
    """
    there, ticket, _ = found(code)
    line = requests.line_of(office.home, office.id, asked.scope) or line_now(office, now)
    if there.id != office.id or ticket.line != line:
        raise UnknownTicket(field="ticket")
    return ticket.number
