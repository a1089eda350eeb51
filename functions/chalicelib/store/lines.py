"""Lines: each command is one conditional write of what the kernel made of the line."""

import random
import time
from collections.abc import Callable

from chalicelib.errors import Busy
from chalicelib.queueing.commands import Command, Step, Take
from chalicelib.queueing.line import Line, LineKey
from chalicelib.queueing.step import step

from . import at_once
from . import table as tables
from .codec import decode, encode, line_pk
from .plain import Item
from .table import ConditionFailed, Table

TRIES, AGAIN, PAUSE = 24, 10, 0.1
"""How often a command that loses races is tried; how often at once, on the line that won; the longest pause then, in s.

At once is best: with 8 counters that press in one moment the last has its ticket after 8 writes, and sooner than with
pauses and reads between, for about as many requests. Only a crowd spreads itself.
"""

AT_ONCE = 3
"""In which of its first tries a take may go as one expression: the line that was seen may be too old for it."""

Writer = Callable[[Table, Line, Line, Step], Line | None]
"""Writes the line after a step; None when written, else the line that was there instead."""


def read(region: str, key: LineKey, consistent: bool = True) -> Line:
    """The line; an empty one before its first step."""
    item = tables.lines(region).get(line_pk(key), "line", consistent)
    return decode(item)[0] if item else Line(key)


def write_if_unchanged(table: Table, line: Line, after: Line, made: Step) -> Line | None:
    """Write what the step changed, if the line is still the one that the step saw (`seq = :seen`)."""
    item = encode(after, made)
    if line.seq == 0:
        there = table.put_new(item)
        return decode(there)[0] if there else None
    changed = changes(encode(line, made), item)
    names = {f"#{i}": name for i, name in enumerate(changed)}
    values = {f":{i}": value for i, value in enumerate(changed.values())}
    sets = ", ".join(f"#{i} = :{i}" for i in range(len(changed)))
    try:
        table.update(
            item["pk"], "line", f"SET {sets}", "#seq = :seen",
            {**names, "#seq": "seq"}, {**values, ":seen": line.seq}, returned="NONE",
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

    A lost race is tried again on the line that won, at once and at last after random pauses. A write whose answer
    was lost is found in the ring by its own next try. A take goes as one expression where it can, and then loses no
    race. `seen` is the line as the caller has just read it, which saves a read. Raises a `Refusal` of the rules,
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
        there = write(table, line, after, made)
        if there is None:
            return after, made
        line = there if lost < AGAIN else _after_a_pause(region, key)
    raise Busy(key.office)


def changes(before: Item, after: Item) -> Item:
    """The attributes to write: those that the step changed, and the step."""
    return {name: value for name, value in after.items() if name == "step" or before[name] != value}


def _after_a_pause(region: str, key: LineKey) -> Line:
    time.sleep(random.uniform(0, PAUSE))
    return read(region, key)
