"""What every message has: a version, an id, the time; and which of two boards or states is newer."""

import json
import threading
from datetime import UTC, datetime
from typing import Any
from uuid import uuid4

Message = dict[str, Any]

VERSION = 1


def stamp(now: datetime) -> str:
    """A time as RFC 3339 in UTC, to the millisecond: 2026-03-02T02:00:00.000Z."""
    return now.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def message(now: datetime, **values: Any) -> Message:
    """A message with these values, leaving out those that are None; `id` is made unless given."""
    given = {name: value for name, value in values.items() if value is not None}
    return {"v": VERSION, "id": str(uuid4()), "at": stamp(now)} | given


def parse(payload: bytes) -> Message | None:
    """The message in a payload, or None when it is not a JSON object."""
    try:
        read = json.loads(payload)
    except ValueError:
        return None
    return read if isinstance(read, dict) else None


def is_newer(message: Message, than: Message | None) -> bool:
    """Whether a board or state comes after another one: by day, epoch, seq, then the time it was made."""
    return than is None or _order(message) > _order(than)


def _order(message: Message) -> tuple[str, int, int, str]:
    return (
        str(message.get("day", "")),
        _number(message.get("epoch")),
        _number(message.get("seq")),
        str(message.get("at", "")),
    )


def _number(value: object) -> int:
    return value if isinstance(value, int) else 0


class Newest:
    """The newest board or state; after a break of the link the first one counts, whatever it says.

    A broker that came back from an older snapshot would otherwise be ignored until it caught up.
    """

    def __init__(self, value: Message | None = None) -> None:
        self.value, self._any = value, True
        self._lock = threading.Lock()

    def offer(self, what: Message) -> bool:
        """Take this one if it is newer; False when it is late or doubled."""
        with self._lock:
            if not self._any and not is_newer(what, self.value):
                return False
            self.value, self._any = what, False
            return True

    def link_lost(self) -> None:
        """The next one counts, whatever it says."""
        self._any = True
