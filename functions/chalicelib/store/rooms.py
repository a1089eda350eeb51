"""Waiting rooms: one item each, that counts who came in blocks, so that a process writes once for many."""

from dataclasses import dataclass, field
from functools import lru_cache
from threading import Lock

from . import table as tables
from .plain import Item
from .table import ConditionFailed

BLOCK = 20
"""For how many a process counts ahead at most; it begins with one and doubles, so that little is counted in vain."""


@dataclass
class Block:
    """Numbers that a process has in hand: from `next` on, up to `end`."""

    next: int = 0
    end: int = 0
    size: int = 0

    def one(self, least: int = 0) -> int | None:
        """The next number, none below `least`; None when none is left."""
        self.next = max(self.next, least) + 1
        return self.next - 1 if self.next <= self.end else None

    def grown(self) -> int:
        """How many to take at the next time."""
        self.size = min(BLOCK, 2 * self.size or 1)
        return self.size


@dataclass
class Room:
    """A waiting room as one process knows it; `expires` in epoch seconds."""

    region: str
    name: str
    expires: int
    came: Block = field(default_factory=Block)
    later: Block = field(default_factory=Block)
    settled: int | None = None
    lock: Lock = field(default_factory=Lock)

    def come(self) -> bool:
        """Count one who comes before the order is settled; False when it is settled already."""
        with self.lock:
            while self.settled is None and self.came.one() is None:
                try:
                    self._draw(self.came, "gathered", "attribute_not_exists(settled)")
                except ConditionFailed as failed:
                    self.settled = int((failed.item or {})["settled"])
            return self.settled is None

    def gathered(self) -> int:
        """How many came before the order was settled; who asks first settles it, for all and for ever."""
        with self.lock:
            if self.settled is None:
                there = tables.visitors(self.region).get(*self._key) or {}
                self.settled = int(there["settled"] if "settled" in there else self._settle())
            return self.settled

    def number(self, least: int) -> int:
        """The next number of those who come when the order is settled, each given once, none below `least`.

        What nobody took up to `least` is let pass.
        """
        with self.lock:
            while (number := self.later.one(least)) is None:
                self._draw(self.later, "later")
                if self.later.end <= least:
                    self._skip(least)
            return number

    def _draw(self, block: Block, what: str, condition: str = "") -> None:
        n = block.grown()
        there = self._update(f"SET expires = :expires ADD {what} :n", condition, {":n": n})
        block.next, block.end = there[what] - n, there[what]

    def _settle(self) -> int:
        settle = "SET settled = if_not_exists(gathered, :none), expires = :expires"
        try:
            return int(self._update(settle, "attribute_not_exists(settled)", {":none": 0})["settled"])
        except ConditionFailed as failed:
            return int((failed.item or {})["settled"])

    def _skip(self, least: int) -> None:
        try:
            self._update("SET later = :least, expires = :expires", "later < :least", {":least": least})
        except ConditionFailed:
            return

    def _update(self, expression: str, condition: str, values: Item) -> Item:
        values = {**values, ":expires": self.expires}
        return tables.visitors(self.region).update(*self._key, expression, condition, None, values)

    @property
    def _key(self) -> tuple[str, str]:
        return f"room#{self.name}", "room"


@lru_cache(maxsize=64)
def room(region: str, name: str, expires: int) -> Room:
    """The waiting room of that name, as this process knows it."""
    return Room(region, name, expires)


def forget() -> None:
    """Drop what the process knows; for tests."""
    room.cache_clear()
