"""Leave the line."""

from datetime import datetime

from chalicelib.issuing.found import found
from chalicelib.issuing.leave_line import leave_line


def withdraw(code: str, now: datetime) -> None:
    """Take the ticket out of its line, for good; again changes nothing. Raises `TicketGone` once it was called."""
    office, ticket, _ = found(code)
    leave_line(office, ticket, now)
