"""Commands behind a line: one that lost its race is appended as it was asked, and whoever reads carries it out.

The kernel is pure, so every reader makes the same line of the same commands; the next write of the line folds them in.
So a crowd at one line costs each of them one write more, however large it is.
"""

from collections.abc import Mapping
from dataclasses import fields
from typing import Any

from chalicelib.errors import Refusal
from chalicelib.queueing.commands import Command, Onward, Step
from chalicelib.queueing.line import Line
from chalicelib.queueing.step import RULES, FenceFallen, step

from .plain import Item
from .table import ConditionFailed, Table

LONGEST = 64
"""How many commands may stand behind a line; with more, somebody has to fold them in first."""

END = 9_999
"""An index behind every list: DynamoDB appends there."""

KINDS = {kind.__name__: kind for kind in RULES}


def append(table: Table, pk: str, command: Command, now: int) -> tuple[Item | None, bool]:
    """The item with the command appended, and True; else the item as it is, and False, when it takes no more."""
    names, values = {"#log": "log"}, {":command": pack(command, now), ":longest": LONGEST}
    expression, condition = f"SET #log[{END}] = :command", "size(#log) < :longest"
    try:
        return table.update(pk, "line", expression, condition, names, values), True
    except ConditionFailed as failed:
        return failed.item, False


def carry_out(line: Line, packed: list[Any]) -> tuple[Line, Step]:
    """The line after a logged command; one that the rules refuse, or that was done before, changes nothing."""
    command, now = unpack(packed)
    try:
        return step(line, command, now)
    except (Refusal, FenceFallen):
        return line, Step(line.seq, "replay", command.rid, now, command.by, replayed=True)


def pack(command: Command, now: int) -> list[Any]:
    """The command's kind, its moment, and what is not as usual in it."""
    told = {
        one.name: _plain(getattr(command, one.name))
        for one in fields(command)
        if getattr(command, one.name) != one.default
    }
    return [type(command).__name__, now, told]


def unpack(packed: list[Any]) -> tuple[Command, int]:
    """The command that was packed, and its moment."""
    kind, now, told = packed
    return KINDS[kind](**{name: _value(value) for name, value in told.items()}), int(now)


def _plain(value: Any) -> Any:
    if isinstance(value, Onward):
        return {"next": dict(value.next), "keep_turn": value.keep_turn, "priority": value.priority}
    return [_plain(one) for one in value] if isinstance(value, tuple) else value


def _value(value: Any) -> Any:
    if isinstance(value, Mapping):
        return Onward(value["next"], value["keep_turn"], value["priority"])
    return tuple(_value(one) for one in value) if isinstance(value, list) else value
