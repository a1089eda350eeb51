"""One booking that counts for a person and service: by the keyed hash of a NIK; a phone may be a family's."""

from datetime import UTC, date, datetime

from chalicelib.errors import AlreadyBooked
from chalicelib.queueing.hours import at_minute
from chalicelib.queueing.office import Office
from chalicelib.store import bookings, identities, slots
from chalicelib.store.bookings import Booking

from .keys import pks_of
from .over import is_over

UNDER_WAY = 60
"""Seconds within which a booking that was just written may still be about to claim its place."""

STANDING = ("booked", "waiting", "offered", "entered")
"""The states in which a booking stands in the way of another."""

AFTER = 86_400
"""How long after the slot began, or the last day that suits is over, a person's booking is remembered, in seconds."""


def claim(office: Office, booking: Booking, now: datetime) -> None:
    """Note the booking for everybody whose NIK it names, once; raises `AlreadyBooked`, and then notes it for nobody."""
    for identity in booking.persons:
        if not _claim(office, booking, identity, int(now.timestamp())):
            identities.forget(office.home, booking)
            raise AlreadyBooked


def check(office: Office, booking: Booking, now: datetime) -> None:
    """Refuse a booking of somebody who has another one that counts, and note nothing; raises `AlreadyBooked`."""
    for identity in booking.persons:
        held = identities.holder(office.home, identity, _service(booking))
        if held not in (None, booking.id) and _counts(
            office, bookings.read(office.home, held or ""), int(now.timestamp())
        ):
            raise AlreadyBooked


def remember(office: Office, booking: Booking, start: int) -> None:
    """Keep a booking noted for its people for as long as it stands, when it comes to begin at `start`."""
    if start > booking.start:
        for identity in booking.persons:
            identities.keep(office.home, identity, _service(booking), booking.id, start + AFTER)


def keep(office: Office, booking: Booking) -> None:
    """Keep a booking noted for its people for as long as it stands and no longer, now that it stands so."""
    for identity in booking.persons:
        identities.keep(office.home, identity, _service(booking), booking.id, _until(office, booking))


def _claim(office: Office, booking: Booking, identity: str, now: int) -> bool:
    expires = _until(office, booking)
    held = identities.claim(office.home, identity, _service(booking), booking.id, expires)
    if held == booking.id:
        return True
    if _counts(office, bookings.read(office.home, held), now):
        return False
    return identities.take_over(office.home, identity, _service(booking), held, booking.id, expires)


def _counts(office: Office, other: Booking | None, now: int) -> bool:
    """Whether a person's other booking stands in the way: it has its place, or may be getting it just now."""
    if other is None or is_over(office, other, datetime.fromtimestamp(now, UTC)):
        return False
    if other.state in STANDING:
        return True
    if other.state != "pending":
        return False
    return now < other.made + UNDER_WAY or has_place(office, other)


def has_place(office: Office, booking: Booking) -> bool:
    """Whether the booking has its place in the slot that it asks for, if it asks for one."""
    return any(slots.has(office.home, pk, booking.id) for pk in pks_of(booking)[:1])


def _until(office: Office, booking: Booking) -> int:
    waits = booking.wanted and booking.state in ("pending", "waiting", "offered")
    if booking.start and not waits:
        return booking.start + AFTER
    last = at_minute(office, date.fromisoformat(booking.wanted[1]), 24 * 60)
    return int(last.timestamp()) + AFTER


def _service(booking: Booking) -> str:
    return f"{booking.office}#{booking.service}"
