"""Correct: what truly became of a ticket is noted behind the close of its day; nobody's place changes."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from chalicelib.queueing.commands import Correct
from chalicelib.queueing.line import LineKey
from chalicelib.queueing.office import Office

from .asked import ByPage, carry_out


def correct(
    office: Office, day: str, number: str, state: str, asked: ByPage, now: datetime
) -> Mapping[str, Any]:
    """Note that the ticket was served, missed or void; raises `NotEnded` before the close, `TicketGone` for no ticket."""
    command = Correct("", number=number, phase=state)
    return {"seq": carry_out(office, command, asked, now, LineKey(office.id, day)).seq}
