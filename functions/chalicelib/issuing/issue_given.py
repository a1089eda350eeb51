"""A number that a kiosk issued by itself while there was no link becomes a ticket in the line, once however often it is told."""

import hashlib
import json
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from chalicelib import codes
from chalicelib.errors import TicketGone
from chalicelib.queueing.commands import Void
from chalicelib.queueing.line import Line
from chalicelib.queueing.office import Office, Service
from chalicelib.store import lines, tickets
from chalicelib.store.running import running
from chalicelib.store.tickets import KEPT, Ticket

from .issue import take_number


@dataclass(frozen=True)
class Given:
    """A number of a kiosk's own series: for which of its takes (`key`), and when, in epoch seconds."""

    kiosk: str
    key: str
    number: str
    service: Service
    at: int
    priority: str = ""
    language: str = "id"


def issue_given(office: Office, given: Given, now: datetime) -> tuple[Ticket, Line]:
    """The ticket of the number and its line.

    The take may have reached the cloud before the link broke. Then the number that it got is void, if nobody was called by
    it yet: what the visitor holds is the printed one. Raises a `Refusal`, such as `DayEnded` or `NumberKnown`.
    """
    ticket = _ticket(office, given)
    stored = tickets.put_pending(office.home, ticket)
    if stored.given != given.number:
        _void(office, stored, int(now.timestamp()))
        stored = tickets.put_pending(office.home, _ticket(office, replace(given, key=f"{given.key}.given")))
    if stored.number:
        return stored, lines.read(office.home, stored.line, consistent=False)
    return take_number(office, stored, int(now.timestamp()))


def body_of(service: str, priority: str) -> str:
    """The hash of what a kiosk asked for; the same whether it was answered by the cloud or by itself."""
    return hashlib.sha256(json.dumps([service, priority or None]).encode()).hexdigest()[:32]


def _void(office: Office, ticket: Ticket, now: int) -> None:
    known = ticket if ticket.number else take_number(office, ticket, now)[0]
    command = Void(codes.rid_of("void", ticket.id), known.by, number=known.number)
    try:
        lines.apply(office.home, known.line, command, now)
    except TicketGone:
        # It was called already, or is void by an earlier try.
        return


def _ticket(office: Office, given: Given) -> Ticket:
    code = codes.code(office.home, "ticket", office.id, given.kiosk, given.key)
    own, key = codes.id_of(code), running(office, datetime.fromtimestamp(given.at, UTC))
    seen = lines.read(office.home, key, consistent=False)
    return Ticket(
        id=own, code=code, office=office.id, day=key.day, epoch=key.epoch, service=given.service.id,
        letter=given.service.letter, rid=codes.rid_of(own), fence=seen.seq, body=body_of(given.service.id, given.priority),
        taken=given.at, expires=given.at + KEPT, klass="priority" if given.priority else "walk-in",
        language=given.language, by=given.kiosk, priority=given.priority, given=given.number,
    )  # fmt: skip
