"""Open, pause and close a counter, and choose the services that it takes today."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import uuid4

from chalicelib.codes import rid_of
from chalicelib.queueing.commands import SetCounter
from chalicelib.queueing.office import Office
from chalicelib.store import leases, lines

from .asked import Done, line_now, with_its_ticket


@dataclass(frozen=True)
class Wanted:
    """What a counter is to be: its state, the services it takes if any are named, and to whom it hands over."""

    state: str
    services: tuple[str, ...] = ()
    hand_over: str = ""


def set_counter(office: Office, counter: str, wanted: Wanted, by: str, now: datetime) -> Mapping[str, Any]:
    """Set a counter's state and services; one that closes with a ticket hands it over, or is refused by `CounterBusy`.

    A repeat sets what is set already, which is no step at all; a closed counter takes no services, named or not.
    """
    state, floor = wanted.state, office.counter(counter).floor
    named = () if state == "closed" else wanted.services
    letters = tuple(office.service(service).letter for service in named)
    key = line_now(office, now)
    line = lines.read(office.home, key)
    cell = line.cell(counter)
    if cell.state != state or (letters and cell.letters != letters):
        command = SetCounter(
            rid_of("state", str(uuid4())), by, counter=counter, state=state, letters=letters,
            hand_over=wanted.hand_over, floor=floor, beside=office.beside(floor) if floor else (),
        )  # fmt: skip
        leases.refuse_if_the_hub_calls(office.home, office.id, int(now.timestamp()))
        line, _ = lines.apply(office.home, key, command, int(now.timestamp()), line)
    return with_its_ticket(Done(line, line.seq, ""), counter)
