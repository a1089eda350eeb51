"""Who waits where, followed from public entries alone; names of lists and kinds are read as docs/ledger.md says them."""

from collections.abc import Iterator
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
class Called:
    """A call: the number that waited as `mine`, its counter, and the letters that the counter took just then, if said."""

    seq: int
    number: str
    counter: str
    mine: Waits
    letters: tuple[str, ...]

    def passes(self, its: Waits) -> bool:
        """Whether the counter could have called one who waits so instead, whose turn is earlier.

        Where no letters are said, who was sent to this very counter is called there also if the service is not taken
        otherwise, so such a call does not tell that the counter takes those who were sent nowhere.
        """
        if its.absent or its.turn >= self.mine.turn:
            return False
        if its.place == self.counter:
            return bool(self.letters) or its.letter == self.mine.letter
        taken = self.letters or ((self.mine.letter,) if self.mine.place != self.counter else ())
        return its.letter in taken and its.place in ("", self.mine.place)


def called(waiting: dict[str, Waits], entry: dict[str, Any]) -> Called:
    """The call of an entry; one whose next station is this very counter is called without having waited between."""
    mine = waiting.get(entry["number"]) or where(entry)
    return Called(entry["seq"], entry["number"], entry["counter"], mine, tuple(entry.get("letters", ())))


def changes(entry: dict[str, Any]) -> Iterator[tuple[str, Waits | None]]:
    """The numbers that an entry touched, each with where it waits from now on, if it does."""
    number, phase = entry.get("number", ""), entry.get("phase", "")
    touched = bool(number) and not (
        entry["kind"] in ("counter", "recall", "correct", "conflict") and not phase
    )
    if touched:
        waits = phase == "waiting" if phase else entry["kind"] in JOINS
        yield number, where(entry) if waits else None
    for moved in entry.get("moved", ()):
        yield moved["number"], where(moved) if moved["state"] == "waiting" else None


def follow(waiting: dict[str, Waits], entry: dict[str, Any]) -> None:
    """Put the numbers that an entry touched where they wait from now on."""
    for number, its in changes(entry):
        if its is None:
            waiting.pop(number, None)
        else:
            waiting[number] = its


def where(said: dict[str, Any]) -> Waits:
    """Where a number waits, as an entry or what it moved says it."""
    service, _, kind = said["list"].rpartition(".")
    letter, _, place = service.partition("@")
    return Waits(letter, place, kind == "h", said["turn"])
