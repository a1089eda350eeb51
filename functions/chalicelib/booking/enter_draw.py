"""Enter a draw: a booking that has no slot yet, and an entry with nothing personal in it; two writes."""

from datetime import date, datetime

from chalicelib import codes
from chalicelib.errors import AlreadyEntered, DrawNotOpen, DrawOver, KeyReused, Refusal
from chalicelib.queueing.drawing import Entry, draw_id
from chalicelib.queueing.hours import at_minute
from chalicelib.queueing.office import Office
from chalicelib.store import bookings, entries
from chalicelib.store.bookings import UNCONFIRMED, Booking, Person
from chalicelib.store.draws import Draw, DrawKey

from . import persons
from .entering import Entering
from .limits import too_many


def enter_draw(office: Office, asked: Entering, caller: str, key: str, body: str, now: datetime) -> Booking:
    """The booking of an entry; a repeat gets the one that is there, a withdrawn one for ever.

    The booking first, so that an entry that is drawn always has one; the entry is what counts, one a person. Raises
    `KeyReused`, `DrawNotOpen`, `DrawOver`, `AlreadyEntered`, `AlreadyBooked`, `TooMany`.
    """
    booking, entry = _booking(office, asked, caller, key, body, now)
    draw, no = asked.draw, refusal(asked.draw, now)
    there = entries.read(office.home, draw.key, entry.entry)
    mine = there is not None and there["id"] == booking.id
    stored = bookings.read(office.home, booking.id) if no or there else None
    if stored is None:
        if no:
            raise no
        if there and not mine and "withdrawn" not in there:
            # Before anything is written: who tries again and again leaves nothing behind.
            raise AlreadyEntered(field="visitor.nik")
        persons.check(office, booking, now)
        if many := too_many(office, "", booking.persons, now):
            raise many
        stored = bookings.put_pending(office.home, booking)
    if stored.body != body:
        raise KeyReused
    if mine or stored.state != "entered":
        return stored
    if no:
        raise no
    expires = _midnight(office, draw.key) + bookings.KEPT
    entries.enter(office.home, draw.key, entry, stored.id, asked.waitlist, expires)
    return stored


def refusal(draw: Draw, now: datetime) -> Refusal | None:
    """Why nobody can enter now, if so."""
    at = now.timestamp()
    if at < draw.opens:
        return DrawNotOpen()
    return DrawOver() if at >= draw.closes else None


def _booking(
    office: Office, asked: Entering, caller: str, key: str, body: str, now: datetime
) -> tuple[Booking, Entry]:
    draw, party = asked.draw.key, asked.party
    code = codes.code(office.home, "entry", office.id, draw.service, draw.day, caller, key)
    everyone = [codes.identity(office.home, "nik", who.nik) for who in (party.first, *party.members)]
    named = draw_id(draw.office, draw.service, draw.day)
    first, *along = [codes.leaf(office.home, named, one) for one in everyone]
    begins = _midnight(office, draw)
    # Who is not drawn has no reason to be remembered for long, unless they wait for that day.
    expires = begins + 86_400 if asked.waitlist else asked.draw.closes + UNCONFIRMED
    booking = Booking(
        id=codes.id_of(code), code=code, office=office.id, service=draw.service, slot="", start=begins, body=body,
        expires=expires, state="entered", name=party.first.name, phone=party.phone, nik_last4=party.first.nik[-4:],
        identity=everyone[0], party=party.size, language=party.language, made=int(now.timestamp()), other=party.other,
        members=tuple(Person(who.name, who.nik[-4:]) for who in party.members), others=tuple(everyone[1:]),
        draw=draw.day, entry=first,
    )  # fmt: skip
    return booking, Entry(first, asked.wishes, tuple(along))


def _midnight(office: Office, draw: DrawKey) -> int:
    return int(at_minute(office, date.fromisoformat(draw.day), 0).timestamp())
