"""The order, published: one sortable value, the turn, explains who is called when (docs: design, Order)."""

from collections.abc import Iterable
from dataclasses import dataclass
from heapq import merge

from .line import ABSENT, BOOKED, PRIORITY, WALK_IN, Line, Place, list_name


@dataclass(frozen=True)
class HeadStarts:
    """How many seconds each class is put forward, and how late a booked visitor may come."""

    booked: int = 30 * 60
    priority: int = 15 * 60
    grace: int = 15 * 60


def turn(klass: str, came: int, slot: int | None, starts: HeadStarts) -> int:
    """The turn in epoch seconds: arrival minus the head start of the class.

    `came`: when the number was taken, or for a booking when it checked in. `slot`: the booked time. A booking
    counts from its slot, or from check-in when that is later than the grace.
    """
    if klass == "booked" and slot is not None:
        arrival = came if came > slot + starts.grace else slot
        return arrival - starts.booked
    if klass == "priority":
        return came - starts.priority
    return came


def put(places: tuple[Place, ...], place: Place) -> tuple[Place, ...]:
    """The list with one more place, after all whose turn is not later; so equal turns keep the order of their steps."""
    at = len(places)
    while at and places[at - 1].turn > place.turn:
        at -= 1
    return (*places[:at], place, *places[at:])


def callable_lists(letters: Iterable[str]) -> list[str]:
    """The lists from which a counter that serves these letters may call."""
    return [list_name(letter, kind) for letter in letters for kind in (PRIORITY, BOOKED, WALK_IN)]


def head(line: Line, letters: Iterable[str]) -> tuple[str, Place] | None:
    """The list and place with the smallest turn among the heads that these letters have; None when nobody waits.

    Equal turns: the lower number first, so that the answer is one and the same everywhere.
    """
    heads = [(name, line.waiting[name][0]) for name in callable_lists(letters) if line.places(name)]
    return min(heads, key=_first, default=None)


def in_call_order(line: Line, letters: Iterable[str]) -> list[tuple[str, Place]]:
    """All that can be called, in the order in which they would be, with the name of their list."""
    every = [[(name, place) for place in line.places(name)] for name in callable_lists(letters)]
    return list(merge(*every, key=_first))


def _first(head: tuple[str, Place]) -> tuple[int, int, str]:
    place = head[1]
    return place.turn, len(place.number), place.number


def find(line: Line, number: str) -> tuple[str, Place] | None:
    """The list and place of a number that waits or is absent."""
    for name, places in line.waiting.items():
        for place in places:
            if place.number == number:
                return name, place
    return None


def is_absent(name: str) -> bool:
    """Whether a list holds those from home who have not come yet."""
    return name.endswith(f".{ABSENT}")
