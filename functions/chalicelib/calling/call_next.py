"""Call next: the counter's ticket is finished, and the one with the smallest turn is called."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from chalicelib.queueing.commands import CallNext
from chalicelib.queueing.office import Office
from chalicelib.queueing.step import called

from .asked import Asked, at_counter, carry_out
from .onward import onward


def call_next(office: Office, counter: str, asked: Asked, now: datetime) -> Mapping[str, Any]:
    """Call the next ticket to a counter, in one step with the end of the one before.

    Of counters that press at once each gets a ticket of its own. Raises `NobodyWaiting`, `CounterClosed`,
    `CounterPaused`, or `TooSoon` within 2 s of a call.
    """
    floor, letters = office.counter(counter).floor, office.letters(counter)
    command = CallNext("", counter=counter, letters=letters, floor=floor, onward=onward(office))
    done = carry_out(office, command, asked, now)
    return at_counter(done, counter, *called(done.result))
