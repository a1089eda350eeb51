"""Where else there is a place: other slots of the service, and the same kind of service at offices nearby.

In a rush each process looks it up once in some seconds, for everybody whom it refuses, and never looks far.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from itertools import islice
from threading import Lock
from typing import Any

from chalicelib import fields
from chalicelib.errors import Refusal, SlotFull
from chalicelib.queueing.distance import kilometres
from chalicelib.queueing.office import Office, Service
from chalicelib.queueing.release import release_of
from chalicelib.queueing.slots import Slot, bookable_days, slots_on
from chalicelib.store import offices

from .claim import FAMILY
from .slots_of_day import left_in, start

FRESH = 5
"""For how many seconds a process offers what it found."""

HERE = 3
"""How many other slots of the service itself are offered."""

NEARBY, ELSEWHERE = 10, 5
"""How many of the nearest offices are looked at, and at how many that have the service a place is looked for."""

SLOTS = 90
"""How many slots of a service are looked at, the next first: one request to its region's table."""

_lock = Lock()
"""Of those who are refused in the same moment one looks, the others wait for what it finds."""


@dataclass(frozen=True)
class Alternative:
    """A slot with places left; `kilometres` from the office where there was none."""

    office: Office
    service: Service
    slot: Slot
    left: int
    kilometres: float = 0.0


@contextmanager
def offering(office: Office, service: Service, n: int, language: str, now: datetime) -> Iterator[None]:
    """Whoever finds the slot full inside is told where else n places are; that none are known keeps nobody waiting."""
    try:
        yield
    except SlotFull as full:
        try:
            found = alternatives(office, service, n, now)
        except Refusal:
            found = []
        raise SlotFull(field=full.field, more={"alternatives": as_listed(found, language)}) from full


def alternatives(office: Office, service: Service, n: int, now: datetime) -> list[Alternative]:
    """Where n places are left, nearest in time first, then in space: a few, at most one at each other office."""
    with _lock:
        found = _found(office.id, service.id, n, int(now.timestamp()) // FRESH)
    return [one for one in found if one.slot.start > now]


def party_asked(query: str | None) -> int:
    """The `party` of a query, 1 when it is left out."""
    said = int(query) if query and query.isascii() and query.isdigit() and len(query) == 1 else query
    return fields.whole({} if query is None else {"party": said}, "party", 1, FAMILY, default=1)


def as_listed(found: list[Alternative], language: str) -> list[dict[str, Any]]:
    """The list of an answer (schemas/openapi.yaml, Alternatives)."""
    return [
        {
            "office": one.office.id,
            "name": one.office.name.get(language) or one.office.name["id"],
            "service": one.service.id,
            "kilometres": round(one.kilometres, 1),
            "slot": {"id": one.slot.id, "start": start(one.office, one.slot)},
            "left": one.left,
        }
        for one in found
    ]


def forget() -> None:
    """Drop what the process found; for tests."""
    _found.cache_clear()


@lru_cache(maxsize=128)
def _found(office: str, service: str, n: int, moment: int) -> tuple[Alternative, ...]:
    here, now = offices.read(office), datetime.fromtimestamp(moment * FRESH, UTC)
    there = [_first(one, found, n, away, now) for one, found, away in _others(here, here.service(service))]
    found = [*_here(here, here.service(service), n, now), *(one for one in there if one)]
    return tuple(sorted(found, key=lambda one: (one.slot.start, one.kilometres)))


def _here(office: Office, service: Service, n: int, now: datetime) -> list[Alternative]:
    free = ((slot, left) for slot, left in _left(office, service, now) if left >= n)
    return [Alternative(office, service, slot, left) for slot, left in islice(free, HERE)]


def _first(office: Office, service: Service, n: int, away: float, now: datetime) -> Alternative | None:
    """The first place at another office; none while its region cannot be asked."""
    try:
        free = ((slot, left) for slot, left in _left(office, service, now) if left >= n)
        return next((Alternative(office, service, slot, left, away) for slot, left in free), None)
    except Refusal:
        return None


def _others(here: Office, service: Service) -> Iterator[tuple[Office, Service, float]]:
    """The nearest offices that take bookings for a service of the same kind, with how far they are."""
    away = {
        one["id"]: kilometres(
            (here.latitude, here.longitude), (float(at["latitude"]), float(at["longitude"]))
        )
        for one in offices.every()
        if one["id"] != here.id and (at := one["position"])
    }
    near = (offices.read(other) for other in sorted(away, key=lambda other: away[other])[:NEARBY])
    same = (
        (office, one, away[office.id])
        for office in near
        for one in office.services
        if one.kind == service.kind and "booking" in one.takes
    )
    return islice(same, ELSEWHERE)


def _left(office: Office, service: Service, now: datetime) -> list[tuple[Slot, int]]:
    """The next slots that whoever comes may book, with the places left."""
    looked_at = list(islice(_open(office, service, now), SLOTS // service.slots))
    left = left_in(office, service, looked_at, now)
    return [(slot, left[slot.id]) for slot in looked_at]


def _open(office: Office, service: Service, now: datetime) -> Iterator[Slot]:
    """The slots to come, but for days that are rushed for, or were drawn a moment ago."""
    day, last = bookable_days(office, now)
    while day <= last:
        release = release_of(office, service, day)
        drawn = timedelta(days=1 if release.mode == "draw" else 0)
        if now >= release.closes + drawn:
            yield from (slot for slot in slots_on(office, service, day) if slot.start > now)
        day += timedelta(days=1)
