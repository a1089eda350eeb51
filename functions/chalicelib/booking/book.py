"""Claim a place in a slot."""

from dataclasses import replace
from datetime import datetime

from chalicelib import codes
from chalicelib.errors import AlreadyBooked, KeyReused, SlotFull, SlotPast
from chalicelib.queueing.office import Office
from chalicelib.store import bookings, identities, slots
from chalicelib.store.bookings import UNCONFIRMED, Booking

from .claim import Claim
from .slots_of_day import key_of

UNDER_WAY = 60
"""Seconds within which a booking that was just written may still be about to claim its place."""


def book(office: Office, claim: Claim, caller: str, key: str, body: str, now: datetime) -> Booking:
    """The booking of a claim: pending, then its place, confirmed by the stream.

    A repeat gets the booking that is there, cancelled ones for ever. Raises `KeyReused` when it asked for something
    else, `SlotFull`, `SlotPast`, `AlreadyBooked`.
    """
    code = codes.code(office.home, "booking", office.id, caller, key)
    booking = _booking(office, claim, code, body, now)
    if claim.slot.start > now:
        stored = bookings.put_pending(office.home, booking)
    else:
        stored = _promised(office, booking)
    if stored.body != body:
        raise KeyReused
    if stored.state != "pending":
        return stored
    _one_a_person(office, stored, int(now.timestamp()))
    try:
        slots.claim(office.home, key_of(office, claim.service, claim.slot), stored.id)
    except SlotFull:
        _forget_person(office, stored)
        raise
    return replace(stored, state="booked")


def _promised(office: Office, booking: Booking) -> Booking:
    """The booking of a slot that has begun: it is too late for a new one, but not for a repeat's answer."""
    stored = bookings.read(office.home, booking.id)
    placed = stored is not None and slots.has(
        office.home, office.id, booking.service, booking.slot, booking.id
    )
    if stored is None or (stored.state == "pending" and not placed):
        raise SlotPast(field="slot")
    return stored


def _booking(office: Office, claim: Claim, code: str, body: str, now: datetime) -> Booking:
    start = int(claim.slot.start.timestamp())
    person = codes.identity(office.home, "nik", claim.nik) if claim.nik else ""
    return Booking(
        id=codes.id_of(code), code=code, office=office.id, service=claim.service.id, slot=claim.slot.id, start=start,
        body=body, expires=int(now.timestamp()) + UNCONFIRMED, name=claim.name, phone=claim.phone, nik_last4=claim.nik[-4:],
        identity=person, party=claim.party, language=claim.language,
    )  # fmt: skip


def _one_a_person(office: Office, booking: Booking, now: int) -> None:
    """One booking that counts for a NIK and service; a phone may be a family's, so it limits nothing."""
    if not booking.identity:
        return
    service, expires = f"{office.id}#{booking.service}", booking.start + 86_400
    held = identities.claim(office.home, booking.identity, service, booking.id, expires)
    if held == booking.id:
        return
    counts = _counts(office, bookings.read(office.home, held), now)
    if counts or not identities.take_over(office.home, booking.identity, service, held, booking.id, expires):
        raise AlreadyBooked


def _counts(office: Office, other: Booking | None, now: int) -> bool:
    """Whether a person's other booking stands in the way: it has its place, or may be getting it just now."""
    if other is None or other.start + 86_400 < now or other.state not in ("pending", "booked"):
        return False
    if other.state == "booked" or now < other.expires - UNCONFIRMED + UNDER_WAY:
        return True
    return slots.has(office.home, other.office, other.service, other.slot, other.id)


def _forget_person(office: Office, booking: Booking) -> None:
    if booking.identity:
        identities.release(office.home, booking.identity, f"{office.id}#{booking.service}", booking.id)
