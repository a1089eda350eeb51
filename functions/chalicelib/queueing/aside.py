"""The rules by which a ticket leaves its counter and comes back: no-show, hold, resume, transfer."""

from dataclasses import replace

from chalicelib.errors import CounterClosed, GraceOver, HeldNot, NotTaken

from .at_counter import about, called, has_ticket, idle, joined, working
from .commands import Hold, NoShow, Resume, Step, Transfer
from .counter_state import sent, taken_on
from .line import HELD, MISSED, Aside, Cell, Line, Place, Undoable, kind_of, letter_of, list_name
from .order import put_back, reachable

NOBODY_THERE = {
    "id": "Tidak ada loket di lantai itu yang melayani layanan ini",
    "en": "No counter of that floor takes this service",
}
NOBODY_OPEN = {
    "id": "Loket di lantai itu yang melayani layanan ini sedang tutup",
    "en": "The counters of that floor that take this service are closed",
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
    cell = working(line, command.counter)
    if aside is None:
        raise HeldNot(command.number)
    if aside.kind == MISSED and now - aside.at > command.grace:
        raise GraceOver(command.number)
    name, place = reachable(line, aside.list), Place(command.number, aside.turn)
    after = line.with_list(name, put_back(line.places(name), place)).with_aside(command.number, None)
    kind = "resume" if aside.kind == HELD else "return"
    back = (command.number, aside)
    undo = Undoable(kind, now, cell, into=((name, place),), asides=(back,))
    return after.with_undo(command.counter, undo), Step(
        line.seq + 1, kind, command.rid, now, command.by, command.number, command.number, command.counter,
        list=name, turn=place.turn,
    )  # fmt: skip


def transfer(line: Line, command: Transfer, now: int) -> tuple[Line, Step]:
    """Send the counter's ticket to another service, counter or floor, with its turn or as one who comes now."""
    cell = has_ticket(line, command.counter)
    own = letter_of(cell.list)
    letter = command.letter or own
    _somebody_there(line, command, letter)
    name = list_name(letter, kind_of(cell.list), command.to or command.floor)
    after, name, turn = joined(line, cell, name, command.keep_turn or letter == own, command.priority, now)
    made = about(line, "transfer", command, command.counter, cell, now)
    return sent(after, "transfer", command.counter, cell, idle(cell, now), name, turn, now), replace(
        made, phase="waiting", list=name, turn=turn
    )


def _somebody_there(line: Line, command: Transfer, letter: str) -> None:
    if command.to and line.cell(command.to).state == "closed":
        raise CounterClosed(command.to)
    if command.floor and all(letter not in letters for _, letters in command.beside):
        raise NotTaken(NOBODY_THERE, field="floor")
    if command.floor and letter not in taken_on(line, command.beside):
        raise CounterClosed(NOBODY_OPEN, field="floor")


def _put_aside(
    line: Line, kind: str, why: str, command: Hold | NoShow, cell: Cell, now: int
) -> tuple[Line, Step]:
    counter = command.counter
    after = line.with_aside(cell.number, Aside(why, cell.list, cell.turn, now, counter))
    after = after.with_cell(counter, idle(cell, now)).with_undo(counter, Undoable(kind, now, cell))
    return after, about(line, kind, command, counter, cell, now)
