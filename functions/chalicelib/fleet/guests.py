"""Who may come to the office's own broker: the devices of the office, each with the hash of the password that it made."""

import re
from datetime import datetime

from chalicelib import bus
from chalicelib.queueing.office import Office
from chalicelib.store import things
from schemas import topics
from schemas.guests import fingerprint

HASH = re.compile(r"\$7\$[0-9]{1,7}\$[A-Za-z0-9+/=]{8,64}\$[A-Za-z0-9+/=]{80,100}")


MOST = 5
"""Times that a list which changes meanwhile is told; later the hub's heartbeat says whether it has it."""


def note_guest(office: Office, thing: str, guest: object, now: datetime) -> None:
    """Note a device's hash; where it is new the hub is told of all devices of the office that are not shut out."""
    if not isinstance(guest, str) or not HASH.fullmatch(guest):
        return
    if things.is_news(office.home, office.id, thing, "guest", guest):
        tell_guests(office, now)


def check_hub(office: Office, knows: object, now: datetime) -> None:
    """Tell a hub anew that says it knows others than these: what it was told before was lost, or is older."""
    if isinstance(knows, str) and knows != fingerprint(_guests(office)):
        tell_guests(office, now)


def tell_guests(office: Office, now: datetime) -> None:
    """Tell the office's hub who may come to its broker.

    Of two that tell at once the later may have read the earlier state: each reads again behind its own message.
    """
    guests = _guests(office)
    for _ in range(MOST):
        bus.publish(topics.hub_guests(office.id), bus.message(now, guests=guests), retain=True)
        told, guests = guests, _guests(office)
        if guests == told:
            return


def _guests(office: Office) -> list[dict[str, str]]:
    return [
        {"thing": one["thing"], "hash": one["guest"]}
        for one in things.of_office(office.home, office.id)
        if one.get("guest") and not one.get("revoked")
    ]
