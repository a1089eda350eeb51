"""Judges a stretch of an office's day from its public ledger alone."""

from collections import Counter, defaultdict
from typing import Any

CALLABLE = ("w", "b", "p")
OVER = ("served", "no_show", "withdrawn", "void", "ended")
AFTER = {
    "finish": "served", "no_show": "no_show", "withdraw": "withdrawn", "void": "void",
    "call": "called", "recall": "called", "serve": "serving", "hold": "held",
}  # fmt: skip
"""What a kind of step makes of its number, where the entry's own `phase` does not say it."""


class Story:
    """What became of some numbers, told by the day's entries in order; `faults` is what may not have been."""

    def __init__(self, numbers: set[str]) -> None:
        self.numbers = numbers
        self.taken: Counter[str] = Counter()
        self.calls: dict[str, list[str]] = defaultdict(list)
        self.state: dict[str, str] = {}
        self.waiting: dict[str, tuple[str, int, int]] = {}
        self.faults: list[str] = []

    def tell(self, entry: dict[str, Any]) -> None:
        """The next entry."""
        number, kind = entry.get("number", ""), entry["kind"]
        for one in entry.get("moved", ()):
            self._is(one["number"], one["state"])
        if kind == "take":
            self.taken[number] += 1
        if number not in self.numbers:
            return
        if kind in ("take", "check_in"):
            self._waits(entry)
            return
        if kind == "call":
            self._called(entry)
        self._is(number, entry.get("phase") or AFTER.get(kind, kind))

    def _waits(self, entry: dict[str, Any]) -> None:
        self.state[entry["number"]] = "waiting"
        if entry["list"].rpartition(".")[2] in CALLABLE:
            self.waiting[entry["number"]] = (entry["list"], entry["turn"], entry["seq"])

    def _called(self, entry: dict[str, Any]) -> None:
        """Nobody who waits has an earlier turn, or the same one in the same list and came to it before; and once."""
        number, counter = entry["number"], entry["counter"]
        list, turn, seq = self.waiting.get(number, ("", 0, 0))
        before = {n for n, (_, other, _) in self.waiting.items() if other < turn}
        before |= {
            n for n, (at, other, came) in self.waiting.items() if (at, other) == (list, turn) and came < seq
        }
        if not list or (before and not entry.get("reason")):
            self.faults.append(f"{entry['seq']}: {number} was called to {counter} before {before}")
        if self.calls[number]:
            self.faults.append(f"{entry['seq']}: {number} was called to {self.calls[number]} and {counter}")
        self.calls[number].append(counter)

    def _is(self, number: str, state: str) -> None:
        if number in self.numbers:
            self.state[number] = state
            self.waiting.pop(number, None)


def judged(entries: list[dict[str, Any]], numbers: set[str]) -> Story:
    """The story of these numbers: none given twice, none called twice or out of order, none gone without an end."""
    story = Story(numbers)
    for entry in entries:
        story.tell(entry)
    twice = [number for number, times in story.taken.items() if times > 1]
    story.faults += [f"{number} was given {story.taken[number]} times" for number in twice]
    story.faults += [f"{number} stands in no entry" for number in numbers if not story.taken[number]]
    return story
