"""Opening hours and the slots that follow from them, in the office's own time; nobody else computes local time."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from .office import Hours, Office, Service


@dataclass(frozen=True)
class Slot:
    """A span of time that an office offers for a service; `id` is its office-local start, `YYYY-MM-DDTHH:MM`."""

    id: str
    start: datetime
    capacity: int


def local(office: Office, now: datetime) -> datetime:
    """The moment on the office's own clock."""
    return now.astimezone(office.zone)


def day_of(office: Office, now: datetime) -> str:
    """The office's own date, YYYY-MM-DD: the day of its line."""
    return local(office, now).date().isoformat()


def hours_on(office: Office, day: date) -> Hours | None:
    """The hours of one date; None when the office is closed all day."""
    if day.isoformat() in office.closed:
        return None
    return office.hours.get(day.weekday())


def is_open(office: Office, now: datetime) -> bool:
    """Whether the office is open at this moment; during a break it is, for those who wait inside."""
    here = local(office, now)
    hours = hours_on(office, here.date())
    minute = here.hour * 60 + here.minute
    return hours is not None and hours.open <= minute < hours.close


def day_before(office: Office, now: datetime) -> str:
    """The office's own date of the day before."""
    return (local(office, now).date() - timedelta(days=1)).isoformat()


def goes_on_over_midnight(office: Office, now: datetime) -> bool:
    """Whether yesterday's opening went over into today's without a minute between."""
    today = local(office, now).date()
    before, after = hours_on(office, today - timedelta(days=1)), hours_on(office, today)
    return before is not None and after is not None and before.close == 24 * 60 and after.open == 0


def closes_at(office: Office, day: date) -> datetime:
    """When the day's line may be closed, in UTC: the end of the hours, or of the date when there are none."""
    hours = hours_on(office, day)
    return at_minute(office, day, hours.close if hours else 24 * 60)


def at_minute(office: Office, day: date, minute: int) -> datetime:
    """The moment in UTC of a minute of the office's own day; 1440 is the next midnight."""
    midnight = datetime.combine(day, time.min, tzinfo=office.zone)
    return (midnight + timedelta(minutes=minute)).astimezone(UTC)


def slots_on(office: Office, service: Service, day: date) -> Iterator[Slot]:
    """The slots of a service on one date, earliest first; none that would run into a break or past closing."""
    hours = hours_on(office, day)
    if hours is None or "booking" not in service.takes or not service.capacity:
        return
    span = office.slot_minutes
    for minute in range(hours.open, hours.close - span + 1, span):
        if all(minute + span <= begin or minute >= end for begin, end in hours.breaks):
            name = f"{day.isoformat()}T{minute // 60:02d}:{minute % 60:02d}"
            yield Slot(name, at_minute(office, day, minute), service.capacity)


def bookable_days(office: Office, now: datetime) -> tuple[date, date]:
    """The first and the last date that can be booked at this moment."""
    today = local(office, now).date()
    return today, today + timedelta(days=office.slot_days)


def find_slot(office: Office, service: Service, slot: str) -> Slot | None:
    """The slot of that id, past or future; None when the hours give no such slot."""
    try:
        day = date.fromisoformat(slot.partition("T")[0])
        return next((one for one in slots_on(office, service, day) if one.id == slot), None)
    except (ValueError, OverflowError):
        # No such date, or one whose midnight lies before the year 1 or beyond 9999 in UTC.
        return None
