"""The order, published: one sortable value, the turn, explains who is called when (docs: design, Order)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from heapq import merge

from .line import ABSENT, Line, Place, kind_of, letter_of, list_name, place_of


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


def put_back(places: tuple[Place, ...], place: Place) -> tuple[Place, ...]:
    """The list with a place that it had before: before those of the same turn that were issued later."""
    at = next((n for n, other in enumerate(places) if _key(place) < _key(other)), len(places))
    return (*places[:at], place, *places[at:])


def may_call(name: str, letters: Iterable[str], floor: str = "", counter: str = "") -> bool:
    """Whether a counter that serves these letters on its floor may call from a list: what was sent to it, always."""
    place = place_of(name)
    if is_absent(name):
        return False
    return (bool(place) and place == counter) or (place in ("", floor) and letter_of(name) in letters)


def head(line: Line, letters: Iterable[str], floor: str = "", counter: str = "") -> tuple[str, Place] | None:
    """The list and place with the smallest turn among the heads that a counter serves; None when nobody waits.

    Equal turns: the lower number first, so that the answer is one and the same everywhere.
    """
    served = tuple(letters)
    heads = [
        (name, places[0])
        for name, places in line.waiting.items()
        if places and may_call(name, served, floor, counter)
    ]
    return min(heads, key=_first, default=None)


def in_call_order(line: Line, letters: Iterable[str]) -> list[tuple[str, Place]]:
    """All of these services that can be called, in the order of their turns, with the name of their list."""
    served = tuple(letters)
    return first_of(
        {n: places for n, places in line.waiting.items() if letter_of(n) in served and not is_absent(n)}
    )


def first_of(lists: Mapping[str, Iterable[Place]]) -> list[tuple[str, Place]]:
    """All places of these lists in the order of their turns, with the name of their list."""
    every = [[(name, place) for place in places] for name, places in sorted(lists.items())]
    return list(merge(*every, key=_first))


def _first(head: tuple[str, Place]) -> tuple[int, int, str]:
    return _key(head[1])


def _key(place: Place) -> tuple[int, int, str]:
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
    return kind_of(name) == ABSENT


def reachable(line: Line, name: str) -> str:
    """The list that a ticket comes back to: that of one counter only while it is not closed."""
    place = place_of(name)
    closed = place in line.counters and line.cell(place).state == "closed"
    return list_name(letter_of(name), kind_of(name)) if closed else name
