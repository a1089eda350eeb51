"""What a step says about its tickets, as numbers and times only: the message that becomes their figures."""

from typing import Any

from chalicelib.queueing.commands import Step
from chalicelib.queueing.line import Line
from chalicelib.queueing.order import find, is_absent
from chalicelib.queueing.waiting_time import Pace, as_range, expected

TOLD = ("take", "check_in", "withdraw", "call", "serve", "finish", "no_show", "end")


def figure_of(line: Line, step: Step, pace: Pace) -> dict[str, Any] | None:
    """The message about a step, `line` being the line after it; None for steps that are about no ticket.

    A take, and a check-in of a number from home, carry what was promised: computed from this very image, so that
    it is what the visitor was shown.
    """
    if step.kind not in TOLD:
        return None
    key = {"office": line.key.office, "day": line.key.day, "epoch": line.key.epoch}
    told = {**key, "seq": step.seq, "kind": step.kind, "at": step.at, "number": step.number}
    ended = {"done": [n for n in step.done.split(",") if n], "numbers": list(step.numbers)}
    who = {"counter": step.counter, "class": step.klass}
    more = {name: value for name, value in (ended | who).items() if value}
    return told | more | (_promise(line, step, pace) if step.kind in ("take", "check_in") else {})


def _promise(line: Line, step: Step, pace: Pace) -> dict[str, Any]:
    waits = find(line, step.number)
    if waits is None:
        return {}
    name, place = waits
    service = pace.office.service_of(name.partition(".")[0])
    minutes = expected(line, pace, service, place)
    return {
        "service": service.id,
        "absent": is_absent(name),
        "expected": round(minutes, 2),
        "promised": list(as_range(minutes, pace.of(service))),
    }
