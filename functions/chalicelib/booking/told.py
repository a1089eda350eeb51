"""What a booking keeps of those who come: names and phone as told, of a NIK the last digits and a keyed hash."""

from typing import Any

from chalicelib import codes
from chalicelib.queueing.office import Office
from chalicelib.store.bookings import Person

from .claim import Party, Who


def told(office: Office, party: Party) -> dict[str, Any]:
    """The fields of a booking that are about its party."""
    first, members = party.first, party.members
    return {
        "name": first.name,
        "phone": party.phone,
        "nik_last4": first.nik[-4:],
        "identity": _identity(office, first),
        "party": party.size,
        "language": party.language,
        "other": party.other,
        "members": tuple(Person(who.name, who.nik[-4:]) for who in members),
        "others": tuple(filter(None, (_identity(office, who) for who in members))),
    }


def _identity(office: Office, who: Who) -> str:
    return codes.identity(office.home, "nik", who.nik) if who.nik else ""
