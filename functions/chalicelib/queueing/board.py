"""The board: what displays and phones show, a pure function of the line and its office."""

from datetime import UTC, datetime
from typing import Any

from .closed import notices
from .line import Call, Line, letter_of
from .office import Service
from .order import in_call_order
from .waiting_time import Pace, wait

FIRST = 30
"""How many of those who wait a service's board names."""


def board(line: Line, pace: Pace, at: datetime, head: str = "") -> dict[str, Any]:
    """The whole board (schemas/messages/board.json, without the envelope `v`, `id`); `head` is the ledger's last hash."""
    office = pace.office
    letters = {service.letter: service.id for service in office.services}
    order = in_call_order(line, letters)
    return {
        "office": office.id,
        "day": line.key.day,
        "epoch": line.key.epoch,
        "seq": line.seq,
        "at": stamp(at),
        "head": head,
        "waiting": [{"number": p.number, "service": letters[letter_of(name)]} for name, p in order],
        "counters": [_counter(line, counter.id) for counter in office.counters],
        "calls": [_call(call) for call in line.calls],
        "services": [
            {
                "service": service.id,
                "letter": service.letter,
                "waiting": sum(1 for name, _ in order if letter_of(name) == service.letter),
                "minutes": list(wait(line, pace, service)),
            }
            for service in office.services
        ],
        "notices": notices(office, at),
    }


def service_board(whole: dict[str, Any], service: str) -> dict[str, Any]:
    """The board of one service: its first 30 who wait, and how many there are."""
    waiting = [one for one in whole["waiting"] if one["service"] == service]
    return {**whole, "service": service, "waiting": waiting[:FIRST], "total": len(waiting)}


def service_calls(line: Line, service: Service) -> dict[str, Any]:
    """What a page that watches a ticket of the service needs (schemas/messages/calls.json, without the envelope).

    Whole as a board is, so that a lost one is healed by the next; a tenth of its bytes, for phones pay for each.
    """
    waiting = [place.number for _, place in in_call_order(line, service.letter)]
    cells = {name: cell for name, cell in line.counters.items() if cell.number}
    return {
        "office": line.key.office,
        "service": service.id,
        "day": line.key.day,
        "epoch": line.key.epoch,
        "seq": line.seq,
        "waiting": waiting[:FIRST],
        "total": len(waiting),
        "counters": [
            {"counter": name, "number": cell.number, "call": cell.call}
            for name, cell in cells.items()
            if letter_of(cell.list) == service.letter
        ],
    }


def stamp(at: datetime) -> str:
    """A moment on the wire: RFC 3339 in UTC, to the millisecond."""
    return at.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def _counter(line: Line, counter: str) -> dict[str, str]:
    cell = line.cell(counter)
    shown = {"counter": counter, "state": cell.state}
    return {**shown, "number": cell.number} if cell.number else shown


def _call(call: Call) -> dict[str, Any]:
    at = stamp(datetime.fromtimestamp(call.at, UTC))
    return {
        "call": call.call,
        "number": call.number,
        "counter": call.counter,
        "at": at,
        "recall": call.recall,
    }
