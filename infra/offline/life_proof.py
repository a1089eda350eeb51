"""What holds after a life full of faults, from the public ledger and what people saw: once each, in order, nothing lost."""

from collections import Counter as Count
from collections.abc import Container, Iterator
from runpy import run_path
from typing import Any

from infra.demo.proof import VERIFIER, Verdict
from infra.offline.life import Life

Entry = dict[str, Any]
UNKNOWN = "offline"
"""The reason of a call that the hub made by what it knew."""

LEAVES = ("call", "withdraw", "void", "end")
"""Kinds of entries with which a number waits no more."""


def verdicts(exported: dict[str, Any], life: Life) -> list[Verdict]:
    """The claims about a life and the day's ledger."""
    ledger: list[Entry] = exported["entries"]
    shown = list(life.taps.values())
    took = Count(one["number"] for one in ledger if one["kind"] == "take" and one["turn"] >= life.since)
    calls = Count(one["number"] for one in ledger if one["kind"] == "call")
    moved = [f"{late} before {early}" for late, early in _overtaken(ledger, took)]
    wrong = [one["number"] for one in ledger if one["kind"] == "conflict" and one["number"] in took]
    cuts = life.faults["cut"] + life.faults["cut again"]
    return [
        Verdict("each tap has one number, however often it was sent", not life.differed and all(shown), _some(life.differed, f"{len(shown)} taps")),
        Verdict("no number was given twice", len(set(shown)) == len(shown), f"{len(set(shown))} numbers"),
        Verdict("every number is in the line once, and none that nobody was shown", took == Count(shown), _some([*(Count(shown) - took), *(took - Count(shown))], f"{took.total()} takes")),
        Verdict("nobody was called twice, nobody was forgotten", all(calls[one] == 1 for one in shown), _some([f"{one}: {calls[one]}" for one in shown if calls[one] != 1], f"{len(shown)} calls")),
        Verdict("no call that was seen in the office was lost", all(calls[one] for one in life.called), f"{len(life.called)} seen"),
        Verdict("in the order of the turns that were known", not moved, _some(moved, "nobody overtaken")),
        Verdict("a conflict is only of whom the cloud called in the moment of a cut", len(wrong) <= cuts and all(calls[one] == 1 for one in wrong), _some(wrong, "none")),
        Verdict("the ledger's chain is whole", not run_path(str(VERIFIER))["first_fault"](exported), f"{len(ledger)} entries"),
    ]  # fmt: skip


def _overtaken(ledger: list[Entry], numbers: Container[str]) -> Iterator[tuple[str, str]]:
    """Who of these was called while another of them with an earlier turn waited, in the ledger's own order.

    A call with the reason `offline` went by what the hub knew: whom the cloud took in the moment of the cut it may have
    passed, but nobody whom it had told of itself.
    """
    waits: dict[str, tuple[tuple[float, int, str], bool]] = {}
    for one in ledger:
        number = one.get("number", "")
        if one["kind"] == "take" and number in numbers:
            waits[number] = (one["turn"], len(number), number), bool(one.get("offline"))
        elif one["kind"] in LEAVES and number in waits:
            place, _ = waits.pop(number)
            if one["kind"] == "call":
                passed = [(other, told) for other, (turn, told) in waits.items() if turn < place]
                yield from ((number, other) for other, told in passed if told or one.get("reason") != UNKNOWN)


def _some(wrong: list[str], right: str) -> str:
    return ", ".join(wrong[:5]) or right
