"""Finish: the counter is done with its ticket."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from chalicelib.queueing.commands import Finish
from chalicelib.queueing.office import Office

from .asked import Asked, at_counter, carry_out
from .onward import onward


def finish(office: Office, counter: str, last: bool, asked: Asked, now: datetime) -> Mapping[str, Any]:
    """End the service of the counter's ticket, which goes on to its next station unless this is the `last`.

    Raises `NotCalled`.
    """
    office.counter(counter)
    command = Finish("", counter=counter, onward=onward(office), last=last)
    return at_counter(carry_out(office, command, asked, now), counter)
