"""An offer ran out: its places go on to the next, and the booking lapses."""

from datetime import datetime

from chalicelib.queueing.office import Office
from chalicelib.queueing.places import OFFER
from chalicelib.queueing.reoffering import due_of
from chalicelib.store import bookings, identities, offers, slots
from chalicelib.store.bookings import Booking
from chalicelib.store.dues import Due
from chalicelib.store.slots import pk_of

from .confirm import confirm
from .returns import begins


def lapse_offer(office: Office, due: Due, now: datetime) -> None:
    """Pass on what is held for an offer that ran out, whatever its booking says; then lapse the booking, if it is that one's.

    An acceptance that was cut short behind the slot is finished instead.
    """
    booking, at = due.id.removeprefix(OFFER), int(now.timestamp())
    again = due_of(office, begins(office, due.slot), at, 0)
    offers.lapse(office.home, pk_of(office.id, due.service, due.slot), booking, at, again)
    known = bookings.read(office.home, booking)
    if known is None or known.state != "offered" or known.until > at or due.slot not in known.offered:
        return
    if slots.has(office.home, pk_of(office.id, known.service, known.offer), known.id):
        confirm(office, known.id, known.offer, now)
    else:
        _lapse(office, known)


def _lapse(office: Office, booking: Booking) -> None:
    lapsed = bookings.lapse(office.home, booking)
    if lapsed is None or lapsed.state != "expired":
        return
    identities.forget(office.home, lapsed)
    if lapsed.erased:
        bookings.forget_persons(office.home, lapsed.id)
