"""The catalogue: what kiosks and displays say about an office, retained, published anew when it changes."""

from datetime import datetime
from functools import lru_cache
from typing import Any

from chalicelib import bus
from chalicelib.queueing.hours import is_open
from chalicelib.queueing.office import Office, Service
from chalicelib.queueing.week import special_days, week
from chalicelib.settings import settings
from schemas import topics

COMING = 14
"""Days ahead of which screens know whether they differ from the week."""


def publish_catalogue(office: Office, now: datetime) -> None:
    """Publish the office's catalogue."""
    bus.publish(
        topics.catalogue(office.id), bus.message(now, **catalogue(office, settings().site, now)), retain=True
    )


def publish_if_new(office: Office, now: datetime) -> bool:
    """Publish the catalogue unless this process has published the same one; whether it did."""
    made = catalogue(office, settings().site, now)
    if _published().get(office.id) == made:
        return False
    publish_catalogue(office, now)
    _published()[office.id] = made
    return True


def catalogue(office: Office, site: str, now: datetime) -> dict[str, Any]:
    """The catalogue as a value (schemas/messages/catalogue.json, without the envelope)."""
    return {
        "office": office.id,
        "name": dict(office.name),
        "time_zone": office.zone.key,
        "open": is_open(office, now),
        "hours": week(office),
        "special": special_days(office, now, COMING),
        "services": [_service(service, is_open(office, now, service.id)) for service in office.services],
        "counters": [counter.id for counter in office.counters],
        "running_text": dict(office.running_text),
        "position": {"latitude": office.latitude, "longitude": office.longitude},
        "site": site,
    }


def _service(service: Service, open_: bool) -> dict[str, Any]:
    return {
        "id": service.id,
        "letter": service.letter,
        "name": dict(service.name),
        "minutes": service.minutes,
        "takes": list(service.takes),
        "requires": [dict(one) for one in service.requires],
        "open": open_,
    }


def forget() -> None:
    """Drop what the process remembers; for tests."""
    _published.cache_clear()


@lru_cache(maxsize=1)
def _published() -> dict[str, dict[str, Any]]:
    return {}
