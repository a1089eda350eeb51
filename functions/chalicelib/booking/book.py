"""Claim a place in a slot."""

from dataclasses import replace
from datetime import datetime

from chalicelib import codes
from chalicelib.errors import KeyReused, Refusal, SlotFull, SlotPast
from chalicelib.queueing.office import Office
from chalicelib.queueing.places import WEB
from chalicelib.store import bookings, holds, identities, slots
from chalicelib.store.bookings import UNCONFIRMED, Booking, Person
from chalicelib.store.holds import Hold

from . import persons
from .claim import Claim, Who
from .drawn_instead import drawn_instead
from .keys import keys_of, pks_of


def book(
    office: Office,
    claim: Claim,
    caller: str,
    key: str,
    body: str,
    now: datetime,
    quota: str = WEB,
    hold: str = "",
) -> Booking:
    """The booking of a claim: pending, then its place, confirmed by the stream. `hold` is the code of a place kept for it.

    A repeat gets the booking that is there, cancelled ones for ever. Raises `KeyReused` when it asked for something
    else, `SlotFull`, `SlotPast`, `DrawnInstead`, `AlreadyBooked`.
    """
    code = codes.code(office.home, "booking", office.id, caller, key)
    booking = _booking(office, claim, code, body, now, quota)
    kept = _held(office, booking, hold)
    no = refusal(office, claim, now, quota, kept)
    stored = bookings.read(office.home, booking.id) if no else bookings.put_pending(office.home, booking)
    if stored is None:
        raise no or SlotFull(field="slot")
    if stored.body != body:
        raise KeyReused
    if stored.state != "pending":
        return stored
    if no and not slots.has(office.home, pks_of(stored)[0], stored.id):
        raise no
    return _placed(office, claim, stored, now, kept)


def refusal(
    office: Office, claim: Claim, now: datetime, quota: str = WEB, kept: Hold | None = None
) -> Refusal | None:
    """Why no new booking can be had of the slot, if so; who comes too late costs one read and leaves nothing behind."""
    if claim.slot.start <= now:
        return SlotPast(field="slot")
    drawn = drawn_instead(office, claim.service, claim.slot.id, now) if quota == WEB else None
    if drawn:
        return drawn
    if kept is not None and kept.until > now.timestamp():
        return None
    keys = keys_of(office, claim.service, claim.run, now)
    free = slots.left(office.home, keys, int(now.timestamp()), quota)
    return None if min(free.values()) >= claim.party.size else SlotFull(field="slot")


def _placed(office: Office, claim: Claim, booking: Booking, now: datetime, kept: Hold | None) -> Booking:
    persons.claim(office, booking, now)
    if kept and holds.settle(office.home, pks_of(booking), kept, booking.id):
        return replace(booking, state="booked")
    try:
        keys = keys_of(office, claim.service, claim.run, now)
        slots.claim(office.home, keys, booking.id, int(now.timestamp()), booking.party, booking.quota)
    except SlotFull:
        identities.forget(office.home, booking)
        raise
    return replace(booking, state="booked")


def _held(office: Office, booking: Booking, hold: str) -> Hold | None:
    """The hold of that code, if it keeps what the booking needs; one that ran out may still be there."""
    own = codes.read_code(hold)
    kept = holds.read(office.home, codes.id_of(own)) if own else None
    if kept is None:
        return None
    needed = (booking.office, booking.service, booking.slots, booking.party)
    return kept if needed == (kept.office, kept.service, kept.slots, kept.n) else None


def _booking(office: Office, claim: Claim, code: str, body: str, now: datetime, quota: str) -> Booking:
    made, party = int(now.timestamp()), claim.party
    first, members = party.first, party.members
    return Booking(
        id=codes.id_of(code), code=code, office=office.id, service=claim.service.id, slot=claim.slot.id,
        start=int(claim.slot.start.timestamp()), body=body, expires=made + UNCONFIRMED, name=first.name,
        phone=party.phone, nik_last4=first.nik[-4:], identity=_identity(office, first), party=party.size,
        language=party.language, made=made, run=tuple(slot.id for slot in claim.run[1:]), quota=quota,
        other=party.other, members=tuple(Person(who.name, who.nik[-4:]) for who in members),
        others=tuple(filter(None, (_identity(office, who) for who in members))),
    )  # fmt: skip


def _identity(office: Office, who: Who) -> str:
    return codes.identity(office.home, "nik", who.nik) if who.nik else ""
