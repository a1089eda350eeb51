"""Give out the code with which a device becomes one thing of an office, new or in a broken one's stead."""

from datetime import datetime

from chalicelib import codes, fields
from chalicelib.errors import KeyReused
from chalicelib.fields import Body
from chalicelib.queueing.office import Office
from chalicelib.store import claims
from chalicelib.store.claims import Claim
from schemas import topics

GOOD_FOR = 3600
"""Seconds for which a code can be used."""


def thing_asked(office: Office, body: Body) -> str:
    """The thing of a body's kind and place; refuses a place that the office does not have."""
    fields.only(body, "kind", "place")
    fields.text(body, "kind", fields.ID)
    kind = fields.one_of(body, "kind", topics.KINDS)
    place = fields.text(body, "place", fields.PLACE)
    if place not in places(office, kind):
        raise fields.wrong("place", "Kantor ini tidak punya tempat itu.", "This office has no such place.")
    return topics.thing_name(kind, office.id, place)


def places(office: Office, kind: str) -> tuple[str, ...]:
    """Where a device of this kind can stand: kiosks, counters, displays, and the one place of a hub."""
    return {
        topics.KIOSK: tuple(office.kiosks),
        topics.BUTTON: tuple(counter.id for counter in office.counters),
        topics.DISPLAY: tuple(office.displays),
    }.get(kind, ("1",))


def claim_device(office: Office, thing: str, by: str, key: str, now: datetime) -> tuple[str, Claim]:
    """The thing's code and what is kept of it; the same code, until the same moment, when the request comes again.

    An older code of the thing opens nothing any more. The code itself is kept nowhere. Raises `KeyReused`.
    """
    rid = codes.rid_of("device", office.id, by, key)
    if not claims.is_first(office.home, rid, thing, int(now.timestamp()) + claims.KEPT):
        raise KeyReused(field="Idempotency-Key")
    code = codes.device_code(office.home, office.id, thing, by, key)
    hashed = codes.device_hash(office.home, thing, code)
    claim = Claim(thing, hashed, int(now.timestamp()) + GOOD_FOR, codes.staff(by))
    return code, claims.offer(office.home, office.id, claim)
