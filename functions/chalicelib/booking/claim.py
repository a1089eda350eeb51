"""What a visitor asks for when booking, read from the body."""

from dataclasses import dataclass, replace
from datetime import date, datetime

from chalicelib import fields, identity
from chalicelib.errors import NotTaken, Refusal, UnknownService, UnknownSlot
from chalicelib.fields import Body
from chalicelib.queueing.closed import closed_on
from chalicelib.queueing.hours import local
from chalicelib.queueing.office import Office, Service
from chalicelib.queueing.slots import Slot, bookable_days, run_of

FAMILY = 5
"""How many may come together on one booking."""

WHO = ("service", "visitor", "party", "language", "for", "members")
"""The fields of whoever comes; a booking names a slot beside them, a wish for one days."""


@dataclass(frozen=True)
class Who:
    """Who comes; what they told of themselves is as little as they liked."""

    name: str = ""
    nik: str = ""


@dataclass(frozen=True)
class Party:
    """Those who come together: the first is whoever books or, for `other`, whom they book for; `size` counts all."""

    first: Who
    phone: str = ""
    members: tuple[Who, ...] = ()
    size: int = 1
    other: bool = False
    language: str = "id"


@dataclass(frozen=True)
class Claim:
    """Places wanted in a run of slots, by a party."""

    service: Service
    run: tuple[Slot, ...]
    party: Party

    @property
    def slot(self) -> Slot:
        """The slot in which it begins."""
        return self.run[0]


def claim_of(office: Office, body: Body, language: str, now: datetime) -> Claim:
    """The claim that a body makes; refuses the first field that is wrong, and a slot that is not offered."""
    fields.only(body, *WHO, "slot", "hold", "pass")
    service = service_of(office, body)
    return Claim(
        service, run_asked(office, service, body, now), party_of(office, service, body, language, now)
    )


def service_of(office: Office, body: Body) -> Service:
    """The bookable service that a body names."""
    named = fields.text(body, "service", fields.ID)
    found = next((service for service in office.services if service.id == named), None)
    if found is None:
        raise UnknownService(field="service")
    if "booking" not in found.takes:
        raise NotTaken(field="service")
    return found


def run_asked(office: Office, service: Service, body: Body, now: datetime) -> tuple[Slot, ...]:
    """The slots in a row that begin with the body's `slot`, past or to come; refuses one that is not offered."""
    run = run_of(office, service, fields.text(body, "slot", fields.SLOT))
    if run is None or run[0].id[:10] > bookable_days(office, now)[1].isoformat():
        raise _closed(office, service, body["slot"]) or UnknownSlot(field="slot")
    return run


def _closed(office: Office, service: Service, slot: str) -> Refusal | None:
    """The refusal of a slot that a closure has taken, with the manager's reason; None for one that never was."""
    taken = run_of(replace(office, closures=()), service, slot)
    return closed_on(office, date.fromisoformat(slot[:10]), service.id, "slot") if taken else None


def party_of(office: Office, service: Service, body: Body, language: str, now: datetime) -> Party:
    """Who comes, as a body says it; where the service needs a NIK, everybody's, and no two the same."""
    visitor, today = fields.part(body, "visitor"), local(office, now).date()
    fields.only(visitor, "name", "phone", "nik", at="visitor.")
    first = _who(visitor, today, service.nik_required, at="visitor.")
    members = _members(body, today, service.nik_required)
    size = fields.whole(body, "party", 1, FAMILY, default=1 + len(members))
    if members and size != 1 + len(members):
        raise fields.wrong(
            "party", f"Yang disebut {1 + len(members)} orang.", f"There are {1 + len(members)} named."
        )
    if service.nik_required and size > 1 + len(members):
        raise fields.wrong(
            "members", "Isi NIK setiap orang yang ikut.", "Give the NIK of everybody who comes along."
        )
    _different(first, members)
    return Party(
        first, identity.phone(visitor, at="visitor."), members, size,
        other=fields.one_of(body, "for", ("self", "other"), "self") == "other",
        language=fields.one_of(body, "language", ("id", "en"), language),
    )  # fmt: skip


def _members(body: Body, today: date, nik_required: bool) -> tuple[Who, ...]:
    listed = body.get("members", [])
    if not isinstance(listed, list) or len(listed) > FAMILY - 1:
        raise fields.wrong(
            "members", f"Sebut paling banyak {FAMILY - 1} orang.", f"Name {FAMILY - 1} people at most."
        )
    found = []
    for n, member in enumerate(listed):
        at = f"members.{n}."
        if not isinstance(member, dict):
            raise fields.wrong(at[:-1], "Isian ini harus berupa objek.", "This field must be an object.")
        fields.only(member, "name", "nik", at=at)
        found.append(_who(member, today, nik_required, at))
    return tuple(found)


def _who(told: Body, today: date, nik_required: bool, at: str) -> Who:
    name = fields.text(told, "name", fields.NAME, at=at).strip() if "name" in told else ""
    return Who(name, identity.nik(told, today, nik_required, at=at))


def _different(first: Who, members: tuple[Who, ...]) -> None:
    seen = {first.nik} - {""}
    for n, member in enumerate(members):
        if member.nik in seen:
            raise fields.wrong(f"members.{n}.nik", "NIK ini sudah disebut.", "This NIK stands there already.")
        seen |= {member.nik} - {""}
