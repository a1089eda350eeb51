"""A line as one small item: with 200 waiting it stays below 4 KB, for every step pays for the whole of it."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from chalicelib.queueing.commands import Moved, Step
from chalicelib.queueing.line import Call, Kept, Line, LineKey, letter_of

from . import logged, packed
from .plain import Item

KEPT = 100 * 86_400
"""How long after its day a line is kept, in seconds; the ledger is what stays."""

_EMPTY = Step(0, "", "", 0)


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
        "waiting": {name: packed.places(name, places, base) for name, places in line.waiting.items()},
        "counters": {counter: packed.cell(cell, base) for counter, cell in line.counters.items()},
        "call": line.call,
        "calls": [[c.call, c.number, c.counter, c.at - base, c.recall] for c in line.calls],
        "ring": [key for key, _ in ring], "results": [result for _, result in ring],
        "presses": {thing: [press, result] for thing, (press, result) in line.presses.items()},
        "aside": {number: packed.aside(aside, base) for number, aside in line.aside.items()},
        "undo": {counter: packed.undo(undo, base) for counter, undo in line.undo.items()},
        "step": step_item(made), "log": [],
    }  # fmt: skip


def decode(item: Mapping[str, Any]) -> tuple[Line, Step]:
    """The line and its last step, of an item (`Table.get`) or a stream image (`from_image`).

    Commands that stand behind the line are carried out; a last one that changed nothing is a `replayed` step.
    """
    line, made = _folded(item)
    log = item.get("log", ())
    line = replace(line, kept=Kept(line.seq, len(log), log[-1][1] if log else 0))
    for command in log:
        line, made = logged.carry_out(line, command)
    return line, made


def _folded(item: Mapping[str, Any]) -> tuple[Line, Step]:
    key = key_of(item["pk"])
    base = base_of(key.day)
    ring = zip(item["ring"], item["results"], strict=True)
    line = Line(
        key, item["seq"], item["ended"], item["issued"],
        {name: packed.to_places(name, kept, base) for name, kept in item["waiting"].items()},
        {counter: packed.to_cell(kept, base) for counter, kept in item["counters"].items()},
        item["call"],
        tuple(Call(call, number, counter, at + base, again) for call, number, counter, at, again in item["calls"]),
        tuple((rid[:8].hex(), _result(rid, result)) for rid, result in ring),
        {thing: (press, result) for thing, (press, result) in item["presses"].items()},
        {number: packed.to_aside(kept, base) for number, kept in item.get("aside", {}).items()},
        {counter: packed.to_undoable(kept, base) for counter, kept in item.get("undo", {}).items()},
    )  # fmt: skip
    return line, _made(item["step"], line)


def base_of(day: str) -> int:
    return int(datetime.strptime(day, "%Y-%m-%d").replace(tzinfo=UTC).timestamp())


def ring_key(rid: str, letter: str = "") -> bytes:
    """How the ring keeps a request's id: with the letter of the number that it got, if it got one."""
    return bytes.fromhex(rid) + letter.encode()


def _kept(rid: str, result: str) -> tuple[bytes, int | str]:
    short = packed.short(result, result[:1])
    return (ring_key(rid, result[:1]), short) if isinstance(short, int) else (ring_key(rid), result)


def _result(key: bytes, result: int | str) -> str:
    return result if isinstance(result, str) else f"{key[8:].decode()}{result:03d}"


def _made(told: Mapping[str, Any], line: Line) -> Step:
    """The step as it was; one that was taken at once says neither its seq nor its number, which the line knows."""
    made = Step(
        **{
            **told,
            "moved": tuple(Moved(*one) for one in told.get("moved", ())),
            "letters": tuple(told.get("letters", ())),
        }
    )
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
