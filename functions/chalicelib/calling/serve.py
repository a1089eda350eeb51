"""Serve: the called visitor has come to the counter."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from chalicelib.queueing.commands import Serve
from chalicelib.queueing.office import Office

from .asked import Asked, at_counter, carry_out


def serve(office: Office, counter: str, asked: Asked, now: datetime) -> Mapping[str, Any]:
    """Begin to serve the called visitor; raises `NotCalled`."""
    office.counter(counter)
    done = carry_out(office, Serve("", counter=counter), asked, now)
    return at_counter(done, counter, done.result)
