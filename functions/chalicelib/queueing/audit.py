"""The order, checked from the public ledger alone: who waited where, and which calls passed over an earlier turn.

It knows nothing of how the line chooses: names of lists and kinds of entries are read here as docs/ledger.md says them.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

JOINS = {"take", "check_in", "resume", "return", "transfer"}
"""The kinds after which the entry's number waits; after others it does when `phase` says so."""


@dataclass(frozen=True)
class Waits:
    """Where a number waits: a service's `letter`, one `place` if it was sent to a counter or floor, and its turn."""

    letter: str
    place: str
    absent: bool
    turn: int


@dataclass(frozen=True)
class OutOfOrder:
    """A call for which a `reason` was given, or which `passed` over numbers of the service with an earlier turn."""

    seq: int
    number: str
    counter: str
    at: str
    reason: str
    passed: tuple[str, ...]

    @property
    def unexplained(self) -> bool:
        """Whether somebody was passed over and no reason stands beside it: there must be none."""
        return bool(self.passed) and not self.reason


def out_of_order(entries: Iterable[dict[str, Any]]) -> Iterator[OutOfOrder]:
    """The calls of a whole ledger that did not follow the turns, in their order.

    Only numbers that this counter surely takes are compared: those of the same service, sent to nobody else. Which
    other services a counter takes is not in the ledger. Equal turns pass over nobody.
    """
    waiting: dict[str, Waits] = {}
    for entry in entries:
        if entry["kind"] == "call":
            reason, passed = entry.get("reason", ""), _passed(waiting, entry)
            if reason or passed:
                yield OutOfOrder(entry["seq"], entry["number"], entry["counter"], entry["at"], reason, passed)
        _follow(waiting, entry)


def tally(found: Iterable[OutOfOrder]) -> dict[str, Any]:
    """The calls out of order as figures: `total`, how many `by_reason`, and the seqs of those that are `unexplained`."""
    every = list(found)
    reasons = Counter(one.reason for one in every if one.reason)
    unexplained = [one.seq for one in every if one.unexplained]
    return {"total": len(every), "by_reason": dict(sorted(reasons.items())), "unexplained": unexplained}


def _passed(waiting: dict[str, Waits], entry: dict[str, Any]) -> tuple[str, ...]:
    number, counter = entry["number"], entry["counter"]
    # A ticket whose next station is this very counter is called without having waited in a list between.
    mine = waiting.get(number) or _where(entry)
    return tuple(
        sorted(
            other
            for other, its in waiting.items()
            if its.letter == mine.letter and its.turn < mine.turn and _could_call(its, mine, counter)
        )
    )


def _could_call(its: Waits, mine: Waits, counter: str) -> bool:
    """Whether a counter that called `mine` could have called the other instead.

    Who was sent to this very counter is called there also where the service is not taken otherwise, so such a call
    does not tell that the counter takes those who were sent nowhere.
    """
    places = {counter} if mine.place == counter else {"", mine.place, counter}
    return not its.absent and its.place in places


def _follow(waiting: dict[str, Waits], entry: dict[str, Any]) -> None:
    number, phase = entry.get("number", ""), entry.get("phase", "")
    waits = phase == "waiting" if phase else entry["kind"] in JOINS
    _put(waiting, number, entry if waits else {})
    for moved in entry.get("moved", ()):
        _put(waiting, moved["number"], moved if moved["state"] == "waiting" else {})


def _put(waiting: dict[str, Waits], number: str, where: dict[str, Any]) -> None:
    if where:
        waiting[number] = _where(where)
    else:
        waiting.pop(number, None)


def _where(said: dict[str, Any]) -> Waits:
    service, _, kind = said["list"].rpartition(".")
    letter, _, place = service.partition("@")
    return Waits(letter, place, kind == "h", said["turn"])
