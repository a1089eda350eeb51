"""The rules of a counter: call next, recall, serve, finish, no-show, and open, pause, close."""

from dataclasses import replace

from chalicelib.errors import CounterBusy, CounterClosed, CounterPaused, NobodyWaiting, NotCalled, TooSoon

from .commands import CallNext, Command, Finish, NoShow, Recall, Serve, SetCounter, Step
from .line import CALLS, Call, Cell, Line
from .order import head

SETTLE = 2
"""Seconds after a call within which *next* does not finish it: a second push is a bounce, not a wish."""

NOBODY = "-"
"""The result of a call that found nobody waiting but finished the counter's ticket."""


def call_next(line: Line, command: CallNext, now: int) -> tuple[Line, Step]:
    """Finish the counter's ticket and call the one with the smallest turn, in one step.

    With nobody waiting the ticket is still finished, and the result says that nobody waits.
    """
    cell = _working(line, command.counter)
    if cell.state == "paused":
        raise CounterPaused(command.counter)
    if cell.number and now - cell.since < SETTLE and cell.phase == "called":
        raise TooSoon(command.counter)
    found = head(line, cell.letters or command.letters)
    if found is None:
        return _nobody(line, command, cell, now)
    name, place = found
    call = Call(line.call + 1, place.number, command.counter, now)
    after = _shown(line.with_list(name, line.places(name)[1:]), call).with_cell(
        command.counter,
        replace(
            cell, number=place.number, list=name, turn=place.turn, phase="called", since=now, call=call.call
        ),
    )
    return after, Step(
        line.seq + 1, "call", command.rid, now, command.by, f"{place.number}:{call.call}", place.number,
        command.counter, list=name, turn=place.turn, call=call.call, done=cell.number,
    )  # fmt: skip


def _nobody(line: Line, command: CallNext, cell: Cell, now: int) -> tuple[Line, Step]:
    if not cell.number:
        raise NobodyWaiting(command.counter)
    after = line.with_cell(command.counter, _idle(cell, now))
    return after, _made(line, "finish", command, command.counter, cell, now, NOBODY)


def recall(line: Line, command: Recall, now: int) -> tuple[Line, Step]:
    """Call the counter's ticket again."""
    cell = _called(line, command.counter)
    call = Call(line.call + 1, cell.number, command.counter, now, recall=True)
    after = _shown(line, call).with_cell(command.counter, replace(cell, call=call.call))
    made = _made(line, "recall", command, command.counter, cell, now, f"{cell.number}:{call.call}")
    return after, replace(made, call=call.call)


def serve(line: Line, command: Serve, now: int) -> tuple[Line, Step]:
    """Begin to serve the called visitor."""
    cell = _called(line, command.counter)
    after = line.with_cell(command.counter, replace(cell, phase="serving", since=now))
    return after, _made(line, "serve", command, command.counter, cell, now)


def finish(line: Line, command: Finish, now: int) -> tuple[Line, Step]:
    """End the service of the counter's ticket."""
    cell = _working(line, command.counter)
    if not cell.number:
        raise NotCalled(command.counter)
    after = line.with_cell(command.counter, _idle(cell, now))
    return after, _made(line, "finish", command, command.counter, cell, now)


def no_show(line: Line, command: NoShow, now: int) -> tuple[Line, Step]:
    """Note that the called visitor did not come."""
    cell = _called(line, command.counter)
    after = line.with_cell(command.counter, _idle(cell, now))
    return after, _made(line, "no_show", command, command.counter, cell, now)


def set_counter(line: Line, command: SetCounter, now: int) -> tuple[Line, Step]:
    """Open, pause or close a counter; one that has a ticket cannot close, and closing forgets chosen services."""
    cell = line.cell(command.counter)
    if command.state == "closed" and cell.number:
        raise CounterBusy(command.counter)
    since = cell.since if cell.number else now
    letters = () if command.state == "closed" else command.letters or cell.letters
    after = line.with_cell(command.counter, replace(cell, state=command.state, since=since, letters=letters))
    made = _made(line, "counter", command, command.counter, cell, now, command.state)
    return after, replace(made, state=command.state)


def _idle(cell: Cell, now: int) -> Cell:
    return Cell(cell.state, since=now, letters=cell.letters)


def _working(line: Line, counter: str) -> Cell:
    cell = line.cell(counter)
    if cell.state == "closed":
        raise CounterClosed(counter)
    return cell


def _called(line: Line, counter: str) -> Cell:
    cell = _working(line, counter)
    if not cell.number or cell.phase != "called":
        raise NotCalled(counter)
    return cell


def _shown(line: Line, call: Call) -> Line:
    return replace(line, call=call.call, calls=(*line.calls, call)[-CALLS:])


def _made(
    line: Line, kind: str, command: Command, counter: str, cell: Cell, now: int, result: str = ""
) -> Step:
    result = result or cell.number
    done = cell.number if kind in ("finish", "no_show") else ""
    return Step(
        line.seq + 1, kind, command.rid, now, command.by, result, cell.number, counter,
        list=cell.list, turn=cell.turn, done=done,
    )  # fmt: skip
