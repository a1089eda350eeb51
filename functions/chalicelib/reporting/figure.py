"""What a step says about its tickets, as numbers and times only: the message from which figures are made."""

from typing import Any

from chalicelib.queueing.commands import Moved, Step
from chalicelib.queueing.line import Line, letter_of
from chalicelib.queueing.order import find, is_absent
from chalicelib.queueing.touched import touched
from chalicelib.queueing.waiting_time import Pace, as_range, expected

UNTOLD = ("recall",)


def figure_of(line: Line, step: Step, pace: Pace) -> dict[str, Any] | None:
    """The message about a step, `line` being the line after it; None for steps that are about no ticket.

    A ticket that waits carries what was promised to it: computed from this very image, so that it is what the
    visitor was shown.
    """
    became = (
        [Moved(step.number, "waiting", step.list, step.turn)] if step.kind == "take" else touched(line, step)
    )
    if step.kind in UNTOLD or not became:
        return None
    key = {"office": line.key.office, "day": line.key.day, "epoch": line.key.epoch, "seq": step.seq}
    return {**key, "events": {one.number: _event(line, step, one, pace) for one in became}}


def _event(line: Line, step: Step, became: Moved, pace: Pace) -> dict[str, Any]:
    """What happened to one ticket (reporting/visit.py folds these)."""
    event: dict[str, Any] = {"kind": step.kind, "state": became.state, "at": step.at}
    if became.list:
        event["service"] = pace.office.service_of(letter_of(became.list)).id
    if became.state == "called":
        event["counter"] = step.counter
    if step.kind == "take":
        event["class"] = step.klass
    if step.kind == "undo":
        event["of"] = step.of
    return event | (_promise(line, became.number, pace) if became.state == "waiting" else {})


def _promise(line: Line, number: str, pace: Pace) -> dict[str, Any]:
    waits = find(line, number)
    if waits is None:
        return {}
    name, place = waits
    service = pace.office.service_of(letter_of(name))
    minutes = expected(line, pace, service, place)
    promised = {"expected": round(minutes, 2), "promised": list(as_range(minutes, pace.of(service)))}
    return promised | ({"absent": True} if is_absent(name) else {})
