"""Come into the waiting room of a day that is rushed for."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from chalicelib import codes, fields, identity
from chalicelib.errors import NotAdmitted, NotTaken, UnknownSlot
from chalicelib.fields import Body
from chalicelib.queueing.hours import local
from chalicelib.queueing.office import Office, Service
from chalicelib.queueing.slots import slots_on
from chalicelib.queueing.waiting_room import STAY, WaitingRoom, least_number, let_in, place_behind, room_of
from chalicelib.store import passes as store

from . import passes
from .admission import KEPT, admitted_at, kept, scope_of
from .claim import service_of
from .passes import Pass, Scope

SPREAD = 5
"""Over so many seconds those who came early are asked to come back for their time, so that not all do so at once."""

NOT_YET = {
    "id": "Ruang tunggu untuk hari itu belum dibuka.",
    "en": "The waiting room for that day is not open yet.",
}


@dataclass(frozen=True)
class Entry:
    """A pass as it is answered; while the order is not settled, `at` (epoch seconds) is when to ask again."""

    written: str
    at: int
    settled: bool


@dataclass(frozen=True)
class Entering:
    """What a body asks of a waiting room: for which service and day, for whom, or with the pass that one has."""

    service: Service
    day: date
    nik: str = ""
    written: str = ""


def enter_room(
    office: Office,
    service: Service,
    day: date,
    who: str,
    key: str,
    address: str,
    now: datetime,
    nik: str = "",
) -> Entry:
    """A pass for a service's day; for the same request the same, before the order is settled and again after.

    Where the service asks for a NIK it is the same for the same person, whoever asks and however often. Nobody is
    written down who comes before: their pass holds a lot that follows from the request. Raises `NotTaken`
    when there is no waiting room, `UnknownSlot` when there is no such day, `NotAdmitted` before the room is open.
    """
    room, scope, at = found(office, service, day, now), scope_of(office, service, day), int(now.timestamp())
    if at < room.begins:
        raise NotAdmitted(NOT_YET, retry_after=room.begins - at)
    # The room's own day, not today: at midnight in UTC it is seven in Jakarta, when many an office opens its newest day.
    origin = codes.address(office.home, scope.day, address)
    own = (
        passes.of_person(scope, codes.identity(office.home, "nik", nik))
        if nik
        else passes.of_request(scope, who, key, origin)
    )
    by_lot = at < room.settles and kept(scope, room).come()
    return entry(scope, room, Pass(own, origin, 0 if by_lot else _later(scope, room, own, at)), at)


def ask_again(office: Office, service: Service, day: date, written: str, now: datetime) -> Entry:
    """The same pass with the time at which its holder is let in, once that is known."""
    room, scope = found(office, service, day, now), scope_of(office, service, day)
    return entry(scope, room, passes.read(scope, written), int(now.timestamp()))


def entering(office: Office, body: Body, now: datetime) -> Entering:
    """What a body asks; where the service asks for a NIK, a pass is one person's."""
    fields.only(body, "service", "day", "nik", "pass")
    service, day = service_of(office, body), date.fromisoformat(fields.day(body, "day"))
    if "pass" in body:
        return Entering(service, day, written=fields.text(body, "pass", passes.WRITTEN))
    return Entering(service, day, identity.nik(body, local(office, now).date(), service.nik_required))


def found(office: Office, service: Service, day: date, now: datetime) -> WaitingRoom:
    """The waiting room of a service's day, of one that can be booked or will be on the next day."""
    today = local(office, now).date()
    if not today <= day <= today + timedelta(days=office.slot_days + 1):
        raise UnknownSlot(field="day")
    room = room_of(office, service, day)
    if room is None:
        raise NotTaken(field="service")
    if next(slots_on(office, service, day), None) is None:
        raise UnknownSlot(field="day")
    return room


def entry(scope: Scope, room: WaitingRoom, one: Pass, now: int) -> Entry:
    """What the holder of a pass is told."""
    if one.admitted or now >= room.settles:
        one = Pass(one.id, one.origin, admitted_at(scope, room, one))
        return Entry(passes.write(scope, one), one.admitted, True)
    back = room.settles + 1 + int(codes.lot(scope.region, "back", one.id) * SPREAD)
    return Entry(passes.write(scope, one), back, False)


def as_entered(office: Office, made: Entry) -> dict[str, Any]:
    """The answer (schemas/openapi.yaml, Pass), in the office's own time."""
    at, until = (datetime.fromtimestamp(t, office.zone).isoformat() for t in (made.at, made.at + STAY))
    return {"pass": made.written, "admitted_at": at, "until": until, "settled": made.settled}


def _later(scope: Scope, room: WaitingRoom, own: str, now: int) -> int:
    """When one is let in who comes after the order was settled; the first answer stays."""
    if now >= room.closes:
        return room.closes
    before = store.kept(scope.region, own)
    if before is not None:
        return before
    gathered = kept(scope, room).gathered()
    number = kept(scope, room).number(least_number(room, gathered, now))
    at = max(now, let_in(room, place_behind(number, gathered)))
    return store.keep(scope.region, own, at, room.closes + KEPT)
