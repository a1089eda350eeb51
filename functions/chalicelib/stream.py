"""The one reader of the stream: what follows from each change of a line, a slot or a closure, office by office.

A record that fails, and the later ones of its office in the batch, are parked with their image; the next record of
that office, or the next minute, replays them in order. Other offices go on.
"""

from collections import defaultdict
from datetime import UTC, datetime
from typing import Any

from . import log
from .errors import Busy, UnknownOffice
from .following import follow, follow_closure, follow_slot
from .homes import for_each
from .queueing.ledger import END
from .queueing.office import Office
from .settings import settings
from .showing import Shown
from .store import ledger, offices, parked
from .store.codec import decode, key_of
from .store.table import from_image

Record = tuple[str, dict[str, Any]]
"""A record's sequence number and its image, typed."""


@log.logged
def handler(event: dict[str, Any], context: Any) -> dict[str, Any]:
    """Follow a batch of the stream; called by the clock, without records, see to what waits."""
    now = datetime.now(UTC)
    if "Records" not in event:
        return {"said": {"parked": each_minute(now)}}
    said = [follow_office(office, records, now) for office, records in by_office(event["Records"]).items()]
    faults = [fault for fault in said if fault]
    return {"said": {"parked": len(faults), "faults": faults}} if faults else {}


def each_minute(now: datetime) -> int:
    """Replay what is parked, refresh catalogues and the boards of a new day; how many offices still wait."""
    still: list[str] = []

    def see_to(office: Office) -> None:
        shown = Shown(office, now)
        still.append(replay(office, shown, now))
        shown.publish()
        shown.refresh()

    for_each(see_to)
    return sum(1 for fault in still if fault)


def follow_office(office_id: str, records: list[Record], now: datetime) -> str:
    """Follow one office's records in order; what stopped it, empty when nothing did.

    Only the office's own home follows them: elsewhere they are replicas. An office that was taken away has none;
    those of one whose document cannot be read are parked until it can.
    """
    try:
        office = offices.read(office_id)
    except UnknownOffice as unknown:
        return log.why(unknown)
    except Busy:
        raise
    except Exception as bad:  # noqa: BLE001 - whatever is wrong with this office, the others go on
        for sequence, image in records:
            parked.park(settings().home_region, office_id, sequence, image, log.why(bad))
        return log.why(bad)
    if office.home != settings().home_region:
        return ""
    shown, fault = Shown(office, now), ""
    for sequence, image in records:
        if not fault:
            fault = _attempt(office, image, shown, now)
            if fault and not replay(office, shown, now):
                fault = _attempt(office, image, shown, now)
        if fault:
            parked.park(office.home, office.id, sequence, image, fault)
            _show_anyway(image, shown)
    shown.publish()
    return fault


def replay(office: Office, shown: Shown, now: datetime) -> str:
    """Follow the office's parked records, oldest first, until one fails; what stopped it, empty when nothing did."""
    for one in parked.parked(office.home, office.id):
        fault = _attempt(office, one.image, shown, now)
        if fault:
            return fault
        parked.release(office.home, office.id, one.sequence)
    return ""


def by_office(records: list[dict[str, Any]]) -> dict[str, list[Record]]:
    """The lines', slots' and closures' records of a batch, in order, by office; everything else in the table is passed over."""
    found: dict[str, list[Record]] = defaultdict(list)
    for record in records:
        change = record["dynamodb"]
        kind, _, rest = change["Keys"]["pk"]["S"].partition("#")
        if kind in ("line", "slot", "closure") and "NewImage" in change:
            found[rest.partition("#")[0]].append((str(change["SequenceNumber"]), change["NewImage"]))
    return found


def _attempt(office: Office, image: dict[str, Any], shown: Shown, now: datetime) -> str:
    try:
        _follow(office, image, shown, now)
    except Exception as fault:  # noqa: BLE001 - whatever is wrong with this record, it is parked and other offices go on
        return log.why(fault)
    return ""


def _show_anyway(image: dict[str, Any], shown: Shown) -> None:
    """Displays go on, also while the ledger waits; a record that cannot even be read shows nothing."""
    try:
        item = {name: image[name] for name in ("pk", "seq")}
        shown.missed(key_of(from_image(item)["pk"]), from_image(item)["seq"])
    except (AttributeError, KeyError, TypeError, ValueError):
        return


def _follow(office: Office, image: dict[str, Any], shown: Shown, now: datetime) -> None:
    item = from_image(image)
    if item["pk"].startswith("slot#"):
        follow_slot(office, item, now)
        return
    if item["pk"].startswith("closure#"):
        follow_closure(office)
        return
    line, step = decode(item)
    if step.replayed:
        return
    # A batch that was cut short goes on where it was: what the ledger holds is done, but for the root behind the close.
    if step.kind != END and shown.is_behind(
        line.key, step.seq, lambda: ledger.checkpoint(office.home, line.key)
    ):
        shown.saw(line, step, "", False)
        return
    head, new = follow(office, line, step, now)
    shown.saw(line, step, head, new)
