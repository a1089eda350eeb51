"""The order, checked from the public ledger alone: who waited where, and which calls passed over an earlier turn.

It knows nothing of how the line chooses; who stood aside meanwhile is told by `audit_aside`.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from .audit_waits import Waits, called, follow


@dataclass(frozen=True)
class OutOfOrder:
    """A call for which a `reason` was given, or which `passed` over numbers with an earlier turn."""

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

    Compared are only numbers that this counter takes just then: those of its services (`letters`; where none are
    said, of the called one's), sent to nobody else. Equal turns pass over nobody.
    """
    waiting: dict[str, Waits] = {}
    for entry in entries:
        if entry["kind"] == "call":
            reason, passed = entry.get("reason", ""), _passed(waiting, entry)
            if reason or passed:
                yield OutOfOrder(entry["seq"], entry["number"], entry["counter"], entry["at"], reason, passed)
        follow(waiting, entry)


def tally(found: Iterable[OutOfOrder]) -> dict[str, Any]:
    """The calls out of order as figures: `total`, how many `by_reason`, and the seqs of those that are `unexplained`."""
    every = list(found)
    reasons = Counter(one.reason for one in every if one.reason)
    unexplained = [one.seq for one in every if one.unexplained]
    return {"total": len(every), "by_reason": dict(sorted(reasons.items())), "unexplained": unexplained}


def figures(entries: Iterable[dict[str, Any]]) -> dict[str, int]:
    """Steps that moved somebody beside the line's own order, taken back or not.

    `turn_anew` are the transfers by which a turn became later, `chosen_services` the steps in which staff chose what
    a counter takes: which earlier turns of its other services it left waiting is not told. `without_link` are the steps that an
    office made without a link, and `conflicts` those of them that no longer held when they came home.
    """
    kinds, turns, chosen, anew, choices, without = Counter[str](), dict[str, int](), dict[str, Any](), 0, 0, 0
    for entry in entries:
        kinds[entry["kind"]] += 1
        number = entry.get("number", "")
        without += entry.get("offline") is True
        anew += entry["kind"] == "transfer" and number in turns and entry["turn"] > turns[number]
        if "counter" in (entry["kind"], entry.get("of")):
            # A step that does not choose repeats what was chosen before.
            letters = entry.get("letters")
            choices += letters not in (None, chosen.get(entry["counter"]))
            chosen[entry["counter"]] = letters
        for one in (entry, *entry.get("moved", ())):
            if "turn" in one and "number" in one:
                turns[one["number"]] = one["turn"]
    counted = {"held": kinds["hold"], "returned": kinds["return"], "transferred": kinds["transfer"]}
    offline = {"without_link": without, "conflicts": kinds["conflict"]}
    return counted | {"turn_anew": anew, "chosen_services": choices} | offline


def _passed(waiting: dict[str, Waits], entry: dict[str, Any]) -> tuple[str, ...]:
    call = called(waiting, entry)
    return tuple(sorted(other for other, its in waiting.items() if call.passes(its)))
