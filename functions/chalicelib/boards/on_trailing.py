"""The trailing copy: the newest board of an office, retained, at most once a second and never forgotten."""

from datetime import UTC, datetime
from typing import Any

from chalicelib import bus
from chalicelib.log import logged
from chalicelib.queueing.line import Line, LineKey
from chalicelib.queueing.office import Office
from chalicelib.queueing.waiting_time import Pace
from chalicelib.records import each
from chalicelib.settings import settings
from chalicelib.store import boards, learnt, leases, ledger, lines, offices
from chalicelib.store.running import running

from .catalogue import publish_catalogue, publish_if_new
from .counter_state import publish_states
from .for_hub import tell_hub
from .publish import publish_board, publish_calls, put_board


@logged
def handler(event: dict[str, Any], context: Any) -> dict[str, Any]:
    """Retain the boards that the records of a batch ask for."""
    return each(event, lambda asked: retain_board(asked, datetime.now(UTC)))


def refresh(office: Office, now: datetime) -> None:
    """Publish the catalogue if it changed; ask for an empty board when the office's day is new, for all when its hub is."""
    publish_if_new(office, now)
    lease = leases.read(office.home, office.id)
    if lease and lease.state != leases.AWAY and lease.seq == leases.UNTOLD:
        # Nothing may happen at the office for hours, and only a change would tell the hub what it needs.
        bus.send(settings().trailing_queue, {"office": office.id, "anew": True})
    today = running(office, now)
    if boards.retained(office.home, office.id) < boards.version(today, 0):
        ask(today, 0, heal=True)


def ask(key: LineKey, seq: int, *, heal: bool = False) -> None:
    """Ask for a retained copy a second from now; `heal` asks for the JSON and the counters' states as well."""
    asked = {"office": key.office, "day": key.day, "epoch": key.epoch, "seq": seq}
    bus.send(settings().trailing_queue, {**asked, "heal": True} if heal else asked, delay=1)


def retain_board(asked: dict[str, Any], now: datetime) -> None:
    """Retain the board as it is now, unless it or a newer one was; a second has to pass between two.

    Where the office itself has changed, `anew`, all of it is published whatever was before.
    """
    if asked.get("anew"):
        _show_anew(asked["office"], now)
        return
    office = offices.read(asked["office"])
    key = LineKey(office.id, asked["day"], asked["epoch"])
    may = boards.claim(office.home, key, asked["seq"], int(now.timestamp() * 1000))
    if may is False:
        ask(key, asked["seq"], heal=bool(asked.get("heal")))
        return
    if may is None and not asked.get("heal"):
        return
    line, pace, head = _seen(office, key, now)
    if may:
        publish_board(line, pace, head, now, retain=True)
        tell_hub(office, line, now)
    if asked.get("heal"):
        # Also when a newer board was retained: what was not published at once is not in a board.
        _heal(line, pace, head, now)
    if may:
        boards.note(office.home, key, max(line.seq, asked["seq"]))


def _show_anew(office_id: str, now: datetime) -> None:
    offices.forget()
    office = offices.read(office_id)
    publish_catalogue(office, now)
    line, pace, head = _seen(office, running(office, now), now)
    publish_board(line, pace, head, now, retain=True)
    tell_hub(office, line, now)
    put_board(line, pace, head, now)


def _seen(office: Office, key: LineKey, now: datetime) -> tuple[Line, Pace, str]:
    """The line as it is, what was learnt of its office, and the hash of its ledger's last entry."""
    line, pace = lines.read(office.home, key), learnt.pace(office, now.timestamp())
    written, last = ledger.head(office.home, key)
    return line, pace, last if written else ""


def _heal(line: Line, pace: Pace, head: str, now: datetime) -> None:
    put_board(line, pace, head, now)
    publish_calls(line, pace.office, {service.letter for service in pace.office.services}, now)
    publish_states(line, pace.office, {counter.id for counter in pace.office.counters}, now)
