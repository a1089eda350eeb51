"""Transfer: the counter's visitor is sent on, to another service, one counter or one floor."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from chalicelib.queueing.commands import Transfer
from chalicelib.queueing.office import Office

from .asked import Asked, at_counter, carry_out


def transfer(
    office: Office, counter: str, where: Mapping[str, str], keep_turn: bool, asked: Asked, now: datetime
) -> Mapping[str, Any]:
    """Send the counter's ticket to `where` (one of service, counter, floor), with its turn or as one who comes now.

    Raises `NotCalled`, `CounterClosed` when the counter it is sent to is closed, and `NotTaken` when no counter of
    the floor takes its service.
    """
    office.counter(counter)
    command = Transfer(
        "", counter=counter, to=where.get("counter", ""), floor=where.get("floor", ""), keep_turn=keep_turn,
        letter=office.service(where["service"]).letter if "service" in where else "",
        beside=office.beside(where["floor"]) if "floor" in where else (),
        priority=office.starts.priority,
    )  # fmt: skip
    return at_counter(carry_out(office, command, asked, now), counter)
