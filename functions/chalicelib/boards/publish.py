"""Publish an office's board: at once to who listens, retained to who comes later, as JSON to everyone else."""

from collections.abc import Container, Iterable
from datetime import datetime

from chalicelib import bus
from chalicelib.queueing.board import board, service_board, service_calls
from chalicelib.queueing.commands import Step
from chalicelib.queueing.line import Line, letter_of
from chalicelib.queueing.office import Office
from chalicelib.queueing.touched import touched
from chalicelib.queueing.waiting_time import Pace
from chalicelib.settings import settings
from chalicelib.store import board_json
from schemas import topics

Seen = tuple[Line, str]
"""A line with the hash of the ledger's last entry."""

JOINING = ("take", "check_in")
"""Kinds of steps by which somebody joins a line."""

ANYWHERE = ("undo", "end")
"""Kinds of steps that do not say every list they changed."""


def publish_board(line: Line, pace: Pace, head: str, now: datetime, *, retain: bool = False) -> None:
    """Publish the whole board, then that of each service; `head` is the hash of the ledger's last entry."""
    office = pace.office
    whole = bus.message(now, **board(line, pace, now, head))
    bus.publish(topics.board(office.id), whole, retain)
    for service in office.services:
        bus.publish(topics.service_board(office.id, service.id), service_board(whole, service.id), retain)


def publish_calls(line: Line, office: Office, letters: Container[str], now: datetime) -> None:
    """Publish to who watches a ticket what there is to know of the services with these letters."""
    for service in office.services:
        if service.letter in letters:
            topic = topics.service_calls(office.id, service.id)
            bus.publish(topic, bus.message(now, **service_calls(line, service)))


def moved(line: Line, step: Step, office: Office) -> set[str]:
    """The letters of the services whose calls a step changed; who joins a line changes nothing for those before."""
    if step.kind in JOINING:
        return set()
    if step.kind in ANYWHERE:
        return {service.letter for service in office.services}
    # What the counter had before the step may be of another service than what it has now.
    last = line.undo.get(step.counter)
    lists = {one.list for one in touched(line, step)} | ({last.before.list} if last else set())
    return {letter_of(name) for name in lists if name}


def put_board(line: Line, pace: Pace, head: str, now: datetime) -> None:
    """Write the board that phones read through the API."""
    office = pace.office
    bus.put_json(
        settings().boards_bucket(office.home), board_json.key(office.id), board(line, pace, now, head)
    )


def worth_showing(seen: Iterable[Seen]) -> list[Seen]:
    """Of lines that follow each other: the last, and those without which a call would be on no board."""
    chosen: list[Seen] = []
    shown, before = -1, None
    for one in seen:
        line = one[0]
        if before is None:
            shown = max(line.call - 1, 0)
        elif line.calls and line.calls[0].call > shown + 1 and before[0].call > shown:
            chosen.append(before)
            shown = before[0].call
        before = one
    return [*chosen, before] if before else []
