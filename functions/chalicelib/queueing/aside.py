"""The rules by which a ticket leaves its counter and comes back: no-show, hold, resume, transfer, hand-over."""

from dataclasses import replace

from chalicelib.errors import CounterBusy, CounterClosed, GraceOver, HeldNot, NotTaken

from .at_counter import about, called, has_ticket, idle, joined
from .commands import Hold, Moved, NoShow, Resume, SetCounter, Step, Transfer
from .line import (
    HELD,
    MISSED,
    Aside,
    Cell,
    Line,
    Place,
    Undoable,
    kind_of,
    letter_of,
    list_name,
    place_of,
)
from .order import put_back, reachable

NOBODY_THERE = {
    "id": "Tidak ada loket di lantai itu yang melayani layanan ini",
    "en": "No counter of that floor takes this service",
}


def no_show(line: Line, command: NoShow, now: int) -> tuple[Line, Step]:
    """Note that the called visitor did not come; those whose grace is over are forgotten."""
    cell = called(line, command.counter)
    kept = {n: one for n, one in line.aside.items() if one.kind == HELD or now - one.at <= command.grace}
    return _put_aside(replace(line, aside=kept), "no_show", MISSED, command, cell, now)


def hold(line: Line, command: Hold, now: int) -> tuple[Line, Step]:
    """Put the counter's ticket aside until staff resume it."""
    return _put_aside(line, "hold", HELD, command, has_ticket(line, command.counter), now)


def resume(line: Line, command: Resume, now: int) -> tuple[Line, Step]:
    """Let a held ticket, or a missed one within its grace, wait again where it waited, with the turn it had."""
    aside = line.aside.get(command.number)
    if aside is None:
        raise HeldNot(command.number)
    if aside.kind == MISSED and now - aside.at > command.grace:
        raise GraceOver(command.number)
    name, place = reachable(line, aside.list), Place(command.number, aside.turn)
    after = line.with_list(name, put_back(line.places(name), place)).with_aside(command.number, None)
    kind = "resume" if aside.kind == HELD else "return"
    cell, back = line.cell(command.counter), (command.number, aside)
    undo = Undoable(kind, now, cell, into=((name, place),), asides=(back,))
    return after.with_undo(command.counter, undo), Step(
        line.seq + 1, kind, command.rid, now, command.by, command.number, command.number, command.counter,
        list=name, turn=place.turn,
    )  # fmt: skip


def transfer(line: Line, command: Transfer, now: int) -> tuple[Line, Step]:
    """Send the counter's ticket to another service, counter or floor, with its turn or as one who comes now."""
    cell = has_ticket(line, command.counter)
    if command.to and line.cell(command.to).state == "closed":
        raise CounterClosed(command.to)
    letter = command.letter or letter_of(cell.list)
    if command.letters and letter not in command.letters:
        raise NotTaken(NOBODY_THERE, field="floor")
    name = list_name(letter, kind_of(cell.list), command.to or command.floor)
    after, name, turn = joined(line, cell, name, command.keep_turn, command.priority, now)
    made = about(line, "transfer", command, command.counter, cell, now)
    return _sent(after, "transfer", command.counter, cell, idle(cell, now), name, turn, now), replace(
        made, phase="waiting", list=name, turn=turn
    )


def set_counter(line: Line, command: SetCounter, now: int) -> tuple[Line, Step]:
    """Open, pause or close a counter; closing forgets chosen services, and hands over who waits for it alone.

    One that has a ticket closes only if it hands that over: to the line, or to a counter that is open.
    """
    counter, cell = command.counter, line.cell(command.counter)
    made = replace(about(line, "counter", command, counter, cell, now, command.state), state=command.state)
    since = cell.since if cell.number else now
    letters = () if command.state == "closed" else command.letters or cell.letters
    after_cell = replace(cell, state=command.state, since=since, letters=letters)
    if command.state != "closed":
        return line.with_cell(counter, after_cell).with_undo(counter, Undoable("counter", now, cell)), made
    line, moved = _released(line, counter)
    made = replace(made, moved=moved)
    if not cell.number:
        # Who waited for this counter alone may have been called elsewhere since: such a close is not taken back.
        undo = None if moved else Undoable("counter", now, cell)
        return line.with_cell(counter, after_cell).with_undo(counter, undo), made
    name = _handed_to(line, command, cell)
    line, name, turn = joined(line, cell, name, True, 0, now)
    after = _sent(line, "counter", counter, cell, Cell("closed", since=now), name, turn, now)
    after = after.with_undo(counter, None) if moved else after
    return after, replace(made, phase="waiting", list=name, turn=turn)


def _put_aside(
    line: Line, kind: str, why: str, command: Hold | NoShow, cell: Cell, now: int
) -> tuple[Line, Step]:
    counter = command.counter
    after = line.with_aside(cell.number, Aside(why, cell.list, cell.turn, now, counter))
    after = after.with_cell(counter, idle(cell, now)).with_undo(counter, Undoable(kind, now, cell))
    return after, about(line, kind, command, counter, cell, now)


def _sent(
    line: Line, kind: str, counter: str, had: Cell, now_has: Cell, name: str, turn: int, now: int
) -> Line:
    undo = Undoable(kind, now, had, into=((name, Place(had.number, turn)),))
    return line.with_cell(counter, now_has).with_undo(counter, undo)


def _handed_to(line: Line, command: SetCounter, cell: Cell) -> str:
    if not command.hand_over:
        raise CounterBusy(command.counter)
    to = "" if command.hand_over == "line" else command.hand_over
    if to and (to == command.counter or line.cell(to).state == "closed"):
        raise CounterClosed(to)
    return list_name(letter_of(cell.list), kind_of(cell.list), to)


def _released(line: Line, counter: str) -> tuple[Line, tuple[Moved, ...]]:
    """The line in which those who wait for this counter alone wait for any that takes their service."""
    moved: list[Moved] = []
    for name in sorted(line.waiting):
        if place_of(name) != counter:
            continue
        target = list_name(letter_of(name), kind_of(name))
        for place in line.places(name):
            line = line.with_list(target, put_back(line.places(target), place))
            moved.append(Moved(place.number, "waiting", target, place.turn))
        line = line.with_list(name, ())
    return line, tuple(moved)
