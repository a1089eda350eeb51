"""Server-sent events: what an agent tells every page that listens."""

import json
import queue
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

Event = tuple[str, Any]

KEPT = 100
LISTENERS = 16
"""Pages that may listen at once; one screen has one, and a test or two beside it."""


class Full(Exception):
    """Too many pages listen."""


class Events:
    """Hands each event to each listener; one that does not read is cut off, and reconnects."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._listeners: list[queue.Queue[Event | None]] = []

    def tell(self, name: str, what: Any) -> None:
        """Give an event to all who listen now."""
        with self._lock:
            for listener in list(self._listeners):
                try:
                    listener.put_nowait((name, what))
                except queue.Full:
                    self._cut_off(listener)

    @contextmanager
    def listen(self) -> "Iterator[queue.Queue[Event | None]]":
        """A queue of the events from now on; None in it means the end. Raises Full."""
        listener: queue.Queue[Event | None] = queue.Queue(KEPT)
        with self._lock:
            if len(self._listeners) >= LISTENERS:
                raise Full
            self._listeners.append(listener)
        try:
            yield listener
        finally:
            with self._lock:
                if listener in self._listeners:
                    self._listeners.remove(listener)

    def _cut_off(self, listener: "queue.Queue[Event | None]") -> None:
        self._listeners.remove(listener)
        listener.get_nowait()
        listener.put_nowait(None)


def encode(name: str, what: Any) -> bytes:
    """One event as the EventSource of a browser reads it."""
    return f"event: {name}\ndata: {json.dumps(what, ensure_ascii=False)}\n\n".encode()
