"""Shut a device out that was stolen or is no longer ours."""

from datetime import datetime

from chalicelib.queueing.office import Office
from chalicelib.store import claims, things

from .certificates import SHUT, end_certificates, end_connection, write_policy
from .guests import tell_guests


def revoke_device(office: Office, thing: str, now: datetime) -> None:
    """End the thing's code, certificates, connection and way to the hub; it stays known as revoked until claimed anew."""
    claims.take_back(office.home, office.id, thing)
    end_certificates(thing)
    write_policy(thing, SHUT)
    end_connection(thing)
    things.note(office.home, office.id, thing, {"revoked": int(now.timestamp()), "guest": ""})
    tell_guests(office, now)
