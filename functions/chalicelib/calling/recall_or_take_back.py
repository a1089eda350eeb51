"""A double push: the counter's ticket is called again; right after a no-show, the no-show is taken back."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from chalicelib.errors import NotCalled, NothingToUndo
from chalicelib.queueing.commands import Undo
from chalicelib.queueing.office import Office

from .asked import Asked, at_counter, carry_out
from .recall import recall


def recall_or_take_back(office: Office, counter: str, asked: Asked, now: datetime) -> Mapping[str, Any]:
    """Recall; where nobody is called, take back a no-show of the last 10 s, for a button has no key for undo.

    Raises `NotCalled` when there is neither, `UndoTooLate` when the no-show is too old.
    """
    try:
        return recall(office, counter, asked, now)
    except NotCalled as nobody:
        command = Undo("", counter=counter, floor=office.counter(counter).floor, only="no_show")
        try:
            done = carry_out(office, command, asked, now)
        except NothingToUndo:
            raise nobody from None
    return at_counter(done, counter, done.line.cell(counter).number)
