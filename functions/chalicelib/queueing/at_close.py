"""The rules of a day's close, and of what is set right behind it."""

from dataclasses import replace

from chalicelib.errors import DayGoesOn, NotEnded, TicketGone

from .commands import Correct, EndDay, Moved, Step
from .line import HELD, Cell, Line

GONE = 6 * 3600
"""Seconds after which somebody who waits does not keep a day from its close."""

COMING = 15 * 60
"""Seconds after a call in which its visitor may be on the way to the counter."""


def end_day(line: Line, command: EndDay, now: int) -> tuple[Line, Step]:
    """End all that still wait or are on hold, finish what counters have, close the counters and the line.

    Gently, it raises `DayGoesOn` while somebody waits or was just called, and leaves the counters open.
    """
    if command.gently and _goes_on(line, now):
        raise DayGoesOn
    waited = [place.number for places in line.waiting.values() for place in places]
    held = [number for number, aside in line.aside.items() if aside.kind == HELD]
    closed = {
        counter: Cell(cell.state, since=now, letters=cell.letters) if command.gently else Cell(since=now)
        for counter, cell in line.counters.items()
    }
    after = replace(line, ended=True, waiting={}, counters=closed, aside={}, undo={})
    had = sorted(cell.number for cell in line.counters.values() if cell.number)
    moved = [Moved(number, "served") for number in had]
    moved += [Moved(number, "ended") for number in sorted((*waited, *held))]
    return after, Step(line.seq + 1, "end", command.rid, now, command.by, "ended", moved=tuple(moved))


def correct(line: Line, command: Correct, now: int) -> tuple[Line, Step]:
    """Note behind the close what truly became of a ticket of that day; nobody's place changes any more."""
    if not line.ended:
        raise NotEnded
    number, digits = command.number, command.number[1:]
    known = digits.isdecimal() and 1 <= int(digits) <= line.issued.get(number[:1], 0)
    if not known or number != f"{number[:1]}{int(digits):03d}":
        raise TicketGone(number)
    return line, Step(
        line.seq + 1, "correct", command.rid, now, command.by, number, number, phase=command.phase
    )


def _goes_on(line: Line, now: int) -> bool:
    """Whether somebody still waits: of who came long ago and was not called in all that time nobody is there."""
    turns = [place.turn for places in line.waiting.values() for place in places]
    turns += [aside.turn for aside in line.aside.values() if aside.kind == HELD]
    called = (cell for cell in line.counters.values() if cell.phase == "called")
    return any(now - turn < GONE for turn in turns) or any(now - cell.since < COMING for cell in called)
