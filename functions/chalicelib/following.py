"""What follows from one step of a line: tickets, figures, messages, and last the ledger, which is the checkpoint.

Each part may be done again: a record that comes twice changes nothing.
"""

from datetime import datetime
from typing import Any

from . import bus
from .booking.confirm import confirm
from .booking.offering import see_offer
from .booking.returns import note_due
from .ledger.append import append_step
from .messaging.near import near_messages
from .queueing.commands import Step
from .queueing.line import Line
from .queueing.office import Office
from .queueing.touched import touched
from .reporting.figure import figure_of
from .settings import settings
from .store import learnt, numbers, offices, surveys, tickets
from .store.tickets import Ticket
from .ticket_states import changes, takes_answer_back


def follow(office: Office, line: Line, step: Step, now: datetime) -> tuple[str, bool]:
    """Do all that follows from a step, save its boards; the hash of its ledger entry, and whether that is new.

    The ledger comes last, so that what it holds is known to be done. Raises `Gap` when a step before is missing.
    """
    ticket = write_tickets(office, line, step)
    figure = figure_of(line, step, learnt.pace(office, now.timestamp()))
    if figure:
        bus.send(settings().figures_queue, figure)
    bus.send_all(settings().messages_queue, near_messages(line, step, office))
    code, priority = (ticket.code, ticket.priority) if ticket else ("", "")
    return append_step(office.home, line.key, step, code, priority)


def follow_slot(office: Office, slot: dict[str, Any], now: datetime) -> None:
    """See to the booking that the slot's last change was about, and have its visitor told; by mark, once.

    What was given back or is offered is noted by when somebody is to look at it again.
    """
    last = slot.get("last") or {}
    if last.get("op") == "book":
        booking = confirm(office, last["booking"], slot["pk"].rpartition("#")[2], now)
        if booking is not None and booking.state == "booked":
            _tell("booked", office, booking.id)
    if last.get("op") in ("cancel", "lapse", "offer", "instead"):
        note_due(office, slot)
    if last.get("op") in ("offer", "instead"):
        booking = see_offer(office, slot, now)
        # Who is offered a slot instead of another is told both in one by the sweep.
        if booking is not None and booking.state == "offered" and last["op"] == "offer":
            _tell("offered", office, booking.id)


def _tell(kind: str, office: Office, booking: str) -> None:
    bus.send(settings().messages_queue, {"kind": kind, "office": office.id, "booking": booking})


def follow_closure(office: Office) -> None:
    """Have boards and catalogue say that a closure was declared or taken back, and all whom it concerns seen to.

    This process goes by it from now on.
    """
    offices.forget()
    bus.send(settings().closures_queue, {"office": office.id})
    for later in (0, offices.FRESH + 5):
        # Once more when no process can go by the office as it was before, and overwrite what is said now.
        bus.send(settings().trailing_queue, {"office": office.id, "anew": True}, delay=later)


def write_tickets(office: Office, line: Line, step: Step) -> Ticket | None:
    """Write what the step did into the tickets that it touched, and return the one that it was about."""
    region = office.home
    if step.kind == "take":
        return _taken(region, line, step)
    became = touched(line, step)
    wanted = {one.number for one in became} | {step.number} - {""}
    ids = numbers.tickets_of(region, line.key, sorted(wanted)) if wanted else {}
    # At the close of a busy day there are hundreds; of those nothing but the state changes.
    whole = {step.number} | {one.number for one in became if one.list}
    known = {number: tickets.read(region, ids[number]) for number in whole & ids.keys()}
    for one in became:
        if one.number in ids:
            ticket = known.get(one.number)
            told = changes(office, step, one, ticket)
            if ticket and takes_answer_back(step, one, ticket):
                surveys.take_back(region, office.id, line.key.day, ticket.id)
                told |= {"surveyed": False}
            tickets.move(region, ids[one.number], step.seq, **told)
    return known.get(step.number)


def _taken(region: str, line: Line, step: Step) -> Ticket | None:
    tickets.fill(region, step.ticket, step)
    ticket = tickets.read(region, step.ticket)
    if ticket:
        numbers.put(region, line.key, step.number, ticket.id, ticket.expires)
    return ticket
