"""What the office's hub did while there was no link, played into the line: in its order, once, with the time it happened.

The hub goes by this same kernel, so what it did fits the line as it knew it. Where the line has gone on meanwhile, because
somebody cancelled from home or the last calls of the cloud had not reached the hub, the step is a `conflict`: it changes
nobody's place, stands in the ledger with its reason, and what follows is played on.
"""

from collections.abc import Callable
from dataclasses import replace

from chalicelib.errors import NotInOrder, NotThere, Refusal, TicketGone

from . import aside, at_counter, counter_state, in_line, undoing
from .commands import (
    CallThis,
    CheckIn,
    Finish,
    Hold,
    NoShow,
    Offline,
    Recall,
    Resume,
    Serve,
    SetCounter,
    Step,
    Undo,
)
from .line import Line
from .order import find, is_absent

REASON = "offline"
"""Why a call did not follow the order: by what the hub knew it did."""


def offline(line: Line, command: Offline, now: int) -> tuple[Line, Step]:
    """The line after the hub's next step; raises `NotInOrder` when one before it is missing, to be sent again."""
    before = line.presses.get(command.by, (0, ""))[0]
    if command.press != before + 1:
        raise NotInOrder(command.by)
    # The displays have shown the hub's calls by its numbers: none is given again.
    line = replace(line, call=max(line.call, command.call - 1))
    try:
        after, made = PLAYS.get(command.kind, _unknown)(line, command)
    except Refusal as refusal:
        return replace(line, call=max(line.call, command.call)), _conflict(line, command, refusal)
    return after, replace(made, rid=command.rid, by=command.by, offline=True)


def _call(line: Line, command: Offline) -> tuple[Line, Step]:
    found = find(line, command.number)
    if found is None:
        raise TicketGone(command.number)
    if is_absent(found[0]):
        # Whoever was called there has come, though the cloud did not know of it.
        line, _ = in_line.check_in(line, CheckIn(command.rid, number=command.number), command.at)
        found = find(line, command.number) or found
    asked = CallThis(
        command.rid, command.by, counter=command.counter, letters=command.letters, floor=command.floor,
        onward=command.onward, number=command.number, reason=REASON,
    )  # fmt: skip
    cell = line.cell(command.counter)
    return at_counter.call_found(line, asked, replace(cell, state="open"), found, command.at)


def _recall(line: Line, command: Offline) -> tuple[Line, Step]:
    return at_counter.recall(_has(line, command), Recall(command.rid, counter=command.counter), command.at)


def _serve(line: Line, command: Offline) -> tuple[Line, Step]:
    return at_counter.serve(_has(line, command), Serve(command.rid, counter=command.counter), command.at)


def _finish(line: Line, command: Offline) -> tuple[Line, Step]:
    asked = Finish(command.rid, counter=command.counter, onward=command.onward)
    return at_counter.finish(_has(line, command), asked, command.at)


def _no_show(line: Line, command: Offline) -> tuple[Line, Step]:
    asked = NoShow(command.rid, counter=command.counter, grace=command.grace)
    return aside.no_show(_has(line, command), asked, command.at)


def _hold(line: Line, command: Offline) -> tuple[Line, Step]:
    return aside.hold(_has(line, command), Hold(command.rid, counter=command.counter), command.at)


def _resume(line: Line, command: Offline) -> tuple[Line, Step]:
    asked = Resume(command.rid, counter=command.counter, number=command.number, grace=command.grace)
    return aside.resume(line, asked, command.at)


def _undo(line: Line, command: Offline) -> tuple[Line, Step]:
    asked = Undo(command.rid, counter=command.counter, floor=command.floor, only=command.of)
    after, made = undoing.undo(line, asked, command.at)
    if made.number != command.number:
        raise NotThere(command.number)
    return after, made


def _counter(line: Line, command: Offline) -> tuple[Line, Step]:
    asked = SetCounter(
        command.rid, counter=command.counter, state=command.state, hand_over="line", floor=command.floor,
        beside=command.beside,
    )  # fmt: skip
    return counter_state.set_counter(line, asked, command.at)


def _unknown(line: Line, command: Offline) -> tuple[Line, Step]:
    raise NotThere(command.number)


PLAYS: dict[str, Callable[[Line, Offline], tuple[Line, Step]]] = {
    "call": _call,
    "recall": _recall,
    "serve": _serve,
    "finish": _finish,
    "no_show": _no_show,
    "hold": _hold,
    "resume": _resume,
    "undo": _undo,
    "counter": _counter,
}
"""How each kind of the hub's steps is played."""


def _has(line: Line, command: Offline) -> Line:
    """The line, if the counter has the ticket there that it had at the hub."""
    if line.cell(command.counter).number != command.number:
        raise NotThere(command.number)
    return line


def _conflict(line: Line, command: Offline, refusal: Refusal) -> Step:
    return Step(
        line.seq + 1, "conflict", command.rid, command.at, command.by, refusal.slug(), command.number, command.counter,
        reason=refusal.slug(), of=command.kind, offline=True,
    )  # fmt: skip
