"""Claim a place in a slot."""

from dataclasses import replace
from datetime import datetime

from chalicelib import codes
from chalicelib.errors import AlreadyBooked, KeyReused, Refusal, SlotFull, SlotPast
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
    no = refusal(office, claim, now)
    stored = bookings.read(office.home, booking.id) if no else bookings.put_pending(office.home, booking)
    if stored is None:
        raise no or SlotFull(field="slot")
    if stored.body != body:
        raise KeyReused
    if stored.state != "pending":
        return stored
    if no and not slots.has(office.home, office.id, stored.service, stored.slot, stored.id):
        raise no
    return _placed(office, claim, stored, now)


def refusal(office: Office, claim: Claim, now: datetime) -> Refusal | None:
    """Why no new booking can be had of the slot, if so; who comes too late costs one read and leaves nothing behind."""
    if claim.slot.start <= now:
        return SlotPast(field="slot")
    key = key_of(office, claim.service, claim.slot)
    return None if slots.left(office.home, [key])[key.slot] else SlotFull(field="slot")


def _placed(office: Office, claim: Claim, booking: Booking, now: datetime) -> Booking:
    _one_a_person(office, booking, int(now.timestamp()))
    try:
        slots.claim(office.home, key_of(office, claim.service, claim.slot), booking.id)
    except SlotFull:
        _forget_person(office, booking)
        raise
    return replace(booking, state="booked")


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
