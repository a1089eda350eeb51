"""What a step makes of the tickets that it touches, as changes of their items; pure, so that a repeat is the same."""

from collections.abc import Callable
from typing import Any

from .queueing.commands import Moved, Step
from .queueing.line import PRIORITY, kind_of, letter_of
from .queueing.office import Office
from .store.tickets import Ticket

Changes = dict[str, Any]


def changes(office: Office, step: Step, became: Moved, ticket: Ticket | None) -> Changes:
    """What the step changes in a ticket: its state, and where its visit is, for which the ticket must be known."""
    told: Changes = {"state": became.state}
    if ticket and became.list:
        told |= _at_station(office, step, became, ticket)
        told |= _came(step, became, ticket, "service" in told)
    if became.list and (became.state == "waiting" or step.kind == "undo"):
        told |= {"turn": became.turn}
    if became.state == "served":
        told |= {"finished": step.at}
    if became.number == step.number:
        told |= ABOUT.get(step.kind, lambda step: {})(step)
    return told


def _at_station(office: Office, step: Step, became: Moved, ticket: Ticket) -> Changes:
    """The service that the visit is at now; the one that it left, or came back to by an undo, is noted."""
    service = office.service_of(letter_of(became.list)).id
    if service == ticket.service:
        return {}
    if step.kind == "undo" and ticket.stations and ticket.stations[-1][0] == service:
        return {"service": service, "stations": ticket.stations[:-1]}
    return {"service": service, "stations": (*ticket.stations, (ticket.service, step.at))}


def _came(step: Step, became: Moved, ticket: Ticket, moved_on: bool) -> Changes:
    """How the ticket came to wait, with how it had before, which an undo of that sets back.

    Within its service it is sent to a place, not on: then it came there as it did before.
    """
    if step.kind == "undo":
        return {"via": ticket.via_before} if ticket.state == "waiting" != became.state else {}
    if became.state != "waiting" or step.kind not in VIAS:
        return {}
    via = VIAS[step.kind]
    return {"via": ticket.via if via == "transfer" and not moved_on else via, "via_before": ticket.via}


def takes_answer_back(step: Step, became: Moved, ticket: Ticket) -> bool:
    """Whether a visit that was over goes on by an undo, so that what was said of its end counts no more."""
    return step.kind == "undo" and ticket.state == "served" != became.state and ticket.seq < step.seq


ABOUT: dict[str, Callable[[Step], Changes]] = {
    "check_in": lambda step: {
        "present": True,
        "came": step.at,
        **({"klass": "priority"} if kind_of(step.list) == PRIORITY else {}),
    },
    "call": lambda step: {"counter": step.counter, "call": step.call, "called": step.at},
    "recall": lambda step: {"call": step.call},
    "serve": lambda step: {"served": step.at},
}
"""What else each kind of step changes in the ticket that it is about."""

VIAS = {
    "call": "station",
    "finish": "station",
    "transfer": "transfer",
    "counter": "transfer",
    "resume": "resume",
    "return": "return",
}
"""How a ticket came to wait again, by the kind of the step."""
