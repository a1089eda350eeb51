"""The catalogue: what kiosks and displays say about an office, retained, published anew when it changes."""

from datetime import datetime
from functools import lru_cache
from typing import Any

from chalicelib import bus
from chalicelib.queueing.hours import is_open
from chalicelib.queueing.office import Hours, Office, Service
from chalicelib.settings import settings
from schemas import topics


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
    open_ = is_open(office, now)
    return {
        "office": office.id,
        "name": dict(office.name),
        "time_zone": office.zone.key,
        "open": open_,
        "hours": [span for day, hours in sorted(office.hours.items()) for span in _spans(day, hours)],
        "services": [_service(service, open_) for service in office.services],
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


def _spans(day: int, hours: Hours) -> list[dict[str, Any]]:
    edges = [hours.open, *(minute for span in sorted(hours.breaks) for minute in span), hours.close]
    pairs = zip(edges[::2], edges[1::2], strict=True)
    return [{"day": day, "open": _clock(begin), "close": _clock(end)} for begin, end in pairs if begin < end]


def _clock(minute: int) -> str:
    return f"{minute // 60:02d}:{minute % 60:02d}"


def forget() -> None:
    """Drop what the process remembers; for tests."""
    _published.cache_clear()


@lru_cache(maxsize=1)
def _published() -> dict[str, dict[str, Any]]:
    return {}
