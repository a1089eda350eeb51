"""What a visitor asks for who enters a draw, read from the body."""

from dataclasses import dataclass, replace
from datetime import date, datetime

from chalicelib import fields
from chalicelib.errors import UnknownSlot
from chalicelib.fields import Body
from chalicelib.queueing.office import Office, Service
from chalicelib.queueing.slots import slots_on
from chalicelib.store.draws import Draw

from .claim import Party, party_of

MOST = 5
"""How many slots may be wished for."""


@dataclass(frozen=True)
class Entering:
    """A place wanted in a draw, for a party whose every NIK is named; `waitlist` is what they wish if they are not drawn."""

    draw: Draw
    service: Service
    party: Party
    wishes: tuple[str, ...]
    waitlist: bool


def entering(office: Office, draw: Draw, body: Body, language: str, now: datetime) -> Entering:
    """The entry that a body asks for; refuses the first field that is wrong.

    Whatever the service asks for a booking, a draw needs the NIK of everybody: else whoever enters often is drawn often.
    """
    fields.only(body, "slots", "visitor", "party", "members", "for", "language", "waitlist")
    service = office.service(draw.key.service)
    party = party_of(office, replace(service, nik_required=True), body, language, now)
    return Entering(
        draw, service, party, _wishes(office, service, draw.key.day, body), fields.yes_or_no(body, "waitlist")
    )


def _wishes(office: Office, service: Service, day: str, body: Body) -> tuple[str, ...]:
    """The slots of the day that are wished for, the dearest first."""
    wished = body.get("slots", [])
    if not isinstance(wished, list) or len(wished) > MOST:
        raise fields.wrong("slots", f"Sebut paling banyak {MOST} jadwal.", f"Name {MOST} slots at most.")
    offered = {slot.id for slot in slots_on(office, service, date.fromisoformat(day))} if wished else set()
    for n, slot in enumerate(wished):
        if not isinstance(slot, str) or not fields.SLOT.fullmatch(slot):
            raise fields.wrong(
                f"slots.{n}", "Jadwal ini tidak benar bentuknya.", "This slot has not the right form."
            )
        if slot not in offered:
            raise UnknownSlot(field=f"slots.{n}")
        if slot in wished[:n]:
            raise fields.wrong(f"slots.{n}", "Jadwal ini sudah disebut.", "This slot stands there already.")
    return tuple(wished)
