"""Publish an office's board: at once to who listens, retained to who comes later, as JSON to everyone else."""

from collections.abc import Iterable
from datetime import datetime

from chalicelib import bus
from chalicelib.queueing.board import board, service_board
from chalicelib.queueing.line import Line
from chalicelib.queueing.waiting_time import Pace
from chalicelib.settings import settings
from chalicelib.store import board_json
from schemas import topics

Seen = tuple[Line, str]
"""A line with the hash of the ledger's last entry."""


def publish_board(line: Line, pace: Pace, head: str, now: datetime, *, retain: bool = False) -> None:
    """Publish the whole board, then that of each service; `head` is the hash of the ledger's last entry."""
    office = pace.office
    whole = bus.message(now, **board(line, pace, now, head))
    bus.publish(topics.board(office.id), whole, retain)
    for service in office.services:
        bus.publish(topics.service_board(office.id, service.id), service_board(whole, service.id), retain)


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
