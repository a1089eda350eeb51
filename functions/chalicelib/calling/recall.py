"""Recall: the counter's ticket is called again."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from chalicelib.queueing.commands import Recall
from chalicelib.queueing.office import Office
from chalicelib.queueing.step import called

from .asked import Asked, at_counter, carry_out


def recall(office: Office, counter: str, asked: Asked, now: datetime) -> Mapping[str, Any]:
    """Call the counter's ticket again, under a call number of its own; raises `NotCalled`."""
    office.counter(counter)
    done = carry_out(office, Recall("", counter=counter), asked, now)
    return at_counter(done, counter, *called(done.result))
