"""Who books, who waits, and the clock and the stream that see to them, at times of our own."""

from datetime import datetime, timedelta
from typing import Any

from chalicelib.booking.accept_offer import accept_offer
from chalicelib.booking.book import book
from chalicelib.booking.cancel import cancel
from chalicelib.booking.claim import claim_of
from chalicelib.booking.join_waitlist import join
from chalicelib.booking.tend_waitlist import tend
from chalicelib.booking.wish import wish_of
from chalicelib.following import follow_slot
from chalicelib.queueing.office import Office
from chalicelib.queueing.places import until_of
from chalicelib.store import bookings, dues, table
from chalicelib.store.bookings import Booking
from chalicelib.store.slot_item import pk_of
from tests.factories import HOME, an_office, moment

MONDAY = moment("Monday 2026-03-02 09:00")
SLOT = "2026-03-04T09:00"
"""Two days later, so that nothing is near."""

DELAY = timedelta(minutes=31)
"""After it whatever was given back is due, by day."""


def an_office_with(places: int = 1, **changes: Any) -> Office:
    """An office with so few places in each slot that somebody has to wait."""
    return an_office(**{"slot": {"minutes": 30, "days": 14, "capacity": {"umum": places}}, **changes})


def booked(
    office: Office, key: str, slot: str = SLOT, party: int = 1, now: datetime = MONDAY, **visitor: str
) -> Booking:
    """A booking that the stream has confirmed."""
    body = {"service": "umum", "slot": slot, "party": party, "visitor": visitor}
    made = book(office, claim_of(office, body, "id", now), "", key * 32, "b" * 32, now)
    follow(office, slot, now)
    return known(made)


def waits(
    office: Office,
    key: str,
    first: str = SLOT[:10],
    last: str = SLOT[:10],
    now: datetime = MONDAY,
    **who: Any,
) -> Booking:
    """A booking that waits for a place on these days."""
    wish = wish_of(office, {"service": "umum", "from": first, "to": last, **who}, "id", now)
    return join(office, wish, "", key * 32, "b" * 32, now)


def cancelled(office: Office, booking: Booking, now: datetime = MONDAY) -> None:
    """The booking is cancelled, and the stream has seen it."""
    slot = known(booking).slot or known(booking).offer
    cancel(office, known(booking), now)
    if slot:
        follow(office, slot, now)


def accepted(office: Office, booking: Booking, now: datetime) -> Booking:
    """The offer is accepted, and the stream has seen it."""
    made = accept_offer(office, known(booking), now)
    follow(office, made.slot, now)
    return known(made)


def follow(office: Office, slot: str, now: datetime) -> None:
    """What the stream does with the slot as it is."""
    follow_slot(office, table.lines(HOME).get(pk_of(office.id, "umum", slot), "slot") or {}, now)


def tended(office: Office, now: datetime, *named: str) -> int:
    """What the clock does, and then the stream with these slots; how many offers were made."""
    made = tend(office, now)
    for slot in named or (SLOT,):
        follow(office, slot, now)
    return made


def due(office: Office, slot: str = SLOT) -> list[int]:
    """When what was given back in the slot is offered again."""
    item = table.lines(HOME).get(pk_of(office.id, "umum", slot), "slot") or {}
    return sorted(map(until_of, item.get("back", ())))


def to_be_seen(office: Office) -> list[str]:
    """The ids for which a slot is still to be looked at, in their order."""
    return [one.id for one in dues.by(HOME, office.id, 2**32, 100)]


def known(booking: Booking) -> Booking:
    """The booking as it is now."""
    found = bookings.read(HOME, booking.id)
    assert found is not None
    return found
