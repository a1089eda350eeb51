"""A line as JSON, for the office's hub: all that the rules go by, and nothing of how the store keeps it."""

import json
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from typing import Any

from .line import Aside, Call, Cell, Line, LineKey, Place, Undoable


def to_json(line: Line) -> str:
    """The line as JSON text; what is as usual in a part is left out."""
    told = {
        one.name: _plain(getattr(line, one.name)) for one in fields(line) if one.name not in ("key", "kept")
    }
    own = {"office": line.key.office, "day": line.key.day, "epoch": line.key.epoch}
    return json.dumps(own | told, separators=(",", ":"), ensure_ascii=False)


def from_json(text: str) -> Line:
    """The line of `to_json`; raises ValueError, KeyError or TypeError for anything else."""
    told = json.loads(text)
    return Line(
        LineKey(told["office"], told["day"], told["epoch"]),
        told["seq"],
        told["ended"],
        dict(told["issued"]),
        {name: tuple(Place(**one) for one in places) for name, places in told["waiting"].items()},
        {counter: _cell(cell) for counter, cell in told["counters"].items()},
        told["call"],
        tuple(Call(**one) for one in told["calls"]),
        tuple((rid, result) for rid, result in told["ring"]),
        {thing: (press, result) for thing, (press, result) in told["presses"].items()},
        {number: Aside(**one) for number, one in told["aside"].items()},
        {counter: _undoable(one) for counter, one in told["undo"].items()},
    )


def _plain(value: Any) -> Any:
    if is_dataclass(value):
        every = ((one, getattr(value, one.name)) for one in fields(value))
        return {one.name: _plain(its) for one, its in every if its != one.default}
    if isinstance(value, Mapping):
        return {name: _plain(one) for name, one in value.items()}
    return [_plain(one) for one in value] if isinstance(value, tuple) else value


def _cell(told: dict[str, Any]) -> Cell:
    return Cell(**{**told, "letters": tuple(told.get("letters", ()))})


def _undoable(told: dict[str, Any]) -> Undoable:
    lists = {
        name: tuple((on, Place(**place)) for on, place in told.get(name, ())) for name in ("out", "into")
    }
    asides = tuple((number, Aside(**one)) for number, one in told.get("asides", ()))
    return Undoable(told["kind"], told["at"], _cell(told["before"]), **lists, asides=asides)
