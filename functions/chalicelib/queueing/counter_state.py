"""The rules of a counter's state: open, pause, close, the services it takes, and the hand-over of who waits for it."""

from dataclasses import replace

from chalicelib.errors import CounterBusy, CounterClosed

from .at_counter import about, joined
from .commands import Beside, Moved, SetCounter, Step
from .line import Cell, Line, Place, Undoable, kind_of, letter_of, list_name, place_of
from .order import put_back


def set_counter(line: Line, command: SetCounter, now: int) -> tuple[Line, Step]:
    """Open, pause or close a counter; closing forgets chosen services.

    One that has a ticket closes only if it hands that over: to the line, or to a counter that is open. Who waits for
    this counter alone, or for a floor where nobody takes their service any more, waits for any that does.
    """
    counter, cell = command.counter, line.cell(command.counter)
    closes = command.state == "closed"
    letters = () if closes else command.letters or cell.letters
    has = replace(cell, state=command.state, since=cell.since if cell.number else now, letters=letters)
    made = replace(
        about(line, "counter", command, counter, cell, now, command.state),
        state=command.state,
        letters=letters,
    )
    if closes and cell.number:
        name = _handed_to(line, command, cell)
        line, name, turn = joined(line, cell, name, True, 0, now)
        made = replace(made, phase="waiting", list=name, turn=turn)
        after = sent(line, "counter", counter, cell, Cell("closed", since=now), name, turn, now)
    else:
        after = line.with_cell(counter, has).with_undo(counter, Undoable("counter", now, cell))
    after, moved = _released(after, command)
    # Who waited here alone may be called elsewhere at once: such a change is not taken back.
    return (after.with_undo(counter, None) if moved else after), replace(made, moved=moved)


def taken_on(line: Line, beside: Beside) -> set[str]:
    """The letters that the counters of a floor take which are not closed now."""
    working = ((line.cell(counter), given) for counter, given in beside)
    return {letter for cell, given in working if cell.state != "closed" for letter in cell.letters or given}


def sent(
    line: Line, kind: str, counter: str, had: Cell, now_has: Cell, name: str, turn: int, now: int
) -> Line:
    """The line in which a counter has let go of its ticket, which waits in a list now."""
    undo = Undoable(kind, now, had, into=((name, Place(had.number, turn)),))
    return line.with_cell(counter, now_has).with_undo(counter, undo)


def _handed_to(line: Line, command: SetCounter, cell: Cell) -> str:
    if not command.hand_over:
        raise CounterBusy(command.counter)
    to = "" if command.hand_over == "line" else command.hand_over
    if to and (to == command.counter or line.cell(to).state == "closed"):
        raise CounterClosed(to)
    return list_name(letter_of(cell.list), kind_of(cell.list), to)


def _released(line: Line, command: SetCounter) -> tuple[Line, tuple[Moved, ...]]:
    """The line in which those whom nobody could call any more wait for any counter that takes their service."""
    taken, moved = taken_on(line, command.beside), []
    for name in sorted(line.waiting):
        alone = place_of(name) == command.counter and command.state == "closed"
        left = bool(command.floor) and place_of(name) == command.floor and letter_of(name) not in taken
        if not (alone or left):
            continue
        target = list_name(letter_of(name), kind_of(name))
        for place in line.places(name):
            line = line.with_list(target, put_back(line.places(target), place))
            moved.append(Moved(place.number, "waiting", target, place.turn))
        line = line.with_list(name, ())
    return line, tuple(moved)
