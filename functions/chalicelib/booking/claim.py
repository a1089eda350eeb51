"""What a visitor asks for when booking, read from the body."""

from dataclasses import dataclass
from datetime import datetime

from chalicelib import fields, identity
from chalicelib.errors import NotTaken, UnknownService, UnknownSlot
from chalicelib.fields import Body
from chalicelib.queueing.hours import local
from chalicelib.queueing.office import Office, Service
from chalicelib.queueing.slots import Slot, bookable_days, find_slot

FAMILY = 5
"""How many may come together on one booking."""


@dataclass(frozen=True)
class Claim:
    """A place wanted in a slot; what the visitor told of themselves is as little as they liked."""

    service: Service
    slot: Slot
    name: str = ""
    phone: str = ""
    nik: str = ""
    party: int = 1
    language: str = "id"


def claim_of(office: Office, body: Body, language: str, now: datetime) -> Claim:
    """The claim that a body makes; refuses the first field that is wrong, and a slot that is not offered."""
    fields.only(body, "service", "slot", "visitor", "party", "language")
    service = _service(office, fields.text(body, "service", fields.ID))
    slot = find_slot(office, service, fields.text(body, "slot", fields.SLOT))
    visitor = fields.part(body, "visitor")
    fields.only(visitor, "name", "phone", "nik", at="visitor.")
    today = local(office, now).date()
    claim = {
        "name": fields.text(visitor, "name", fields.NAME, at="visitor.").strip() if "name" in visitor else "",
        "phone": identity.phone(visitor, at="visitor."),
        "nik": identity.nik(visitor, today, service.nik_required, at="visitor."),
        "language": fields.one_of(body, "language", ("id", "en"), language),
    }
    party = fields.whole(body, "party", 1, FAMILY, default=1)
    if slot is None or slot.id[:10] > bookable_days(office, now)[1].isoformat():
        raise UnknownSlot(field="slot")
    return Claim(service, slot, party=party, **claim)


def _service(office: Office, named: str) -> Service:
    found = next((service for service in office.services if service.id == named), None)
    if found is None:
        raise UnknownService(field="service")
    if "booking" not in found.takes:
        raise NotTaken(field="service")
    return found
