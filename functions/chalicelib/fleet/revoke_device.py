"""Shut a device out that was stolen or is no longer ours."""

from datetime import datetime

from chalicelib.queueing.office import Office
from chalicelib.store import claims, things

from .certificates import SHUT, end_certificates, end_connection, write_policy


def revoke_device(office: Office, thing: str, now: datetime) -> None:
    """End the thing's code, certificates and connection; it stays known as revoked until it is claimed anew."""
    claims.take_back(office.home, office.id, thing)
    end_certificates(thing)
    write_policy(thing, SHUT)
    end_connection(thing)
    things.note(office.home, office.id, thing, {"revoked": int(now.timestamp())})
