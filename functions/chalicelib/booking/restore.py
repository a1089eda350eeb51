"""A closure was taken back: who has no other slot yet has the old one again."""

from dataclasses import replace
from datetime import date, datetime

from chalicelib.errors import SlotFull, UnknownService
from chalicelib.queueing.hours import closures_on
from chalicelib.queueing.office import Office
from chalicelib.queueing.opening import Closure
from chalicelib.queueing.slots import Slot, run_of
from chalicelib.store import bookings, closures, concerned, displaced, slots, waitlist
from chalicelib.store.bookings import Booking
from chalicelib.store.concerned import Concerned
from chalicelib.store.slot_keys import keys_of
from chalicelib.store.slots import pk_of

from . import persons
from .returns import offer_to, pass_on


def restore(office: Office, closure: Closure, who: Concerned, now: datetime) -> str:
    """Give the booking its slot back, if that lies ahead and nothing else closes it; the step to which it has come.

    Who has another slot by now, or cancelled, keeps no place in the old one. Who has none goes on waiting where the old
    one is past.
    """
    booking = bookings.read(office.home, who.key)
    if booking is None or not booking.displaced or booking.closure != closure.id:
        if booking is None or booking.slots != who.slots:
            pks = [pk_of(office.id, who.service, slot) for slot in who.slots]
            slots.release(office.home, pks, who.key, who.party, who.quota)
            return concerned.GONE
        return concerned.GONE if who.step == concerned.FOUND else concerned.BACK
    try:
        run = run_of(replace(office, closures=()), office.service(who.service), who.slots[0])
    except UnknownService:
        # The office has given the service up meanwhile.
        return concerned.GONE
    other = next(closures_on(office, date.fromisoformat(who.slots[0][:10]), who.service), None)
    if other is not None:
        _hand_over(office, closure, other, who)
        return concerned.GONE
    if run is None or run[0].start <= now or not _has_place(office, booking, run, now):
        return concerned.GONE
    return _restored(office, booking, run, now)


def _restored(office: Office, booking: Booking, run: tuple[Slot, ...], now: datetime) -> str:
    noted = displaced.restore(office.home, booking, int(run[0].start.timestamp()))
    if noted is None or noted.state != "booked" or noted.slots != booking.was:
        # It was just accepted, moved or cancelled: the next time says what is left to do.
        return concerned.FOUND
    persons.keep(office, noted)
    if booking.offer:
        pass_on(office, booking, offer_to(booking), now)
    waitlist.remove(office.home, office.id, booking.service, booking.rank, booking.id)
    return concerned.BACK


def _has_place(office: Office, booking: Booking, run: tuple[Slot, ...], now: datetime) -> bool:
    """Whether it has its old places, as nearly always, or gets them anew."""
    keys = keys_of(office, office.service(booking.service), run, now)
    try:
        slots.claim(office.home, keys, booking.id, int(now.timestamp()), booking.party, booking.quota)
    except SlotFull:
        return False
    return True


def _hand_over(office: Office, closure: Closure, other: Closure, who: Concerned) -> None:
    """Let another closure of the day be why the booking is displaced, so that it is restored with that one."""
    kept = closures.expires(office, other)
    concerned.find(office.home, office.id, other.id, [replace(who, step=concerned.TOLD)], kept)
    displaced.adopt(office.home, who.key, closure.id, other.id)
