"""Finish: the counter is done with its ticket."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from chalicelib.queueing.commands import Finish
from chalicelib.queueing.office import Office

from .asked import Asked, at_counter, carry_out


def finish(office: Office, counter: str, asked: Asked, now: datetime) -> Mapping[str, Any]:
    """End the service of the counter's ticket; raises `NotCalled`."""
    office.counter(counter)
    return at_counter(carry_out(office, Finish("", counter=counter), asked, now), counter)
