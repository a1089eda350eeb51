"""Shut a device out that was stolen or is no longer ours."""

from datetime import datetime

from chalicelib import bus
from chalicelib.queueing.office import Office
from chalicelib.store import claims, leases, things
from schemas import topics

from .certificates import SHUT, end_certificates, end_connection, write_policy
from .guests import tell_guests


def revoke_device(office: Office, thing: str, now: datetime) -> None:
    """End the thing's code, certificates, connection and way to the hub; it stays known as revoked until claimed anew.

    Of a hub also its lease: the cloud calls as soon as it may be taken not to call any more, and devices ask no hub.
    """
    claims.take_back(office.home, office.id, thing)
    end_certificates(thing)
    write_policy(thing, SHUT)
    end_connection(thing)
    things.note(office.home, office.id, thing, {"revoked": int(now.timestamp()), "guest": ""})
    if topics.kind_of(thing) == topics.HUB:
        leases.end(office.home, office.id, int(now.timestamp()))
        bus.publish(topics.hub_there(office.id), bus.message(now, gone=True), retain=True)
    else:
        tell_guests(office, now)
