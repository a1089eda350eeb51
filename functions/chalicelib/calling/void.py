"""Void: a number that was taken by mistake, or printed for nobody, is recorded as such and never given again."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from chalicelib.queueing.commands import Void
from chalicelib.queueing.office import Office

from .asked import Asked, carry_out, with_its_ticket


def void(office: Office, counter: str, number: str, asked: Asked, now: datetime) -> Mapping[str, Any]:
    """Declare a number void that waits or is on hold; raises `TicketGone`."""
    office.counter(counter)
    return with_its_ticket(carry_out(office, Void("", counter=counter, number=number), asked, now), counter)
