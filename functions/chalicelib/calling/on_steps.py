"""The office's hub tells what happened while there was no link: it is played into the line, in its order, once."""

from datetime import UTC, datetime
from typing import Any

from chalicelib import bus, log
from chalicelib.codes import rid_of
from chalicelib.errors import Busy, Invalid, NotInOrder, PressStale, Refusal
from chalicelib.fields import DAY, ID, MESSAGE_ID, is_count
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
    for row in rows:
        try:
            _play(office, key, by, row, now)
        except NotInOrder:
            break
        except Busy:
            raise
        except Refusal as refusal:
            if not isinstance(refusal, PressStale):
                log.write(
                    function="on_steps", office=office.id, run=run, n=row.get("n"), refused=refusal.slug()
                )
    line = lines.read(office.home, key)
    done = line.presses.get(by, (0, ""))[0]
    if line.ended:
        # A manager took the line back and its day was closed meanwhile: nothing more can be played, and the hub may let go.
        done = max([done, *(row["n"] for row in rows)])
    own = str(message.get("id", ""))
    these = {"steps": own} if MESSAGE_ID.fullmatch(own) else {}
    bus.publish(topics.hub_played(office.id), bus.message(now, run=run, n=done, **these))


def _play(office: Office, key: LineKey, by: str, row: Row, now: datetime) -> None:
    if row["kind"] == "take":
        issue_given(office, _given(office, row), now)
        return
    counter, n = str(row.get("counter", "")), row["n"]
    known = next((one for one in office.counters if one.id == counter), None)
    floor = known.floor if known else ""
    command = Offline(
        rid_of("offline", office.id, by, str(n)), by, press=n, kind=row["kind"], at=min(row["at"], int(now.timestamp())),
        number=row.get("number", ""), counter=counter, call=row.get("call", 0), state=row.get("state", ""),
        letters=office.letters(counter) if known else (), floor=floor, beside=office.beside(floor) if floor else (),
        grace=office.starts.grace, onward=onward(office), of=row.get("of", ""),
    )  # fmt: skip
    lines.apply(office.home, key, command, int(now.timestamp()))


def _given(office: Office, row: Row) -> Given:
    """A kiosk's number; the moment is the hub's, which its broker has seen."""
    kiosk = str(row.get("kiosk", ""))
    if not kiosk.startswith(f"{topics.KIOSK}-{office.id}-") or not ID.fullmatch(str(row.get("service", ""))):
        raise Invalid(field="kiosk")
    return Given(
        kiosk, str(row["take"]), str(row["number"]), office.service(row["service"]), row["at"],
        str(row.get("priority", "")), str(row.get("language", "id")),
    )  # fmt: skip
