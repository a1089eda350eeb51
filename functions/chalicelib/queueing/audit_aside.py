"""Who was passed while aside, from the public ledger alone: a number that left the line and came back with its turn."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from .audit_waits import Called, Waits, called, changes, follow

BACK = {"resume": "hold", "return": "return", "undo": "undo", "counter": "counter"}
"""The kinds that bring a number back with the turn that it had, and by what it stood aside."""


@dataclass(frozen=True)
class PassedAside:
    """A call (`seq`, of `called`) passed a number that was not in the line then, and came back `by`."""

    seq: int
    called: str
    number: str
    by: str


@dataclass(frozen=True)
class _Left:
    turn: int
    seq: int


def passed_aside(entries: Iterable[dict[str, Any]]) -> list[PassedAside]:
    """Each call that passed over a number with an earlier turn, which its counter could have called but for that.

    Aside is who was called, on hold, missed, void or sent to one place, until it waits again with the same turn.
    """
    waiting: dict[str, Waits] = {}
    left: dict[str, _Left] = {}
    calls: list[Called] = []
    found: dict[tuple[int, str], PassedAside] = {}
    for entry in entries:
        for number, its in changes(entry):
            _leave_or_return(entry, number, waiting.get(number), its, left, calls, found)
        if entry["kind"] == "call":
            calls.append(called(waiting, entry))
        follow(waiting, entry)
    return sorted(found.values(), key=lambda one: (one.seq, one.number))


def tally_aside(found: Iterable[PassedAside]) -> dict[str, Any]:
    """How often somebody was passed while aside: `total`, and `by` what they came back."""
    by = Counter(one.by for one in found)
    return {"total": by.total(), "by": {way: by[way] for way in BACK.values()}}


def _leave_or_return(
    entry: dict[str, Any], number: str, was: Waits | None, its: Waits | None, left: dict[str, _Left],
    calls: list[Called], found: dict[tuple[int, str], PassedAside],
) -> None:  # fmt: skip
    seq, kind = entry["seq"], entry["kind"]
    if its is None:
        # What was taken back had not let it in: it is aside since it left before.
        if was and (kind != "undo" or number not in left):
            left[number] = _Left(was.turn, seq)
        return
    away = left.get(number)
    if away and away.turn == its.turn and kind in BACK:
        passing = (one for one in calls if one.seq > away.seq and one.number != number and one.passes(its))
        for one in passing:
            found.setdefault((one.seq, number), PassedAside(one.seq, one.number, number, BACK[kind]))
    if its.place:
        left[number] = _Left(its.turn, seq)
