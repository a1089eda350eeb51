"""Who may come to the office's own broker: the devices of the office, each with the hash of the password that it made."""

import re
from datetime import datetime

from chalicelib import bus
from chalicelib.queueing.office import Office
from chalicelib.store import things
from schemas import topics

HASH = re.compile(r"\$7\$[0-9]{1,7}\$[A-Za-z0-9+/=]{8,64}\$[A-Za-z0-9+/=]{80,100}")


def note_guest(office: Office, thing: str, guest: object, now: datetime) -> None:
    """Note a device's hash; where it is new the hub is told of all devices of the office that are not shut out."""
    if topics.kind_of(thing) == topics.HUB or not isinstance(guest, str) or not HASH.fullmatch(guest):
        return
    if things.is_news(office.home, office.id, thing, "guest", guest):
        tell_guests(office, now)


def tell_guests(office: Office, now: datetime) -> None:
    """Tell the office's hub who may come to its broker."""
    known = things.of_office(office.home, office.id)
    guests = [
        {"thing": one["thing"], "hash": one["guest"]}
        for one in known
        if one.get("guest") and not one.get("revoked")
    ]
    bus.publish(topics.hub_guests(office.id), bus.message(now, guests=guests), retain=True)
