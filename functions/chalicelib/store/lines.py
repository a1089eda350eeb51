"""Lines: each command is one conditional write of what the kernel made of the line."""

import random
import time
from collections.abc import Callable
from dataclasses import replace

from chalicelib.errors import Busy
from chalicelib.queueing.commands import Command, Step, Take
from chalicelib.queueing.line import Kept, Line, LineKey
from chalicelib.queueing.step import step

from . import at_once, logged
from . import table as tables
from .codec import decode, encode, line_pk
from .plain import Item
from .table import ConditionFailed, Table

TRIES, AGAIN, PAUSE = 24, 10, 0.1
"""How often a command that cannot be written is tried; how often at once; the longest pause then, in seconds."""

AT_ONCE = 3
"""In which of its first tries a take may go as one expression: the line that was seen may be too old for it."""

FEW, LATELY = 24, 1
"""Up to so many commands behind a line, the last of them in so many seconds: a crowd, which the next one joins at once."""

Writer = Callable[[Table, Line, Line, Step], Line | None]
"""Writes the line after a step; None when written, else the line that was there instead."""


def read(region: str, key: LineKey, consistent: bool = True) -> Line:
    """The line; an empty one before its first step."""
    item = tables.lines(region).get(line_pk(key), "line", consistent)
    return decode(item)[0] if item else Line(key)


def write_if_unchanged(table: Table, line: Line, after: Line, made: Step) -> Line | None:
    """Write what the step changed, if the line is still the one that the step saw (`seq = :seen`)."""
    item, kept = encode(after, made), line.kept
    if line.seq == 0:
        there = table.put_new(item)
        return decode(there)[0] if there else None
    changed = _all_but_keys(item) if kept.behind else changes(encode(line, made), item)
    names = {f"#{i}": name for i, name in enumerate(changed)}
    values = {f":{i}": value for i, value in enumerate(changed.values())}
    sets = ", ".join(f"#{i} = :{i}" for i in range(len(changed)))
    try:
        table.update(
            item["pk"], "line", f"SET {sets}",
            "#seq = :seen AND (attribute_not_exists(#log) OR size(#log) = :behind)",
            {**names, "#seq": "seq", "#log": "log"}, {**values, ":seen": kept.seq, ":behind": kept.behind}, returned="NONE",
        )  # fmt: skip
    except ConditionFailed as failed:
        return decode(failed.item)[0] if failed.item else Line(line.key)
    return None


def apply(
    region: str,
    key: LineKey,
    command: Command,
    now: int,
    seen: Line | None = None,
    write: Writer = write_if_unchanged,
) -> tuple[Line, Step]:
    """Carry a command out on the line, once however often it is asked, and return the line and the step.

    One that lost its race, or finds a crowd at the line, goes behind the line (store/logged), which is never lost; a take
    goes as one expression where it can. A write whose answer was lost is found in the ring by its own next try. `seen` is the line as the caller has just read it, which saves a read. Raises a `Refusal` of the rules,
    `FenceFallen`, or `Busy`.
    """
    table, line = tables.lines(region), seen or read(region, key)
    alone = write is write_if_unchanged
    for lost in range(TRIES):
        if alone and lost < AT_ONCE and isinstance(command, Take) and at_once.fits(line, command):
            taken = at_once.take(table, line, command, now)
            if isinstance(taken, tuple):
                return taken
            line = taken
            continue
        after, made = step(line, command, now)
        if made.replayed:
            return line, made
        if alone and line.kept.behind < logged.LONGEST and (lost or in_a_crowd(line, now)) and line.seq:
            there, done = _behind(table, line, command, now)
            if done:
                return done
        else:
            there = write(table, line, after, made)
        if there is None:
            return replace(after, kept=Kept(after.seq)), made
        line = there if lost < AGAIN else _after_a_pause(region, key)
    raise Busy(key.office)


def _behind(
    table: Table, line: Line, command: Command, now: int
) -> tuple[Line | None, tuple[Line, Step] | None]:
    """Append the command to those that stand behind the line; what it came to, or the line that takes no more."""
    item, appended = logged.append(table, line_pk(line.key), command, now)
    if not appended:
        return (decode(item)[0] if item else Line(line.key)), None
    log = (item or {})["log"]
    before, _ = decode({**(item or {}), "log": log[:-1]})
    after, made = step(before, command, now)
    return None, (replace(after, kept=Kept(before.kept.seq, len(log), now)), made)


def in_a_crowd(line: Line, now: int) -> bool:
    """Whether others are writing to the line just now, so that a race would be lost; else who comes folds them in."""
    return 0 < line.kept.behind < FEW and now - line.kept.at <= LATELY


def changes(before: Item, after: Item) -> Item:
    """The attributes to write: those that the step changed, and the step."""
    return {name: value for name, value in after.items() if name == "step" or before[name] != value}


def _all_but_keys(item: Item) -> Item:
    return {name: value for name, value in item.items() if name not in ("pk", "sk")}


def _after_a_pause(region: str, key: LineKey) -> Line:
    time.sleep(random.uniform(0, PAUSE))
    return read(region, key)
