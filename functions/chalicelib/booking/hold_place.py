"""Keep a place while the form is open: it is the visitor's until then, and anybody's after."""

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from chalicelib import codes, fields
from chalicelib.errors import HoldOver, SlotPast, UnknownHold
from chalicelib.fields import Body
from chalicelib.queueing.office import Office, Service
from chalicelib.queueing.slots import Slot
from chalicelib.store import holds
from chalicelib.store.holds import Hold
from chalicelib.store.slots import pk_of

from .claim import FAMILY, run_asked, service_of
from .drawn_instead import drawn_instead
from .keys import keys_of


@dataclass(frozen=True)
class Wanted:
    """Places to be kept in a run of slots."""

    service: Service
    run: tuple[Slot, ...]
    n: int


def wanted(office: Office, body: Body, now: datetime) -> Wanted:
    """What a body asks to be kept; refuses the first field that is wrong, and a slot that is not offered."""
    fields.only(body, "service", "slot", "party", "pass")
    service = service_of(office, body)
    return Wanted(
        service, run_asked(office, service, body, now), fields.whole(body, "party", 1, FAMILY, default=1)
    )


def hold_place(
    office: Office, asked: Wanted, caller: str, key: str, body: str, now: datetime
) -> tuple[str, Hold]:
    """The code of the hold, and the hold; a repeat gets the same, until the same moment.

    Raises `KeyReused`, `SlotFull`, `SlotPast`, `DrawnInstead`, and `HoldOver` when the repeat comes too late.
    """
    if asked.run[0].start <= now:
        raise SlotPast(field="slot")
    drawn = drawn_instead(office, asked.service, asked.run[0].id, now)
    if drawn:
        raise drawn
    code, at = codes.code(office.home, "hold", office.id, caller, key), int(now.timestamp())
    slots = tuple(slot.id for slot in asked.run)
    hold = Hold(
        codes.id_of(code), office.id, asked.service.id, slots, asked.n, at + office.hold_minutes * 60, body
    )
    kept = holds.put(office.home, hold)
    if kept.until <= at:
        raise HoldOver
    holds.keep(office.home, keys_of(office, asked.service, asked.run, now), kept, at)
    return code, kept


def drop_hold(office: Office, code: str) -> None:
    """Give the kept places back; again changes nothing."""
    own = codes.read_code(code)
    hold = holds.read(office.home, codes.id_of(own)) if own else None
    if hold is None or hold.office != office.id:
        raise UnknownHold
    holds.drop(office.home, [pk_of(hold.office, hold.service, slot) for slot in hold.slots], hold)


def as_answered(code: str, hold: Hold) -> dict[str, Any]:
    """The hold's answer (schemas/openapi.yaml, Hold)."""
    until = datetime.fromtimestamp(hold.until, UTC).isoformat()
    return {"hold": code, "service": hold.service, "slot": hold.slots[0], "party": hold.n, "until": until}
