"""The rules of those who wait: take, check-in, withdraw, and the close of day."""

from dataclasses import replace

from chalicelib.errors import DayGoesOn, TicketGone

from .commands import CheckIn, EndDay, Step, Take, Withdraw
from .line import ABSENT, CLASSES, PRIORITY, WALK_IN, Cell, Line, Place, list_name
from .order import find, is_absent, put

GONE = 6 * 3600
"""Seconds after which somebody who waits does not keep a day from its close."""

COMING = 15 * 60
"""Seconds after a call in which its visitor may be on the way to the counter."""


def take(line: Line, command: Take, now: int) -> tuple[Line, Step]:
    """Issue the letter's next number, once, and put it into its list by its turn."""
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


def list_of(command: Take) -> str:
    """The list that a take puts its ticket into."""
    return list_name(command.letter, CLASSES[command.klass] if command.present else ABSENT)


def check_in(line: Line, command: CheckIn, now: int) -> tuple[Line, Step]:
    """Make a number from home callable, with the turn of when it was taken; once come, a repeat changes nothing.

    A priority that was seen counts from the check-in, unless the number was taken so long before that it comes first.
    """
    name, place = _waiting(line, command.number)
    letter, target, after = name.partition(".")[0], name, line
    if is_absent(name):
        after, came = _without(line, name, place), place
        if command.turn is not None and command.turn < place.turn:
            came = Place(place.number, command.turn)
        target = list_name(letter, WALK_IN if came is place else PRIORITY)
        after, place = after.with_list(target, put(after.places(target), came)), came
    return after, Step(
        line.seq + 1, "check_in", command.rid, now, command.by, place.number, place.number,
        list=target, turn=place.turn,
    )  # fmt: skip


def withdraw(line: Line, command: Withdraw, now: int) -> tuple[Line, Step]:
    """Take a waiting or absent ticket out of the line, for good."""
    name, place = _waiting(line, command.number)
    return _without(line, name, place), Step(
        line.seq + 1,
        "withdraw",
        command.rid,
        now,
        command.by,
        place.number,
        place.number,
        list=name,
        turn=place.turn,
    )


def end_day(line: Line, command: EndDay, now: int) -> tuple[Line, Step]:
    """End all that still wait, finish what counters have, close the counters and the line.

    Gently, it raises `DayGoesOn` while somebody waits or was just called, and leaves the counters open.
    """
    if command.gently and _goes_on(line, now):
        raise DayGoesOn
    numbers = tuple(sorted(place.number for places in line.waiting.values() for place in places))
    closed = {
        counter: Cell(cell.state, since=now, letters=cell.letters) if command.gently else Cell(since=now)
        for counter, cell in line.counters.items()
    }
    after = replace(line, ended=True, waiting={}, counters=closed)
    had = ",".join(cell.number for cell in line.counters.values() if cell.number)
    return after, Step(line.seq + 1, "end", command.rid, now, command.by, "ended", numbers=numbers, done=had)


def _goes_on(line: Line, now: int) -> bool:
    """Whether somebody still waits: of who came long ago and was not called in all that time nobody is there."""
    waits = any(now - place.turn < GONE for places in line.waiting.values() for place in places)
    called = (cell for cell in line.counters.values() if cell.phase == "called")
    return waits or any(now - cell.since < COMING for cell in called)


def _waiting(line: Line, number: str) -> tuple[str, Place]:
    found = find(line, number)
    if found is None:
        raise TicketGone(number)
    return found


def _without(line: Line, name: str, place: Place) -> Line:
    return line.with_list(name, tuple(p for p in line.places(name) if p.number != place.number))
