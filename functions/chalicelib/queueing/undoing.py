"""Undo: a counter's last step is taken back, only while all that it touched is as it left it."""

from dataclasses import replace

from chalicelib.errors import NothingToUndo, UndoTooLate

from .commands import Moved, Step, Undo
from .in_line import without
from .line import HELD, MISSED, Aside, Line, Place, Undoable, place_of
from .order import put_back, reachable

UNDO = 10
"""Seconds within which a step can be taken back."""

PUT_ASIDE = {"hold": HELD, "no_show": MISSED}
PHASES = {HELD: "held", MISSED: "no_show"}


def undo(line: Line, command: Undo, now: int) -> tuple[Line, Step]:
    """Take the counter's last step back; raises `NothingToUndo`, or `UndoTooLate` after 10 s."""
    last = line.undo.get(command.counter)
    if last is None or not _untouched(line, command.counter, last) or _waited_for(line, command, last):
        raise NothingToUndo(command.counter)
    if command.only not in ("", last.kind):
        raise NothingToUndo(command.counter)
    if now - last.at > UNDO:
        raise UndoTooLate(command.counter)
    after = _back(line, command.counter, last).with_undo(command.counter, None)
    return after, replace(
        _step(line, last, _out(line, command.counter, last)),
        rid=command.rid, at=now, by=command.by, counter=command.counter, state=last.before.state, of=last.kind,
        result=f"{last.before.number}:{last.before.call}" if last.before.number else "undone",
    )  # fmt: skip


def is_kept(last: Undoable, now: int) -> bool:
    """Whether a line remembers how to take a step back.

    A no-show it remembers until the counter's next step: what the office's hub took back in time may be told hours later,
    after somebody has come at the cloud's own time.
    """
    return last.kind == "no_show" or now - last.at <= UNDO


def _untouched(line: Line, counter: str, last: Undoable) -> bool:
    """Every step at the counter leaves its own mark, so its cell is as this one left it; the rest is looked at."""
    aside, had = line.aside.get(last.before.number), last.before
    put = last.kind not in PUT_ASIDE or aside == Aside(
        PUT_ASIDE[last.kind], had.list, had.turn, last.at, counter
    )
    return put and all(place in line.places(name) for name, place in last.into)


def _waited_for(line: Line, command: Undo, last: Undoable) -> bool:
    """Whether somebody waits for this counter or floor alone, who could not be called once it is as it was."""
    cell = line.cell(command.counter)
    less = last.before.state == "closed" != cell.state or last.before.letters != cell.letters
    return less and any(place_of(name) in (command.counter, command.floor or None) for name in line.waiting)


def _back(line: Line, counter: str, last: Undoable) -> Line:
    called, out = line.cell(counter).call, _out(line, counter, last)
    for name, place in last.into:
        line = without(line, name, place)
    for name, place in out:
        line = line.with_list(name, put_back(line.places(name), place))
    if last.kind in PUT_ASIDE:
        line = line.with_aside(last.before.number, None)
    for number, aside in last.asides:
        line = line.with_aside(number, aside)
    if last.kind == "call":
        line = replace(line, calls=tuple(one for one in line.calls if one.call != called))
    return line.with_cell(counter, last.before)


def _out(line: Line, counter: str, last: Undoable) -> tuple[tuple[str, Place], ...]:
    """What goes back into its list; for a call, the ticket called, unless the counter had that one before."""
    cell = line.cell(counter)
    own = ((cell.list, Place(cell.number, cell.turn)),) if cell.number != last.before.number else ()
    out = own if last.kind == "call" else last.out
    return tuple((reachable(line, name), place) for name, place in out)


def _step(line: Line, last: Undoable, out: tuple[tuple[str, Place], ...]) -> Step:
    """What the undo is about: who waits or stands aside again, else whom the counter has again."""
    made, before = Step(line.seq + 1, "undo", "", 0), last.before
    if out:
        (name, place), *_ = out
        has = (Moved(before.number, before.phase),) if last.kind == "call" and before.number else ()
        return replace(made, number=place.number, phase="waiting", list=name, turn=place.turn, moved=has)
    if last.asides:
        (number, aside), *_ = last.asides
        return replace(made, number=number, phase=PHASES[aside.kind], list=aside.list, turn=aside.turn)
    return replace(made, number=before.number, phase=before.phase, list=before.list, turn=before.turn)
