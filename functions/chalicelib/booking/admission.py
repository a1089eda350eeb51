"""Who is let in from a waiting room: while a day is rushed for, nothing of it is booked or held without a pass."""

from dataclasses import dataclass
from datetime import date, datetime

from chalicelib import codes
from chalicelib.errors import NotAdmitted
from chalicelib.queueing.office import Office, Service
from chalicelib.queueing.waiting_room import STAY, WaitingRoom, let_in, place_by_lot, room_of
from chalicelib.store import rooms
from chalicelib.store.rooms import Room

from . import passes
from .passes import Pass, Scope

KEPT = 86_400
"""How long after it is over a room is remembered, in seconds."""

OVER = {
    "id": "Waktu giliran masuk ini sudah lewat; masuk lagi ke ruang tunggu.",
    "en": "The time of this pass is over; come into the waiting room again.",
}


ANOTHERS = {
    "id": "Giliran masuk ini milik NIK lain.",
    "en": "This pass is that of another NIK.",
}


@dataclass(frozen=True)
class Admission:
    """A pass with which its holder is let in now; the room closes then, in epoch seconds.

    It is `personal` where the service asks for a NIK: then it is good for a booking of that person only.
    """

    scope: Scope
    held: Pass
    closes: int
    personal: bool = False

    def check_person(self, identity: str) -> None:
        """Refuse whoever comes with the pass of another person; raises `NotAdmitted`."""
        if self.personal and self.held.id != passes.of_person(self.scope, identity):
            raise NotAdmitted(ANOTHERS, field="pass")


def admit(
    office: Office, service: Service, day: date, written: str, now: datetime, has_hold: bool = False
) -> Admission | None:
    """The admission to book or hold a place of a service's day; None when none is needed, for it is not rushed for.

    Who has a hold got in before, and may take longer for the form than a pass is good for. Costs no request but one a
    process and room. Raises `NotAdmitted` with the seconds after which to ask again.
    """
    room, at = room_of(office, service, day), int(now.timestamp())
    if room is None or at >= room.closes:
        return None
    if at < room.settles:
        raise NotAdmitted(retry_after=room.settles - at)
    if not written:
        raise NotAdmitted(field="pass")
    scope = scope_of(office, service, day)
    held = passes.read(scope, written)
    lets_in = admitted_at(scope, room, held)
    if at < lets_in:
        raise NotAdmitted(retry_after=lets_in - at)
    if at > lets_in + STAY and not has_hold:
        raise NotAdmitted(OVER, field="pass")
    return Admission(scope, held, room.closes, service.nik_required)


def admitted_at(scope: Scope, room: WaitingRoom, one: Pass) -> int:
    """When the holder of a pass is let in, in epoch seconds; of one that has a lot, only when the order is settled."""
    if one.admitted:
        return one.admitted
    lot = codes.lot(scope.region, "place", scope.name, one.id)
    return let_in(room, place_by_lot(lot, kept(scope, room).gathered()))


def scope_of(office: Office, service: Service, day: date) -> Scope:
    """What a pass for a service's day is for."""
    return Scope(office.home, office.id, service.id, day.isoformat())


def kept(scope: Scope, room: WaitingRoom) -> Room:
    """The room as the store counts it."""
    return rooms.room(scope.region, scope.name, room.closes + KEPT)
