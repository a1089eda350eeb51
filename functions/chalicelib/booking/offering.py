"""Offer a place to who waits: the places are kept in the slot, then the booking says so, then it leaves the list.

The slot decides. Whatever is cut short behind it the stream finishes, which sees each offer; a place that was kept for
somebody who waits no more, or was offered another one at the same moment, is given back for the next.
"""

from datetime import datetime

from chalicelib.errors import UnknownService
from chalicelib.queueing.office import Office
from chalicelib.queueing.places import until_of
from chalicelib.queueing.slots import Slot, run_of
from chalicelib.store import bookings, offers, waitlist
from chalicelib.store.bookings import WAITING, Booking
from chalicelib.store.holds import Hold
from chalicelib.store.plain import Item
from chalicelib.store.slot_item import places_in
from chalicelib.store.waitlist import Waiting

from .keys import keys_of
from .over import is_over
from .returns import pass_on


def offer(
    office: Office, who: Waiting, run: tuple[Slot, ...], service: str, until: int, now: datetime, spare: bool
) -> bool:
    """Offer the run of slots to somebody in the list; False when they wait no more. Raises `SlotFull`.

    `spare` says whether places may be taken that anybody could have.
    """
    booking = bookings.read(office.home, who.id)
    if booking is None or booking.state not in WAITING or is_over(office, booking, now):
        waitlist.remove(office.home, office.id, service, who.rank, who.id)
        return False
    kept = offers.offer_of(who.id, office.id, service, [slot.id for slot in run], booking.party, until)
    keys = keys_of(office, office.service(service), run, now)
    offers.keep(office.home, keys, kept, who.id, int(now.timestamp()), spare, displaced=who.displaced)
    if not note(office, who.id, kept, now):
        return False
    waitlist.remove(office.home, office.id, service, who.rank, who.id)
    return True


def note(office: Office, booking: str, kept: Hold, now: datetime) -> bool:
    """Let the booking say what is kept for it; else that is passed on, and False."""
    noted = bookings.offer(office.home, booking, kept.slots, kept.until)
    if noted is not None and _says(noted, kept):
        return True
    if noted is not None:
        pass_on(office, noted, kept, now)
    return False


def see_offer(office: Office, slot: Item, now: datetime) -> Booking | None:
    """The stream has seen an offer: the booking, if it is told of it now. What was cut short is finished, or passed on."""
    last = slot["last"]
    kept = [_kept(office, slot, written) for written in places_in(slot).offered(last["booking"])]
    known = bookings.read(office.home, last["booking"])
    for one in kept:
        if known is None or one is None:
            continue
        if until_of(one.written) <= now.timestamp() and known.state in WAITING:
            # Nobody would be told in time.
            pass_on(office, known, one, now)
        elif note(office, known.id, one, now):
            waitlist.remove(office.home, office.id, known.service, known.rank, known.id)
            return bookings.read(office.home, known.id)
    return None


def _says(noted: Booking, kept: Hold) -> bool:
    """Whether the booking is offered this, or has accepted it."""
    same = (noted.offered, noted.until) == (kept.slots, kept.until)
    return same and noted.state in ("offered", "booked", "checked_in")


def _kept(office: Office, slot: Item, written: str) -> Hold | None:
    """The hold that is written in a slot, over all the slots of its run."""
    _, _, service, _ = slot["pk"].split("#")
    until, n, _ = written.split(".", 2)
    try:
        run = run_of(office, office.service(service), slot["last"]["slot"])
    except UnknownService:
        run = None
    named = [one.id for one in run] if run else [slot["last"]["slot"]]
    return offers.offer_of(slot["last"]["booking"], office.id, service, named, int(n), int(until))
