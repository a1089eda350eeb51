"""The release of a day's places: when it becomes bookable, and by which door in its first minutes."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from .hours import at_minute
from .office import Office, Service


@dataclass(frozen=True)
class Release:
    """From when a day can be booked, and until when that goes through the waiting room or by entering a draw; in UTC.

    `mode` is open, room or draw; an open day's release closes as it opens.
    """

    mode: str
    opens: datetime
    closes: datetime


def release_of(office: Office, service: Service, day: date) -> Release:
    """The release of a service's places on one date."""
    opens = at_minute(office, day - timedelta(days=office.slot_days), office.opens)
    if office.draw and service.id in office.draw.services:
        return Release("draw", opens, opens + timedelta(minutes=office.draw.minutes))
    if office.room:
        return Release("room", opens, opens + timedelta(minutes=office.room.minutes))
    return Release("open", opens, opens)


def rushed(release: Release, now: datetime) -> bool:
    """Whether the day is rushed for at this moment: it is open, and not to whoever comes first."""
    return release.opens <= now < release.closes
