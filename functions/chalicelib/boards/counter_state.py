"""What a counter's button is told: what the counter does, and which light is on."""

from datetime import datetime
from typing import Any

from chalicelib import bus
from chalicelib.queueing.commands import Step
from chalicelib.queueing.line import Cell, Line
from chalicelib.queueing.office import Office
from schemas import topics


def publish_states(line: Line, office: Office, counters: set[str], now: datetime) -> None:
    """Publish, retained, the state of these counters as the line has them."""
    for counter in sorted(counters & {one.id for one in office.counters}):
        message = bus.message(now, **state_of(line, counter))
        bus.publish(topics.counter_state(office.id, counter), message, retain=True)


def touched(step: Step, office: Office) -> set[str]:
    """The counters that a step changed; a close of day closes all."""
    return {counter.id for counter in office.counters} if step.kind == "end" else {step.counter} - {""}


def state_of(line: Line, counter: str) -> dict[str, Any]:
    """The state of a counter (schemas/messages/state.json, without the envelope)."""
    cell = line.cell(counter)
    state = {
        "day": line.key.day,
        "epoch": line.key.epoch,
        "seq": line.seq,
        "state": cell.state,
        "light": light(cell),
    }
    return {**state, "number": cell.number} if cell.number else state


def light(cell: Cell) -> str:
    """Green when a ticket is called or served, amber when open and idle, off otherwise."""
    if cell.number:
        return "green"
    return "amber" if cell.state == "open" else "off"
