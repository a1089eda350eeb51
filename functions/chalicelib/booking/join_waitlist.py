"""Wait for a place: a booking that has no slot yet, and an entry in the service's list by which its turn is found."""

from dataclasses import replace
from datetime import date, datetime, timedelta

from chalicelib import codes
from chalicelib.errors import KeyReused, PlacesFree, Refusal, UnknownBooking
from chalicelib.queueing.hours import at_minute
from chalicelib.queueing.office import Office
from chalicelib.queueing.reoffering import spare_days
from chalicelib.store import bookings, waitlist
from chalicelib.store.bookings import KEPT, UNCONFIRMED, Booking

from . import persons
from .ahead import put_on_list
from .limits import too_many
from .slots_of_day import slots_of_day
from .told import told
from .wish import Wish


def join(
    office: Office, wish: Wish, caller: str, key: str, body: str, now: datetime, address: str = ""
) -> Booking:
    """The booking that waits; a repeat gets the one that is there, one that was cancelled for ever.

    Raises `KeyReused` when it asked for something else, `PlacesFree`, `AlreadyBooked`, `TooMany`.
    """
    code = codes.code(office.home, "waitlist", office.id, caller, key)
    booking = _booking(office, wish, code, body, now)
    no = places_free(office, wish, now) or too_many(office, address, booking.persons, now)
    stored = bookings.read(office.home, booking.id) if no else bookings.put_pending(office.home, booking)
    if stored is None:
        raise no or UnknownBooking
    if stored.body != body:
        raise KeyReused
    if stored.state != "pending":
        return stored
    persons.claim(office, stored, now)
    return enlist(office, stored, ("pending",), (wish.first, wish.last), waitlist.joined(stored.made))


def enlist(
    office: Office, booking: Booking, states: tuple[str, ...], days: tuple[str, str], rank: str
) -> Booking:
    """Let a booking that is in one of these states wait for a place on these days, at a rank of the list; again is the same.

    In another state it comes back as it is. The booking first: who is in the list has one.
    """
    expires = int(at_minute(office, date.fromisoformat(days[1]), 0).timestamp()) + KEPT
    asked = replace(booking, wanted=days, rank=rank, expires=expires)
    noted = bookings.wait(office.home, asked, states)
    if noted is not None and noted.state == "waiting":
        put_on_list(office, noted)
    return noted or booking


def places_free(office: Office, wish: Wish, now: datetime) -> Refusal | None:
    """Why nobody need wait, if so: a slot has places for the party on a day that suits, and whoever comes gets them."""
    first, last = spare_days(office, wish.service, now)
    day = max(first, date.fromisoformat(wish.first))
    while day <= min(last, date.fromisoformat(wish.last)):
        for slot in slots_of_day(office, wish.service, day, now):
            if slot["left"] >= wish.party.size:
                return PlacesFree(_said(datetime.fromisoformat(slot["start"])), field="from")
        day += timedelta(days=1)
    return None


def _said(start: datetime) -> dict[str, str]:
    day, at = f"{start:%d-%m-%Y}", f"{start:%H.%M}"
    return {
        "id": f"Masih ada tempat, misalnya {day} pukul {at}. Silakan langsung pesan.",
        "en": f"There are places left, such as on {day} at {at}. Book one of them.",
    }


def _booking(office: Office, wish: Wish, code: str, body: str, now: datetime) -> Booking:
    made = int(now.timestamp())
    return Booking(
        id=codes.id_of(code), code=code, office=office.id, service=wish.service.id, slot="", start=0, body=body,
        expires=made + UNCONFIRMED, made=made, wanted=(wish.first, wish.last), **told(office, wish.party),
    )  # fmt: skip
