"""Claim a place in a slot."""

from dataclasses import replace
from datetime import datetime

from chalicelib import codes
from chalicelib.errors import KeyReused, Refusal, SlotFull
from chalicelib.queueing.office import Office
from chalicelib.queueing.places import WEB
from chalicelib.store import bookings, holds, identities, slots
from chalicelib.store.bookings import UNCONFIRMED, Booking
from chalicelib.store.holds import Hold

from . import persons
from .admission import Admission
from .claim import Claim
from .door import NOBODY, Knock, Wanted, let_in
from .keys import keys_of, pks_of
from .limits import counted_for_phone, too_many
from .passes import id_in
from .told import told
from .use_pass import used


def book(
    office: Office,
    claim: Claim,
    caller: str,
    key: str,
    body: str,
    now: datetime,
    quota: str = WEB,
    hold: str = "",
    knock: Knock = NOBODY,
) -> Booking:
    """The booking of a claim: pending, then its place, confirmed by the stream. `hold` is the code of a place kept for it.

    A repeat gets the booking that is there, cancelled ones for ever. Raises `KeyReused` when it asked for something
    else, `SlotFull`, `SlotPast`, `DrawnInstead`, `NotAdmitted`, `PassUsed`, `AlreadyBooked`, `TooMany`.
    """
    code = codes.code(office.home, "booking", office.id, caller, key)
    booking = _booking(office, claim, code, body, now, quota)
    # A hold keeps a place of the web's.
    kept = _held(office, booking, hold, knock) if quota == WEB else None
    wanted = Wanted(
        claim.service, claim.run, claim.party.size, quota, kept is not None and kept.until > now.timestamp()
    )
    admission, no = _let_in(office, booking, wanted, knock, now)
    stored = bookings.read(office.home, booking.id) if no else bookings.put_pending(office.home, booking)
    if stored is None:
        raise no or SlotFull(field="slot")
    if stored.body != body:
        raise KeyReused
    if stored.state != "pending":
        return stored
    if no and not slots.has(office.home, pks_of(stored)[0], stored.id):
        raise no
    with used(admission, stored.id), counted_for_phone(office, stored):
        return _placed(office, claim, stored, now, kept)


def _let_in(
    office: Office, booking: Booking, wanted: Wanted, knock: Knock, now: datetime
) -> tuple[Admission | None, Refusal | None]:
    """The admission, or why no new booking can be had: who comes again gets theirs all the same.

    Who has another booking is refused by reading: whoever asks fifty times writes nothing.
    """
    try:
        admission = let_in(office, wanted, knock, now)
        if admission is not None and booking.identity:
            admission.check_person(booking.identity)
        persons.check(office, booking, now)
        # Who has a pass is counted by it; what staff and partners book is not.
        counted = wanted.quota == WEB and admission is None
        return admission, too_many(office, knock.address, booking.persons, now) if counted else None
    except Refusal as no:
        return None, no


def _placed(office: Office, claim: Claim, booking: Booking, now: datetime, kept: Hold | None) -> Booking:
    persons.claim(office, booking, now)
    if kept:
        holds.end(office.home, kept, holds.USED)
        if holds.settle(office.home, pks_of(booking), kept, booking.id):
            return replace(booking, state="booked")
    try:
        keys = keys_of(office, claim.service, claim.run, now)
        slots.claim(office.home, keys, booking.id, int(now.timestamp()), booking.party, booking.quota)
    except SlotFull:
        # A twin of this request may have had more luck; the pass and the person's booking are its, then.
        if not slots.has(office.home, pks_of(booking)[0], booking.id):
            identities.forget(office.home, booking)
            raise
    return replace(booking, state="booked")


def _held(office: Office, booking: Booking, hold: str, knock: Knock) -> Hold | None:
    """The hold of that code, if it keeps what the booking needs; one that ran out may still be there.

    What was held with a pass is for whoever has that pass: else a pass let in early would keep places for later ones.
    """
    own = codes.read_code(hold)
    kept = holds.read(office.home, codes.id_of(own)) if own else None
    if kept is None or (knock.written and kept.by not in ("", id_in(knock.written))):
        return None
    needed = (booking.office, booking.service, booking.slots, booking.party)
    return kept if needed == (kept.office, kept.service, kept.slots, kept.n) else None


def _booking(office: Office, claim: Claim, code: str, body: str, now: datetime, quota: str) -> Booking:
    made = int(now.timestamp())
    return Booking(
        id=codes.id_of(code), code=code, office=office.id, service=claim.service.id, slot=claim.slot.id,
        start=int(claim.slot.start.timestamp()), body=body, expires=made + UNCONFIRMED, made=made,
        run=tuple(slot.id for slot in claim.run[1:]), quota=quota, **told(office, claim.party),
    )  # fmt: skip
