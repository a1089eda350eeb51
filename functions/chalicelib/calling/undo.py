"""Undo: the counter's last step is taken back, within 10 s."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from chalicelib.queueing.commands import Undo
from chalicelib.queueing.office import Office
from chalicelib.queueing.step import called

from .asked import Asked, at_counter, carry_out


def undo(office: Office, counter: str, asked: Asked, now: datetime) -> Mapping[str, Any]:
    """Take the counter's last step back; raises `NothingToUndo` or `UndoTooLate`."""
    command = Undo("", counter=counter, floor=office.counter(counter).floor)
    done = carry_out(office, command, asked, now)
    return at_counter(done, counter, *_has(done.result))


def _has(result: str) -> tuple[str, int]:
    """The ticket that the counter has again, with its call."""
    return called(result) if ":" in result else ("", 0)
