"""What the office's hub needs so that it can go on without a link: the line as it is, and the rules of its office."""

from datetime import datetime
from functools import lru_cache

from chalicelib import bus
from chalicelib.queueing.line import Line
from chalicelib.queueing.line_json import to_json
from chalicelib.queueing.office import Office
from chalicelib.store import leases, offices
from schemas import topics


def tell_hub(office: Office, line: Line, now: datetime) -> None:
    """Publish the line for the office's hub, if there is one; the office too when this process has not said it so yet."""
    lease = leases.read(office.home, office.id)
    if lease is None:
        return
    document = offices.document(office.id)
    if _told().get(lease.thing) != document:
        said = bus.message(now, home=office.home, document=document)
        bus.publish(topics.hub_office(office.id), said, retain=True)
        _told()[lease.thing] = document
    bus.publish(topics.line(office.id), bus.message(now, line=to_json(line)), retain=True)


def tell_hub_at_once(office: Office, line: Line, now: datetime) -> None:
    """Publish the line for the office's hub, if there is one, not retained: a cut finds it with whom the cloud took and called last."""
    if leases.known(office.home, office.id):
        bus.publish(topics.line(office.id), bus.message(now, line=to_json(line)))


def forget() -> None:
    """Drop what the process remembers; for tests."""
    _told.cache_clear()


@lru_cache(maxsize=1)
def _told() -> dict[str, str]:
    return {}
