"""The rules of a counter's call and service: call next, call this one, recall, serve, finish."""

from dataclasses import replace

from chalicelib.errors import (
    CounterClosed,
    CounterPaused,
    NobodyWaiting,
    NotCalled,
    NotPresent,
    ReasonMissing,
    TicketGone,
    TooSoon,
)

from .commands import REASONS, CallNext, CallThis, Command, Finish, Moved, Onward, Recall, Serve, Step
from .in_line import without
from .line import CALLS, PRIORITY, Call, Cell, Line, Place, Undoable, kind_of, letter_of, list_name
from .order import find, head, is_absent, put, put_back

SETTLE = 2
"""Seconds after a call within which *next* does not finish it: a second push is a bounce, not a wish."""

NO_REASON = "-"

NOBODY = "-"
"""The result of a call that found nobody waiting but finished the counter's ticket."""


def call_next(line: Line, command: CallNext, now: int) -> tuple[Line, Step]:
    """Finish the counter's ticket and call the one with the smallest turn, in one step.

    With nobody waiting the ticket is still finished, and the result says that nobody waits.
    """
    cell = _free_to_call(line, command, now)
    after, done = _finished(line, cell, command.onward, now)
    found = head(after, cell.letters or command.letters, command.floor, command.counter)
    if found is not None:
        return _call(after, command, cell, done, found, now)
    if not cell.number:
        raise NobodyWaiting(command.counter)
    return finish(
        line, Finish(command.rid, command.by, counter=command.counter, onward=command.onward), now, NOBODY
    )


def call_this(line: Line, command: CallThis, now: int) -> tuple[Line, Step]:
    """Finish the counter's ticket and call the one that was chosen; before its turn only for a reason."""
    cell = _free_to_call(line, command, now)
    found = find(line, command.number)
    if found is None:
        raise TicketGone(command.number)
    if is_absent(found[0]):
        raise NotPresent(command.number)
    after, made = call_found(line, command, cell, found, now)
    if made.reason not in ("", *REASONS):
        raise ReasonMissing(field="reason")
    return after, made


def call_found(
    line: Line, command: CallThis, cell: Cell, found: tuple[str, Place], now: int
) -> tuple[Line, Step]:
    """Finish the counter's ticket and call what was found in the line; the step has the reason if it is not its turn."""
    after, done = _finished(line, cell, command.onward, now)
    in_turn = found == head(after, cell.letters or command.letters, command.floor, command.counter)
    after, made = _call(after, command, cell, done, found, now)
    return after, replace(made, reason="" if in_turn else command.reason or NO_REASON)


def recall(line: Line, command: Recall, now: int) -> tuple[Line, Step]:
    """Call the counter's ticket again."""
    cell = called(line, command.counter)
    call = Call(line.call + 1, cell.number, command.counter, now, recall=True)
    after = _shown(line, call).with_cell(command.counter, replace(cell, call=call.call))
    made = about(line, "recall", command, command.counter, cell, now)
    made = replace(made, result=f"{cell.number}:{call.call}", call=call.call)
    return after.with_undo(command.counter, None), made


def serve(line: Line, command: Serve, now: int) -> tuple[Line, Step]:
    """Begin to serve the called visitor."""
    cell = called(line, command.counter)
    after = line.with_cell(command.counter, replace(cell, phase="serving", since=now))
    undo = Undoable("serve", now, cell)
    return after.with_undo(command.counter, undo), about(line, "serve", command, command.counter, cell, now)


def finish(line: Line, command: Finish, now: int, result: str = "") -> tuple[Line, Step]:
    """End the service of the counter's ticket, which goes on to its next station if there is one."""
    cell = has_ticket(line, command.counter)
    after, done = _finished(line, cell, Onward() if command.last else command.onward, now)
    into = _joined(done)
    undo = Undoable("finish", now, cell, into=into)
    made = about(line, "finish", command, command.counter, cell, now, result)
    if into:
        made = replace(made, phase="waiting", list=done[0].list, turn=done[0].turn)
    return after.with_cell(command.counter, idle(cell, now)).with_undo(command.counter, undo), made


def idle(cell: Cell, now: int) -> Cell:
    """The counter's cell without a ticket."""
    return Cell(cell.state, since=now, letters=cell.letters)


def working(line: Line, counter: str) -> Cell:
    """The cell of a counter that is not closed; raises `CounterClosed`."""
    cell = line.cell(counter)
    if cell.state == "closed":
        raise CounterClosed(counter)
    return cell


def has_ticket(line: Line, counter: str) -> Cell:
    """The cell of a counter that has a ticket; raises `NotCalled`."""
    cell = working(line, counter)
    if not cell.number:
        raise NotCalled(counter)
    return cell


def called(line: Line, counter: str) -> Cell:
    """The cell of a counter that called and does not serve yet; raises `NotCalled`."""
    cell = has_ticket(line, counter)
    if cell.phase != "called":
        raise NotCalled(counter)
    return cell


def about(
    line: Line, kind: str, command: Command, counter: str, cell: Cell, now: int, result: str = ""
) -> Step:
    """A step about the ticket that a counter has."""
    return Step(
        line.seq + 1, kind, command.rid, now, command.by, result or cell.number, cell.number, counter,
        list=cell.list, turn=cell.turn,
    )  # fmt: skip


def _free_to_call(line: Line, command: CallNext, now: int) -> Cell:
    cell = working(line, command.counter)
    if cell.state == "paused":
        raise CounterPaused(command.counter)
    # Two functions' clocks may be apart; one that is far behind does not lock the counter.
    if cell.number and abs(now - cell.since) < SETTLE and cell.phase == "called":
        raise TooSoon(command.counter)
    return cell


def _call(
    line: Line, command: CallNext, cell: Cell, done: tuple[Moved, ...], found: tuple[str, Place], now: int
) -> tuple[Line, Step]:
    """Call what was found in the line, from which the counter's former ticket `done` has gone on."""
    (name, place), counter = found, command.counter
    call = Call(line.call + 1, place.number, counter, now)
    others = tuple(one for one in done if one.number != place.number)
    has = Cell(cell.state, place.number, name, place.turn, "called", now, call.call, cell.letters)
    undo = Undoable("call", now, cell, into=_joined(others))
    after = _shown(without(line, name, place), call).with_cell(counter, has).with_undo(counter, undo)
    return after, Step(
        line.seq + 1, "call", command.rid, now, command.by, f"{place.number}:{call.call}", place.number,
        counter, list=name, turn=place.turn, call=call.call, moved=others, letters=cell.letters or command.letters,
    )  # fmt: skip


def _finished(line: Line, cell: Cell, onward: Onward, now: int) -> tuple[Line, tuple[Moved, ...]]:
    """The line in which the counter's ticket waits for its next station, and what became of it."""
    if not cell.number:
        return line, ()
    letter = onward.next.get(letter_of(cell.list))
    if letter is None:
        return line, (Moved(cell.number, "served"),)
    after, name, turn = joined(
        line, cell, list_name(letter, kind_of(cell.list)), onward.keep_turn, onward.priority, now
    )
    return after, (Moved(cell.number, "waiting", name, turn),)


def joined(
    line: Line, cell: Cell, name: str, keep_turn: bool, priority: int, now: int
) -> tuple[Line, str, int]:
    """The line in which a counter's ticket waits in a list: with the turn it had, or as one who comes now."""
    turn = cell.turn if keep_turn else now - (priority if kind_of(name) == PRIORITY else 0)
    place = Place(cell.number, turn)
    places = put_back(line.places(name), place) if keep_turn else put(line.places(name), place)
    return line.with_list(name, places), name, turn


def _joined(done: tuple[Moved, ...]) -> tuple[tuple[str, Place], ...]:
    return tuple((one.list, Place(one.number, one.turn)) for one in done if one.state == "waiting")


def _shown(line: Line, call: Call) -> Line:
    return replace(line, call=call.call, calls=(*line.calls, call)[-CALLS:])
