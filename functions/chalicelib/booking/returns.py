"""Places come back: after a delay that nobody can know they are offered again, to who waits first."""

import secrets
from collections.abc import Iterable
from datetime import date, datetime, timedelta

from chalicelib.queueing.hours import at_minute
from chalicelib.queueing.office import Office
from chalicelib.queueing.places import OFFER, WEB, id_of_hold, until_of
from chalicelib.queueing.reoffering import LATEST, SOONEST, due_of
from chalicelib.store import bookings, dues, offers, slots
from chalicelib.store.bookings import Booking
from chalicelib.store.dues import Due
from chalicelib.store.holds import Hold
from chalicelib.store.plain import Item
from chalicelib.store.slot_item import places_in
from chalicelib.store.slots import pk_of


def give_back(office: Office, booking: Booking, named: Iterable[str], now: datetime) -> None:
    """Give the booking's places back in each of these slots, by id; once, however often it is asked.

    Not where it stands or goes by now: what was known of it may be old when the slot is written, so both are one
    transaction, save for a cancelled one, which never comes back.
    """
    for slot in dict.fromkeys(named):
        delay = SOONEST + secrets.randbelow(LATEST - SOONEST + 1)
        due = due_of(office, begins(office, slot), int(now.timestamp()), delay) if booking.quota == WEB else 0
        pk = pk_of(booking.office, booking.service, slot)
        checks = bookings.leaves(office.home, booking, slot)
        slots.release(office.home, [pk], booking.id, booking.party, booking.quota, due, checks)


def pass_on(office: Office, booking: Booking, offer: Hold, now: datetime) -> None:
    """Let what was offered to the booking, and is not wanted, be offered to the next as soon as somebody can be told."""
    for slot in offer.slots:
        due = due_of(office, begins(office, slot), int(now.timestamp()), 0)
        offers.give_back(office.home, [pk_of(offer.office, offer.service, slot)], offer, booking.id, due)


def offer_to(booking: Booking) -> Hold:
    """The hold by which what the booking is offered is kept."""
    return offers.offer_of(
        booking.id, booking.office, booking.service, booking.offered, booking.party, booking.until
    )


def note_due(office: Office, slot: Item) -> None:
    """Note when the slot is to be looked at because of its last change; again is the same."""
    places, own = places_in(slot), slot["last"]["booking"]
    _, _, service, name = slot["pk"].split("#")
    for one in (*places.back, *places.held):
        if id_of_hold(one) in (own, f"{OFFER}{own}"):
            dues.put(office.home, office.id, Due(until_of(one), service, name, id_of_hold(one)))


def begins(office: Office, slot: str) -> int:
    """When a slot begins, by its id, in epoch seconds."""
    day, _, clock = slot.partition("T")
    minute = int(clock[:2]) * 60 + int(clock[3:])
    return int((at_minute(office, date.fromisoformat(day), 0) + timedelta(minutes=minute)).timestamp())
