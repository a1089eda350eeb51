"""A number is issued once, however often and however late it is asked for."""

from dataclasses import replace

from chalicelib.errors import Busy, KeyReused
from chalicelib.queueing.commands import Take
from chalicelib.queueing.line import RING, Line
from chalicelib.queueing.office import Office
from chalicelib.queueing.order import turn
from chalicelib.queueing.step import FenceFallen
from chalicelib.store import ledger, lines, tickets
from chalicelib.store.tickets import Ticket

FENCES = 3
"""How often a request that never happened may start anew within one answer."""


def issue(office: Office, ticket: Ticket, now: int, seen: Line | None = None) -> tuple[Ticket, Line]:
    """Write the ticket, take its number in the line, and return both as they are then.

    The ticket comes first, so a crash in between leaves a ticket that a repeat completes. A repeat gets the ticket
    that is there, also from another day. `seen` is the line as the caller has read it, however stale: the write
    itself finds out. Raises `KeyReused` when it asked for something else.
    """
    stored = tickets.put_pending(office.home, ticket)
    if stored.body != ticket.body:
        raise KeyReused
    if stored.number:
        return stored, lines.read(office.home, stored.line, consistent=False)
    return take_number(office, stored, now, seen)


def take_number(office: Office, ticket: Ticket, now: int, seen: Line | None = None) -> tuple[Ticket, Line]:
    """Carry out a pending ticket's step, or find what it did; raises `Busy` while nobody can know."""
    for _ in range(FENCES):
        command = Take(
            ticket.rid, ticket.by, ticket.fence, letter=ticket.letter, klass=ticket.klass,
            turn=turn_of(office, ticket), present=ticket.present, ticket=ticket.id,
            number=ticket.given, at=ticket.taken if ticket.given else 0,
        )  # fmt: skip
        try:
            known = seen if seen and seen.key == ticket.line else None
            line, made = lines.apply(office.home, ticket.line, command, now, known)
        except FenceFallen:
            ticket, done = _after_the_fence(office, ticket)
            seen = None
            if done:
                return ticket, done
            continue
        return replace(ticket, number=made.result, turn=command.turn, state="waiting"), line
    raise Busy


def turn_of(office: Office, ticket: Ticket) -> int:
    """The turn of a ticket by the office's rules, from when it was taken and for a booking from its slot."""
    return turn(ticket.klass, ticket.taken, ticket.slot or None, office.starts)


def _after_the_fence(office: Office, ticket: Ticket) -> tuple[Ticket, Line | None]:
    """The ticket decides: filled, it is the answer; empty though the stream has passed, it may begin anew.

    The stream fills a ticket before it notes how far it came, so its mark is read before the ticket.
    """
    line = lines.read(office.home, ticket.line)
    passed = ledger.checkpoint(office.home, ticket.line) >= line.seq - RING
    again = tickets.read(office.home, ticket.id)
    if again is not None and again.number:
        return again, line
    if again is None or not passed:
        raise Busy
    # Only from the fence that fell: a twin that has set another may have taken the number behind it.
    tickets.renew_fence(office.home, ticket, line.seq)
    return tickets.read(office.home, ticket.id) or again, None
