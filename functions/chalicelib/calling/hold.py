"""Hold: the visitor lacks something; the ticket stands aside with its turn, and the counter is free."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from chalicelib.queueing.commands import Hold
from chalicelib.queueing.office import Office

from .asked import Asked, at_counter, carry_out


def hold(office: Office, counter: str, asked: Asked, now: datetime) -> Mapping[str, Any]:
    """Put the counter's ticket aside until staff resume it; raises `NotCalled`."""
    office.counter(counter)
    return at_counter(carry_out(office, Hold("", counter=counter), asked, now), counter)
