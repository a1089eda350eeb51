"""Open, pause and close a counter, and choose the services that it takes today."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import uuid4

from chalicelib.codes import rid_of
from chalicelib.queueing.commands import SetCounter
from chalicelib.queueing.office import Office
from chalicelib.store import lines

from .asked import Done, at_counter, line_now


def set_counter(
    office: Office, counter: str, state: str, services: tuple[str, ...], now: datetime
) -> Mapping[str, Any]:
    """Set a counter's state, and its services if any are named; raises `CounterBusy` when one with a ticket closes.

    A repeat sets what is set already, which is no step at all.
    """
    office.counter(counter)
    letters = tuple(office.service(service).letter for service in services)
    key = line_now(office, now)
    line = lines.read(office.home, key)
    cell = line.cell(counter)
    if cell.state != state or (letters and cell.letters != letters):
        command = SetCounter(
            rid_of("state", str(uuid4())), "staff", counter=counter, state=state, letters=letters
        )
        line, _ = lines.apply(office.home, key, command, int(now.timestamp()), line)
    return at_counter(Done(line, line.seq, ""), counter, line.cell(counter).number)
