"""A manager closes, the sweep and the stream see to it, at times of our own."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from chalicelib.booking.tend_closures import tend
from chalicelib.following import follow_slot
from chalicelib.offices.close_office import close_office, closure_asked
from chalicelib.offices.reopen_office import reopen_office
from chalicelib.queueing.office import Office
from chalicelib.queueing.opening import Closure
from chalicelib.store import offices, table
from chalicelib.store.bookings import Booking
from chalicelib.store.table import from_image
from tests.factories import HOME, an_office_document
from tests.functions.api import load
from tests.functions.booking.waiters import booked, known

DAY = "2026-03-04"
WHY = {"id": "Listrik padam", "en": "Power cut"}


def an_open_office(places: int = 1, **changes: Any) -> Office:
    """An office in the tables with so few places in each slot, from 08:00 to 10:00: four slots a day."""
    hours = {
        day: {"open": "08:00", "close": "10:00"}
        for day in ("monday", "tuesday", "wednesday", "thursday", "friday")
    }
    slot = {"minutes": 30, "days": 14, "capacity": {"umum": places}}
    document = an_office_document(**{"hours": hours, "slot": slot, **changes})
    load(document)
    return offices.read(document["id"])


def closed(now: datetime, first: str = DAY, key: str = "k", office: str = "rsud", **more: Any) -> Closure:
    """A closure, declared at this moment."""
    there = offices.read(office)
    asked = closure_asked(there, {"from": first, "why": WHY, **more}, now)
    return close_office(there, asked, "manager", key * 32, key, now).closure


def reopened(closure: Closure, now: datetime, office: str = "rsud") -> None:
    """The closure is taken back."""
    reopen_office(offices.read(office), closure.id, now)


def swept(now: datetime, office: str = "rsud") -> None:
    """One go of the sweep, and what the stream does behind it."""
    tend(offices.read(office), now)
    follow_all(now, office)


def follow_all(now: datetime, office: str = "rsud") -> None:
    """What the stream does with every slot as it is."""
    for item in slot_items(office):
        follow_slot(offices.read(office), item, now)


def slot_items(office: str) -> list[dict[str, Any]]:
    """Every slot of an office in the table."""
    lines = table.lines(HOME)
    found = lines.connection.client.scan(TableName=lines.name)["Items"]
    return [item for item in map(from_image, found) if item["pk"].startswith(f"slot#{office}#")]


def book_all(office: Office, slots: Iterable[str], now: datetime, phone: str = "") -> list[Booking]:
    """One booking in each of these slots, the first made first."""
    return [
        booked(office, f"{n:x}", slot, 1, now, **({"phone": phone} if phone else {}))
        for n, slot in enumerate(slots)
    ]


def offers_of(bookings: Iterable[Booking]) -> list[str]:
    """What each is offered now; empty for who is not."""
    return [one.offer if one.state == "offered" else "" for one in map(known, bookings)]
