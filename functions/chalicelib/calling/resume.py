"""Resume: a ticket on hold, or one whose visitor has come after all, waits again with the turn it had."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from chalicelib.queueing.commands import Resume
from chalicelib.queueing.office import Office

from .asked import Asked, carry_out, with_its_ticket


def resume(office: Office, counter: str, number: str, asked: Asked, now: datetime) -> Mapping[str, Any]:
    """Let a held ticket, or a missed one within the grace, wait again; raises `HeldNot` or `GraceOver`."""
    office.counter(counter)
    command = Resume("", counter=counter, number=number, grace=office.starts.grace)
    return with_its_ticket(carry_out(office, command, asked, now), counter)
