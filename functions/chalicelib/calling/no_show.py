"""No-show: the visitor was called and did not come."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from chalicelib.queueing.commands import NoShow
from chalicelib.queueing.office import Office

from .asked import Asked, at_counter, carry_out


def no_show(office: Office, counter: str, asked: Asked, now: datetime) -> Mapping[str, Any]:
    """Note that the called visitor did not come, who may return within the grace; raises `NotCalled`."""
    office.counter(counter)
    command = NoShow("", counter=counter, grace=office.starts.grace)
    return at_counter(carry_out(office, command, asked, now), counter)
