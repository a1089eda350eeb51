"""`step`: the one pure function that changes a line."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from chalicelib.errors import DayEnded, NobodyWaiting, PressStale

from . import aside, at_close, at_counter, counter_state, in_line, offline, undoing
from .at_counter import NOBODY
from .commands import (
    CallNext,
    CallThis,
    CheckIn,
    Command,
    Correct,
    EndDay,
    Finish,
    Hold,
    NoShow,
    Offline,
    Recall,
    Resume,
    Serve,
    SetCounter,
    Step,
    Take,
    Transfer,
    Undo,
    Void,
    Withdraw,
)
from .line import RING, Line


class FenceFallen(Exception):
    """The line has moved so far since the request's fence that its ring cannot answer; the record decides."""


RULES: dict[type[Command], Callable[..., tuple[Line, Step]]] = {
    Take: in_line.take,
    CheckIn: in_line.check_in,
    Withdraw: in_line.withdraw,
    Void: in_line.void,
    CallNext: at_counter.call_next,
    CallThis: at_counter.call_this,
    Recall: at_counter.recall,
    Serve: at_counter.serve,
    Finish: at_counter.finish,
    NoShow: aside.no_show,
    Hold: aside.hold,
    Resume: aside.resume,
    Transfer: aside.transfer,
    SetCounter: counter_state.set_counter,
    Undo: undoing.undo,
    EndDay: at_close.end_day,
    Correct: at_close.correct,
    Offline: offline.offline,
}


def step(line: Line, command: Command, now: int) -> tuple[Line, Step]:
    """The line after a command, and the step that it was; `now` in epoch seconds, from the cloud's clock.

    A request that the line remembers changes nothing: its step comes back with `replayed` and the old `result`.
    Raises a `Refusal` when the rules do not allow it, `FenceFallen` when the ring cannot know.
    """
    known = remembered(line, command)
    if known is not None:
        return line, Step(line.seq, "replay", command.rid, now, command.by, known, replayed=True)
    if command.fence is not None and line.seq - command.fence >= RING:
        raise FenceFallen(command.rid)
    if line.ended and not isinstance(command, Correct):
        raise DayEnded
    after, made = RULES[type(command)](line, command, now)
    return _recorded(after, made, command)


def remembered(line: Line, command: Command) -> str | None:
    """The result that the line remembers for this request, by its press sequence or its ring; None when new."""
    if command.press is not None and command.by in line.presses:
        last, result = line.presses[command.by]
        if command.press == last:
            return result
        if command.press < last:
            raise PressStale
    for rid, result in line.ring:
        if rid == command.rid:
            return result
    return None


def _recorded(line: Line, made: Step, command: Command) -> tuple[Line, Step]:
    ring = (*line.ring, (command.rid, made.result))[-RING:]
    presses: Any = line.presses
    if command.press is not None:
        presses = {**presses, command.by: (command.press, made.result)}
    undo = {counter: one for counter, one in line.undo.items() if undoing.is_kept(one, made.at)}
    return replace(line, seq=made.seq, ring=ring, presses=presses, undo=undo), made


def called(result: str) -> tuple[str, int]:
    """The number and call number of a call's result; raises `NobodyWaiting` when it found nobody."""
    if result == NOBODY:
        raise NobodyWaiting
    number, _, call = result.partition(":")
    return number, int(call or 0)
