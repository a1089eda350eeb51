"""How many of those who booked did not come, by service and day of an office: counts only."""

from datetime import date, datetime, timedelta
from functools import lru_cache

from chalicelib.queueing.hours import at_minute, local
from chalicelib.queueing.office import Office

from . import table as tables

KEPT = timedelta(days=120)
"""How long a day's count is kept."""

DAYS = 60
"""Days back from which a rate is taken."""

FEWEST = 50
"""With fewer bookings than this an office has measured nothing yet."""

FRESH = 60
"""For how many seconds a process goes by what it has read."""


def put(office: Office, service: str, day: date, booked: int, missed: int) -> None:
    """Keep a day's count; again is the same."""
    expires = int((at_minute(office, day, 0) + KEPT).timestamp())
    told = {"booked": booked, "missed": missed, "expires": expires}
    tables.lines(office.home).put({"pk": _pk(office.id), "sk": f"{service}#{day.isoformat()}", **told})


def read(office: Office, service: str, day: date) -> tuple[int, int] | None:
    """How many had booked for a day and how many of them did not come; None when it is not counted yet."""
    item = tables.lines(office.home).get(_pk(office.id), f"{service}#{day.isoformat()}")
    return (item["booked"], item["missed"]) if item else None


def of_day(office: Office, day: date) -> tuple[int, int]:
    """The same of all services together; none while nothing is counted."""
    counted = [read(office, service.id, day) or (0, 0) for service in office.services]
    return sum(booked for booked, _ in counted), sum(missed for _, missed in counted)


def no_show_rate(office: Office, service: str, now: datetime) -> float:
    """The share of those who booked in the last `DAYS` and did not come; 0 where too little is known to say."""
    first = (local(office, now).date() - timedelta(days=DAYS)).isoformat()
    counted = [
        counts
        for (of, day), counts in _counts(office.home, office.id, int(now.timestamp()) // FRESH).items()
        if of == service and day >= first
    ]
    booked, missed = (sum(counts[n] for counts in counted) for n in (0, 1))
    return missed / booked if booked >= FEWEST else 0.0


@lru_cache(maxsize=64)
def _counts(region: str, office: str, minute: int) -> dict[tuple[str, str], tuple[int, int]]:
    found = tables.lines(region).query(_pk(office))
    keys = (item["sk"].rpartition("#") for item in found)
    return {
        (service, day): (item["booked"], item["missed"])
        for (service, _, day), item in zip(keys, found, strict=True)
    }


def forget() -> None:
    """Drop what the process has read; for tests."""
    _counts.cache_clear()


def _pk(office: str) -> str:
    return f"noshow#{office}"
