"""What a step made of each ticket that it touched."""

from collections.abc import Callable

from .commands import Moved, Step
from .line import Line

STATES: dict[str, Callable[[Step], str]] = {
    "check_in": lambda step: "waiting",
    "withdraw": lambda step: "withdrawn",
    "void": lambda step: "void",
    "call": lambda step: "called",
    "recall": lambda step: "called",
    "serve": lambda step: "serving",
    "finish": lambda step: step.phase or "served",
    "no_show": lambda step: "no_show",
    "hold": lambda step: "held",
    "resume": lambda step: "waiting",
    "return": lambda step: "waiting",
}
"""The state after each kind of step; of the other kinds it is what the step says, if it says one."""


def touched(line: Line, step: Step) -> list[Moved]:
    """Each ticket that the step touched, with its state and where it waits or waited; `line` is the one after it."""
    own = STATES.get(step.kind, lambda step: step.phase)(step)
    first = [Moved(step.number, own, step.list, step.turn)] if step.number and own else []
    return [_placed(line, one) for one in (*first, *step.moved)]


def _placed(line: Line, one: Moved) -> Moved:
    """A ticket that a counter has again after an undo is where the counter's cell says."""
    for cell in line.counters.values():
        if cell.number == one.number and not one.list:
            return Moved(one.number, one.state, cell.list, cell.turn)
    return one
