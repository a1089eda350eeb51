"""The office's hub tells what happened while there was no link: it is played into the line, in its order, once."""

from datetime import UTC, datetime
from typing import Any

from chalicelib import bus, log
from chalicelib.codes import rid_of
from chalicelib.errors import Busy, Invalid, NotInOrder, PressStale, Refusal
from chalicelib.fields import DAY, GIVEN, ID, MESSAGE_ID, is_count
from chalicelib.issuing.issue_given import Given, issue_given
from chalicelib.log import logged
from chalicelib.queueing.commands import Offline
from chalicelib.queueing.line import LineKey
from chalicelib.queueing.office import Office
from chalicelib.records import each
from chalicelib.store import lines, offices
from schemas import topics

from .onward import onward

Row = dict[str, Any]

STATES = ("", "open", "paused", "closed")
"""What a row may say of a counter's state; most say nothing."""

LONGEST = 80
"""Letters of any text in a row: a message's id is the longest."""


@logged
def handler(event: dict[str, Any], context: Any) -> dict[str, Any]:
    """Play the steps of a batch; what finds the table busy comes again."""
    return each(event, lambda message: play(message, datetime.now(UTC)))


def play(message: dict[str, Any], now: datetime) -> None:
    """Play the steps of one message, and tell the hub as far as its run is in the line."""
    office, thing, run = (
        offices.read(str(message.get("office", ""))),
        str(message.get("thing", "")),
        message.get("run"),
    )
    day, epoch, rows = message.get("day"), message.get("epoch"), message.get("steps")
    if (
        not thing.startswith(f"{topics.HUB}-{office.id}-")
        or not isinstance(run, str)
        or not isinstance(rows, list)
    ):
        return
    if not isinstance(day, str) or not DAY.fullmatch(day) or not is_count(epoch):
        return
    key, by = LineKey(office.id, day, epoch), f"{thing}.{run}"
    rows = [row for row in rows if isinstance(row, dict) and is_count(row.get("n"))]
    for row in rows:
        try:
            _play(office, key, by, row, now)
        except NotInOrder:
            break
        except Busy:
            raise
        except Refusal as refusal:
            if not isinstance(refusal, PressStale):
                log.write(function="on_steps", office=office.id, run=run, n=row["n"], refused=refusal.slug())
    line = lines.read(office.home, key)
    done = line.presses.get(by, (0, ""))[0]
    if line.ended:
        # A manager took the line back and its day was closed meanwhile: nothing more can be played, and the hub may let go.
        done = max([done, *(row["n"] for row in rows)])
    own = str(message.get("id", ""))
    these = {"steps": own} if MESSAGE_ID.fullmatch(own) else {}
    bus.publish(topics.hub_played(office.id), bus.message(now, run=run, n=done, **these))


def _play(office: Office, key: LineKey, by: str, row: Row, now: datetime) -> None:
    """One step; one that makes no sense is a conflict, so that those behind it come home."""
    if row.get("kind") == "take":
        issue_given(office, _given(office, row, now), now)
        return
    counter, state, n = _text(row, "counter"), _text(row, "state"), row["n"]
    known = next((one for one in office.counters if one.id == counter), None)
    kind = _text(row, "kind") if known and state in STATES else ""
    floor = known.floor if known else ""
    command = Offline(
        rid_of("offline", office.id, by, str(n)), by, press=n, kind=kind, at=_happened(row, now),
        number=_text(row, "number"), counter=counter if known else "", call=_count(row, "call"), state=state,
        letters=office.letters(counter) if known else (), floor=floor, beside=office.beside(floor) if floor else (),
        grace=office.starts.grace, onward=onward(office), of=_text(row, "of"),
    )  # fmt: skip
    lines.apply(office.home, key, command, int(now.timestamp()))


def _given(office: Office, row: Row, now: datetime) -> Given:
    """A kiosk's number; the moment is the hub's, which its broker has seen. Raises `Invalid` naming the field."""
    kiosk, own, number, service = (_text(row, name) for name in ("kiosk", "take", "number", "service"))
    fits = {
        "kiosk": kiosk.startswith(f"{topics.KIOSK}-{office.id}-"),
        "service": ID.fullmatch(service),
        "take": MESSAGE_ID.fullmatch(own),
        "number": GIVEN.fullmatch(number),
    }
    for name, whether in fits.items():
        if not whether:
            raise Invalid(field=name)
    more = (_text(row, "priority"), _text(row, "language") or "id")
    return Given(kiosk, own, number, office.service(service), _happened(row, now), *more)


def _happened(row: Row, now: datetime) -> int:
    """When it happened, in epoch seconds, by the hub's clock; not later than now."""
    return min(_count(row, "at") or int(now.timestamp()), int(now.timestamp()))


def _text(row: Row, name: str) -> str:
    """A field that is a short text; empty when it is not."""
    value = row.get(name)
    return value if isinstance(value, str) and len(value) <= LONGEST else ""


def _count(row: Row, name: str) -> int:
    """A field that is a whole number; 0 when it is not."""
    value = row.get(name)
    return value if is_count(value) else 0
