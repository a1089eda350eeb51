"""Keep a place while the form is open: it is the visitor's until then, and anybody's after."""

from datetime import UTC, datetime
from typing import Any

from chalicelib import codes, fields
from chalicelib.errors import HoldOver, NotAdmitted, Refusal, SlotFull, UnknownHold
from chalicelib.fields import Body
from chalicelib.queueing.office import Office
from chalicelib.store import holds
from chalicelib.store.holds import Hold
from chalicelib.store.slots import pk_of

from . import passes
from .admission import Admission
from .claim import FAMILY, run_asked, service_of
from .door import NOBODY, Knock, Wanted, let_in
from .keys import keys_of
from .limits import too_many_holds
from .use_pass import used


def wanted(office: Office, body: Body, now: datetime) -> Wanted:
    """What a body asks to be kept; refuses the first field that is wrong, and a slot that is not offered."""
    fields.only(body, "service", "slot", "party", "pass")
    service = service_of(office, body)
    return Wanted(
        service, run_asked(office, service, body, now), fields.whole(body, "party", 1, FAMILY, default=1)
    )


def hold_place(
    office: Office, asked: Wanted, caller: str, key: str, body: str, now: datetime, knock: Knock = NOBODY
) -> tuple[str, Hold]:
    """The code of the hold, and the hold; a repeat gets the same, until the same moment, and no second place.

    Raises `KeyReused`, `SlotFull`, `SlotPast`, `DrawnInstead`, `NotAdmitted`, `PassUsed`, `TooMany`, and `HoldOver` when the
    repeat comes too late, or after it was dropped.
    """
    code, at = codes.code(office.home, "hold", office.id, caller, key), int(now.timestamp())
    slots = tuple(slot.id for slot in asked.run)
    hold = Hold(
        codes.id_of(code),
        office.id,
        asked.service.id,
        slots,
        asked.n,
        at + office.hold_minutes * 60,
        body,
        passes.id_in(knock.written),
    )
    admission, no = _let_in(office, asked, knock, now)
    # Who comes again for a hold that they have is not refused.
    known = no is None or holds.read(office.home, hold.id) is not None
    kept = holds.put(office.home, hold) if known else hold
    if kept.until <= at or kept.ended == holds.DROPPED:
        raise HoldOver
    if kept.ended:
        return code, kept
    if kept is not hold and holds.stands(office.home, pk_of(kept.office, kept.service, kept.slots[0]), kept):
        return code, kept
    if no is not None:
        raise no
    # Also when it was written before: it has no place yet, and may have been refused one for this pass.
    with used(admission):
        holds.keep(office.home, keys_of(office, asked.service, asked.run, now), kept, at)
    return code, _if_not_ended(office, kept)


def _if_not_ended(office: Office, kept: Hold) -> Hold:
    """The hold as it is now; a twin of this request may have been used or dropped before this one took its places."""
    known = holds.read(office.home, kept.id) or kept
    if known.ended:
        _drop(office, known)
    if known.ended == holds.DROPPED:
        raise HoldOver
    return known


def drop_hold(office: Office, code: str) -> None:
    """Give the kept places back; again changes nothing."""
    own = codes.read_code(code)
    hold = holds.read(office.home, codes.id_of(own)) if own else None
    if hold is None or hold.office != office.id:
        raise UnknownHold
    holds.end(office.home, hold, holds.DROPPED)
    _drop(office, hold)


def _drop(office: Office, hold: Hold) -> None:
    holds.drop(office.home, [pk_of(hold.office, hold.service, slot) for slot in hold.slots], hold)


def _let_in(
    office: Office, asked: Wanted, knock: Knock, now: datetime
) -> tuple[Admission | None, Refusal | None]:
    """The admission with which a new hold may have its places, or why there can be none."""
    try:
        admission = let_in(office, asked, knock, now)
        # Who has a pass is counted by it.
        return admission, None if admission else too_many_holds(office, knock.address, now)
    except (SlotFull, NotAdmitted) as no:
        return None, no


def as_answered(code: str, hold: Hold) -> dict[str, Any]:
    """The hold's answer (schemas/openapi.yaml, Hold)."""
    until = datetime.fromtimestamp(hold.until, UTC).isoformat()
    return {"hold": code, "service": hold.service, "slot": hold.slots[0], "party": hold.n, "until": until}
