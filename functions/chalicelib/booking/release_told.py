"""What is told of a day that many come for at once: when it opens, and by which door in its first minutes."""

from datetime import date, datetime
from typing import Any

from chalicelib.queueing.hours import local
from chalicelib.queueing.office import Office, Service
from chalicelib.queueing.release import release_of
from chalicelib.queueing.slots import slots_on
from chalicelib.settings import settings


def release_told(office: Office, service: Service, day: date, now: datetime) -> dict[str, Any]:
    """The day's release until it is over, as `{release: …}`; nothing where whoever comes first is served first."""
    if day < local(office, now).date():
        return {}
    release = release_of(office, service, day)
    if release.mode == "open" or now >= release.closes or not any(slots_on(office, service, day)):
        return {}
    opens, closes = (at.astimezone(office.zone).isoformat() for at in (release.opens, release.closes))
    told = {"opens": opens, "closes": closes, "mode": release.mode}
    if release.mode == "draw":
        own = f"{settings().site}/api/offices/{office.id}/services/{service.id}"
        told["draw"] = f"{own}/draws/{day.isoformat()}"
    return {"release": told}
