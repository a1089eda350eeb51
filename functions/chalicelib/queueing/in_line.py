"""The rules of those who wait: take, check-in, withdraw and void."""

from dataclasses import replace

from chalicelib.errors import CounterClosed, NumberKnown, TicketGone

from .commands import CheckIn, Command, Step, Take, Void, Withdraw
from .line import ABSENT, CLASSES, HELD, PRIORITY, WALK_IN, Line, Place, Undoable, letter_of, list_name
from .order import find, is_absent, put, put_back


def take(line: Line, command: Take, now: int) -> tuple[Line, Step]:
    """Issue the letter's next number, once, and put it into its list by its turn."""
    if command.number:
        return _given(line, command, now)
    n = line.issued.get(command.letter, 0) + 1
    number = f"{command.letter}{n:03d}"
    name = list_of(command)
    issued = {**line.issued, command.letter: n}
    if not command.present:
        issued[name] = issued.get(name, 0) + 1
    after = replace(line, issued=issued).with_list(name, put(line.places(name), Place(number, command.turn)))
    return after, Step(
        line.seq + 1, "take", command.rid, now, command.by, number, number,
        ticket=command.ticket, list=name, klass=command.klass, turn=command.turn,
    )  # fmt: skip


def _given(line: Line, command: Take, now: int) -> tuple[Line, Step]:
    """Put a number in that a kiosk issued; it keeps the list and the turn that it would have had from the cloud.

    Such numbers may come in any order: of those of one second the lower is first, as the kiosk gave them.
    """
    name, number = list_of(command), command.number
    if is_known(line, number):
        raise NumberKnown(number)
    after = line.with_list(name, put_back(line.places(name), Place(number, command.turn)))
    return after, Step(
        line.seq + 1, "take", command.rid, command.at or now, command.by, number, number,
        ticket=command.ticket, list=name, klass=command.klass, turn=command.turn, offline=True,
    )  # fmt: skip


def is_known(line: Line, number: str) -> bool:
    """Whether a number waits, stands aside or is at a counter."""
    at_counters = {cell.number for cell in line.counters.values()}
    return number in line.aside or number in at_counters or find(line, number) is not None


def list_of(command: Take) -> str:
    """The list that a take puts its ticket into."""
    return list_name(command.letter, CLASSES[command.klass] if command.present else ABSENT)


def check_in(line: Line, command: CheckIn, now: int) -> tuple[Line, Step]:
    """Make a number from home callable, with the turn of when it was taken; once come, a repeat changes nothing.

    A priority that was seen counts from the check-in, unless the number was taken so long before that it comes first.
    """
    name, place = _waiting(line, command.number)
    target, after = name, line
    if is_absent(name):
        after, came = without(line, name, place), place
        if command.turn is not None and command.turn < place.turn:
            came = Place(place.number, command.turn)
        target = list_name(letter_of(name), WALK_IN if came is place else PRIORITY)
        after, place = after.with_list(target, put(after.places(target), came)), came
    return after, _made(line, "check_in", command, now, target, place)


def withdraw(line: Line, command: Withdraw, now: int) -> tuple[Line, Step]:
    """Take a ticket that waits, has not come or is on hold out of the line, for good."""
    return _left(line, "withdraw", command, command.number, now)


def void(line: Line, command: Void, now: int) -> tuple[Line, Step]:
    """Take a number that nobody holds out of the line; the counter that says so can take that back."""
    if not command.counter:
        return _left(line, "void", command, command.number, now)
    cell = line.cell(command.counter)
    if cell.state == "closed":
        raise CounterClosed(command.counter)
    after, made = _left(line, "void", command, command.number, now)
    held = command.number in line.aside
    out = () if held else ((made.list, Place(made.number, made.turn)),)
    asides = ((made.number, line.aside[made.number]),) if held else ()
    undo = Undoable("void", now, cell, out=out, asides=asides)
    return after.with_undo(command.counter, undo), replace(made, counter=command.counter)


def without(line: Line, name: str, place: Place) -> Line:
    """The line without one place of a list."""
    return line.with_list(name, tuple(p for p in line.places(name) if p.number != place.number))


def _left(line: Line, kind: str, command: Command, number: str, now: int) -> tuple[Line, Step]:
    held = line.aside.get(number)
    if held is not None and held.kind == HELD:
        made = _made(line, kind, command, now, held.list, Place(number, held.turn))
        return line.with_aside(number, None), made
    name, place = _waiting(line, number)
    return without(line, name, place), _made(line, kind, command, now, name, place)


def _waiting(line: Line, number: str) -> tuple[str, Place]:
    found = find(line, number)
    if found is None:
        raise TicketGone(number)
    return found


def _made(line: Line, kind: str, command: Command, now: int, name: str, place: Place) -> Step:
    return Step(
        line.seq + 1,
        kind,
        command.rid,
        now,
        command.by,
        place.number,
        place.number,
        list=name,
        turn=place.turn,
    )
