"""The parts of a line as small lists: moments count from the day's `base`, what is empty is left out."""

from collections.abc import Mapping
from dataclasses import fields
from operator import itemgetter
from typing import Any

from chalicelib.queueing.line import Aside, Cell, Place, Undoable, letter_of

from .plain import Item

_IDLE = vars(Cell())
_FIELDS = tuple(field.name for field in fields(Cell))
MOMENTS = {"turn", "since"}
"""The fields of a cell that are moments."""


def places(name: str, waiting: tuple[Place, ...], base: int) -> Item:
    """A list: numbers, short where they are of its own letter, and their turns."""
    letter = letter_of(name)
    return {
        "n": [short(place.number, letter) for place in waiting],
        "t": [place.turn - base for place in waiting],
    }


def to_places(name: str, packed: Mapping[str, Any], base: int) -> tuple[Place, ...]:
    """The list that was packed, by turn: a take at once stands at its end, whatever its turn (at_once.py)."""
    letter = letter_of(name)
    pairs = sorted(zip(packed["n"], packed["t"], strict=True), key=itemgetter(1))
    return tuple(Place(n if isinstance(n, str) else f"{letter}{n:03d}", turn + base) for n, turn in pairs)


def short(number: str, letter: str) -> int | str:
    """A number of the list's own letter as its count; any other as it is."""
    digits = number.removeprefix(letter)
    own = digits.isdigit() and f"{letter}{int(digits):03d}" == number
    return int(digits) if own else number


def cell(one: Cell, base: int) -> list[Any]:
    """The cell's values in the order of its fields, None for what is empty, without the empty ones at the end."""
    values: dict[str, Any] = {
        name: None if value == _IDLE[name] else value for name, value in vars(one).items()
    }
    for moment in MOMENTS:
        if values[moment] is not None:
            values[moment] -= base
    return _trimmed(list(values.values()))


def to_cell(packed: list[Any], base: int) -> Cell:
    """The cell that was packed."""
    values = {name: value for name, value in zip(_FIELDS, packed, strict=False) if value is not None}
    for moment in values.keys() & MOMENTS:
        values[moment] += base
    return Cell(**{**values, "letters": tuple(values.get("letters", ()))})


def aside(one: Aside, base: int) -> list[Any]:
    """A ticket that stands aside."""
    return [one.kind, one.list, one.turn - base, one.at - base, one.counter]


def to_aside(packed: list[Any], base: int) -> Aside:
    """The one that was packed."""
    kind, name, turn, at, counter = packed
    return Aside(kind, name, turn + base, at + base, counter)


def undo(one: Undoable, base: int) -> list[Any]:
    """How a step is taken back, without the empty parts at the end."""
    out, into = ([[name, p.number, p.turn - base] for name, p in pairs] for pairs in (one.out, one.into))
    asides = [[number, aside(put, base)] for number, put in one.asides]
    return _trimmed([one.kind, one.at - base, cell(one.before, base), out, into, asides])


def to_undoable(packed: list[Any], base: int) -> Undoable:
    """The one that was packed."""
    kind, at, before, out, into, asides = packed + [[]] * (6 - len(packed))
    back = tuple((number, to_aside(put, base)) for number, put in asides)
    return Undoable(kind, at + base, to_cell(before, base), _pairs(out, base), _pairs(into, base), back)


def _trimmed(packed: list[Any]) -> list[Any]:
    while packed and packed[-1] in (None, []):
        packed.pop()
    return packed


def _pairs(packed: list[Any], base: int) -> tuple[tuple[str, Place], ...]:
    return tuple((name, Place(number, turn + base)) for name, number, turn in packed)
