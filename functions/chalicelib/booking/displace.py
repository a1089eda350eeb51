"""A closure takes a booking's slot: it waits before all others for another, and keeps its place until it has one."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

from chalicelib.errors import SlotFull
from chalicelib.queueing.hours import at_minute
from chalicelib.queueing.office import Office
from chalicelib.queueing.opening import Closure
from chalicelib.queueing.reoffering import instead_until
from chalicelib.queueing.slots import Slot
from chalicelib.store import bookings, closures, concerned, displaced, offers, waitlist
from chalicelib.store.bookings import KEPT, Booking
from chalicelib.store.concerned import Concerned
from chalicelib.store.slot_keys import keys_of

from . import persons
from .ahead import put_on_list
from .first_free import FirstFree
from .offering import note
from .reschedule import settle_move
from .wish import FURTHEST


def displace(office: Office, closure: Closure, who: Concerned, now: datetime) -> str:
    """Let the booking wait for another slot, by the seniority of when it was made; the step to which it has come.

    One that is cancelled, has come or was moved elsewhere has nothing to lose any more.
    """
    noted = _displaced(office, closure, who)
    if noted is not None and noted.to and noted.slots == who.slots:
        who = _settled(office, closure, who, noted, now)
        noted = _displaced(office, closure, who)
    if noted is None or not noted.displaced or noted.closure != closure.id:
        return concerned.GONE
    persons.keep(office, noted)
    if noted.state == "waiting":
        put_on_list(office, noted)
    return concerned.MOVED


def offer_instead(office: Office, closure: Closure, who: Concerned, free: FirstFree, now: datetime) -> str:
    """Keep the first free slot for a displaced booking that has no offer; where there is none it waits on.

    So does one of a service that the office has given up meanwhile.
    """
    if who.service not in [service.id for service in office.services]:
        return concerned.TRIED
    booking = bookings.read(office.home, who.key)
    if booking is not None and booking.state == "waiting" and booking.closure == closure.id:
        for run in free.runs(who.service, who.party):
            if keep_instead(office, booking, run, now):
                free.take(who.service, run, who.party)
                break
            free.miss(who.service, run)
    return concerned.TRIED


def keep_instead(office: Office, booking: Booking, run: tuple[Slot, ...], now: datetime) -> bool:
    """Offer a run of slots to a displaced booking, for a day; False when it has no places, or begins too soon."""
    at, named = int(now.timestamp()), [slot.id for slot in run]
    until = instead_until(office, int(run[0].start.timestamp()), at)
    if until is None:
        return False
    kept = offers.offer_of(booking.id, office.id, booking.service, named, booking.party, until)
    keys = keys_of(office, office.service(booking.service), run, now)
    try:
        offers.keep(office.home, keys, kept, booking.id, at, spare=True, op="instead", displaced=True)
    except SlotFull:
        return False
    if note(office, booking.id, kept, now):
        waitlist.remove(office.home, office.id, booking.service, booking.rank, booking.id)
    return True


def rank_and_days(office: Office, closure: Closure, since: int) -> dict[str, Any]:
    """How one waits whom the closure displaced: by which rank, on which days, and until when that is kept."""
    last = date.fromisoformat(closure.last) + timedelta(days=FURTHEST)
    return {
        "closure": closure.id,
        "rank": waitlist.displaced(since),
        "wanted": (closure.first, last.isoformat()),
        "expires": int(at_minute(office, last, 0).timestamp()) + KEPT,
    }


def _displaced(office: Office, closure: Closure, who: Concerned) -> Booking | None:
    return displaced.displace(office.home, who.key, who.slots, **rank_and_days(office, closure, who.since))


def _settled(office: Office, closure: Closure, who: Concerned, booking: Booking, now: datetime) -> Concerned:
    """Finish a move that was cut short; one that went into another closed slot is concerned for that one."""
    settle_move(office, booking, now)
    again = bookings.read(office.home, booking.id) or booking
    if again.slots == who.slots or not closure.first <= again.slot[:10] <= closure.last:
        return who
    moved = replace(who, slots=again.slots)
    concerned.renew(office.home, office.id, closure.id, moved, closures.expires(office, closure))
    return moved
