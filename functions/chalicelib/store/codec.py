"""A line as one small item: with 200 waiting it stays below 4 KB, for every step pays for the whole of it."""

from collections.abc import Mapping
from dataclasses import asdict, fields, replace
from datetime import UTC, datetime
from typing import Any

from chalicelib.queueing.commands import Moved, Step
from chalicelib.queueing.line import Aside, Call, Cell, Line, LineKey, Place, Undoable, letter_of

from .plain import Item

KEPT = 100 * 86_400
"""How long after its day a line is kept, in seconds; the ledger is what stays."""

_EMPTY = Step(0, "", "", 0)
_IDLE = asdict(Cell())
MOMENTS = {"turn", "since"}
"""The fields of a cell that are moments."""


def line_pk(key: LineKey) -> str:
    """The partition key of a line."""
    return f"line#{key.office}#{key.day}#{key.epoch}"


def key_of(pk: str) -> LineKey:
    """The line that a partition key names."""
    _, office, day, epoch = pk.split("#")
    return LineKey(office, day, int(epoch))


def encode(line: Line, made: Step) -> Item:
    """The line after a step, with the step itself, as an item of plain values.

    Times are seconds from the day's midnight in UTC, and a number of the list's own letter stands without it (12 for
    A012). A ring id is 8 bytes; when its result is a number, the letter follows as a ninth and the result is the count.
    """
    base = base_of(line.key.day)
    ring = [_kept(rid, result) for rid, result in line.ring]
    return {
        "pk": line_pk(line.key), "sk": "line", "expires": base + KEPT,
        "seq": line.seq, "ended": line.ended, "issued": dict(line.issued),
        "waiting": {name: _places(name, places, base) for name, places in line.waiting.items()},
        "counters": {counter: _cell(cell, base) for counter, cell in line.counters.items()},
        "call": line.call,
        "calls": [[c.call, c.number, c.counter, c.at - base, c.recall] for c in line.calls],
        "ring": [key for key, _ in ring], "results": [result for _, result in ring],
        "presses": {thing: [press, result] for thing, (press, result) in line.presses.items()},
        "aside": {number: _aside(aside, base) for number, aside in line.aside.items()},
        "undo": {counter: _undo(undo, base) for counter, undo in line.undo.items()},
        "step": step_item(made),
    }  # fmt: skip


def decode(item: Mapping[str, Any]) -> tuple[Line, Step]:
    """The line and its last step, of an item (`Table.get`) or a stream image (`from_image`)."""
    key = key_of(item["pk"])
    base = base_of(key.day)
    ring = zip(item["ring"], item["results"], strict=True)
    line = Line(
        key, item["seq"], item["ended"], item["issued"],
        {name: _placed(name, packed, base) for name, packed in item["waiting"].items()},
        {counter: _celled(packed, base) for counter, packed in item["counters"].items()},
        item["call"],
        tuple(Call(call, number, counter, at + base, again) for call, number, counter, at, again in item["calls"]),
        tuple((rid[:8].hex(), _result(rid, result)) for rid, result in ring),
        {thing: (press, result) for thing, (press, result) in item["presses"].items()},
        {number: _put_aside(packed, base) for number, packed in item.get("aside", {}).items()},
        {counter: _undoable(packed, base) for counter, packed in item.get("undo", {}).items()},
    )  # fmt: skip
    return line, _made(item["step"], line)


def base_of(day: str) -> int:
    return int(datetime.strptime(day, "%Y-%m-%d").replace(tzinfo=UTC).timestamp())


def ring_key(rid: str, letter: str = "") -> bytes:
    """How the ring keeps a request's id: with the letter of the number that it got, if it got one."""
    return bytes.fromhex(rid) + letter.encode()


def _kept(rid: str, result: str) -> tuple[bytes, int | str]:
    short = _short(result, result[:1])
    return (ring_key(rid, result[:1]), short) if isinstance(short, int) else (ring_key(rid), result)


def _result(key: bytes, result: int | str) -> str:
    return result if isinstance(result, str) else f"{key[8:].decode()}{result:03d}"


def _places(name: str, places: tuple[Place, ...], base: int) -> Item:
    letter = letter_of(name)
    turns = [place.turn - base for place in places]
    return {"n": [_short(place.number, letter) for place in places], "t": turns, "last": turns[-1]}


def _placed(name: str, packed: Mapping[str, Any], base: int) -> tuple[Place, ...]:
    letter = letter_of(name)
    pairs = zip(packed["n"], packed["t"], strict=True)
    return tuple(Place(n if isinstance(n, str) else f"{letter}{n:03d}", turn + base) for n, turn in pairs)


def _short(number: str, letter: str) -> int | str:
    digits = number.removeprefix(letter)
    own = digits.isdigit() and f"{letter}{int(digits):03d}" == number
    return int(digits) if own else number


def _cell(cell: Cell, base: int) -> list[Any]:
    """The cell's values in the order of its fields, None for what is empty, without the empty ones at the end."""
    values: dict[str, Any] = {
        name: None if value == _IDLE[name] else value for name, value in asdict(cell).items()
    }
    for moment in MOMENTS:
        if values[moment] is not None:
            values[moment] -= base
    packed = list(values.values())
    while packed and packed[-1] is None:
        packed.pop()
    return packed


def _celled(packed: list[Any], base: int) -> Cell:
    values = {f.name: value for f, value in zip(fields(Cell), packed, strict=False) if value is not None}
    for moment in values.keys() & MOMENTS:
        values[moment] += base
    return Cell(**{**values, "letters": tuple(values.get("letters", ()))})


def _aside(aside: Aside, base: int) -> list[Any]:
    return [aside.kind, aside.list, aside.turn - base, aside.at - base, aside.counter]


def _put_aside(packed: list[Any], base: int) -> Aside:
    kind, name, turn, at, counter = packed
    return Aside(kind, name, turn + base, at + base, counter)


def _undo(undo: Undoable, base: int) -> list[Any]:
    out, into = ([[name, p.number, p.turn - base] for name, p in places] for places in (undo.out, undo.into))
    asides = [[number, _aside(aside, base)] for number, aside in undo.asides]
    return [undo.kind, undo.at - base, _cell(undo.before, base), out, into, asides]


def _undoable(packed: list[Any], base: int) -> Undoable:
    kind, at, before, out, into, asides = packed
    back = tuple((number, _put_aside(aside, base)) for number, aside in asides)
    return Undoable(kind, at + base, _celled(before, base), _pairs(out, base), _pairs(into, base), back)


def _pairs(packed: list[Any], base: int) -> tuple[tuple[str, Place], ...]:
    return tuple((name, Place(number, turn + base)) for name, number, turn in packed)


def _made(told: Mapping[str, Any], line: Line) -> Step:
    """The step as it was; one that was taken at once says neither its seq nor its number, which the line knows."""
    made = Step(**{**told, "moved": tuple(Moved(*one) for one in told.get("moved", ()))})
    if made.seq:
        return made
    letter = letter_of(made.list)
    number = f"{letter}{line.issued[letter]:03d}"
    return replace(made, seq=line.seq, number=number, result=number)


def step_item(made: Step) -> Item:
    """The step's fields that say something."""
    always = ("seq", "kind", "rid", "at")
    told = {
        name: value for name, value in vars(made).items() if name in always or value != getattr(_EMPTY, name)
    }
    if made.moved:
        told["moved"] = [
            [one.number, one.state, one.list, one.turn] if one.list else [one.number, one.state]
            for one in made.moved
        ]
    return told
