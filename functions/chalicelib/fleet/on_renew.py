"""The office's hub says that it is there, and echoes the cloud's time; the cloud says its time and who calls."""

from datetime import UTC, datetime
from typing import Any

from chalicelib import bus
from chalicelib.fields import is_count
from chalicelib.log import logged
from chalicelib.records import each
from chalicelib.store import leases, offices
from chalicelib.store.leases import AWAY, FOLLOWER, MASTER, UNTOLD, Lease
from schemas import topics


@logged
def handler(event: dict[str, Any], context: Any) -> dict[str, Any]:
    """Renew the leases of a batch."""
    return each(event, lambda message: renew(message, datetime.now(UTC)))


def renew(message: dict[str, Any], now: datetime) -> None:
    """Note what a hub says and answer it; a time that is still to come renews nothing."""
    office, thing = offices.read(str(message.get("office", ""))), str(message.get("thing", ""))
    saw, state = message.get("saw"), message.get("state")
    if not thing.startswith(f"{topics.HUB}-{office.id}-") or state not in (FOLLOWER, MASTER, AWAY):
        return
    at, seq = int(now.timestamp()), message.get("seq")
    if is_count(saw) and saw <= at:
        lease = leases.renew(
            office.home, office.id, Lease(thing, state, saw, seq if is_count(seq) else UNTOLD)
        )
    else:
        lease = leases.read(office.home, office.id)
    told = lease.state if lease and lease.thing == thing else AWAY
    bus.publish(topics.hub_lease(office.id), bus.message(now) | {"now": at, "state": told})
