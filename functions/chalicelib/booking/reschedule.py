"""Move a booking to another slot: the old place is kept until the new one is certain."""

from dataclasses import replace
from datetime import datetime

from chalicelib.errors import Busy, MovedTooOften, NotBooked, SlotFull, UnknownBooking
from chalicelib.queueing.office import Office
from chalicelib.queueing.slots import Slot
from chalicelib.store import bookings, slots, waitlist
from chalicelib.store.bookings import Booking
from chalicelib.store.slots import pk_of

from . import persons
from .accept_offer import accept_offer
from .admission import Admission
from .door import NOBODY, Knock, Wanted, let_in
from .keys import keys_of, pks_of, pks_to
from .returns import begins, give_back, offer_to, pass_on
from .use_pass import used

TRIES = 3


def reschedule(
    office: Office, booking: Booking, run: tuple[Slot, ...], now: datetime, knock: Knock = NOBODY
) -> Booking:
    """The booking, moved to the run of slots; one that is there already is answered as it is.

    Where it goes is noted first, then the place there is claimed, then the booking stands there, then the old place is
    given back: whatever is cut short, the same request, the next one or the stream finishes. Who was displaced by a
    closure chooses in the same way. Raises `SlotFull`, `SlotPast`, `DrawnInstead`, `NotAdmitted`, `PassUsed`,
    `NotBooked`, `MovedTooOften`.
    """
    if booking.state == "pending" and slots.has(office.home, pks_of(booking)[0], booking.id):
        # The stream has not come so far yet.
        booking = bookings.confirm(office.home, booking.id, booking.slot) or booking
    for _ in range(TRIES):
        if booking.slot == run[0].id:
            leave(office, booking, now)
            return booking
        if booking.displaced and booking.state == "offered" and booking.offer == run[0].id:
            return accept_offer(office, booking, now)
        admission = _let_in(office, booking, run, now, knock)
        with used(admission, booking.id):
            rest = tuple(slot.id for slot in run[1:])
            # Who was displaced has not moved of their own will.
            most = booking.moved + 1 if booking.displaced else office.reschedules
            noted = bookings.begin_move(office.home, booking.id, run[0].id, rest, most, booking.displaced)
            if noted is None:
                raise UnknownBooking
            if noted.to == run[0].id and (noted.state == "booked" or noted.displaced):
                return _moved(office, noted, run, now)
        # Another move was under way, or it is booked no more.
        if noted.to:
            settle_move(office, noted, now)
        booking = bookings.read(office.home, booking.id) or noted
    raise Busy


def settle_move(office: Office, booking: Booking, now: datetime) -> None:
    """Finish a move that was cut short: to where it has its new place, else back."""
    there = all(slots.has(office.home, pk, booking.id) for pk in pks_to(booking))
    if not there:
        _end_in_vain(office, booking, now)
    # Also where the office offers such a slot no more: it has a place there, as those have who booked it before.
    elif _ended(office, booking, begins(office, booking.to)):
        _leave_behind(office, booking, now)
    else:
        # Whoever was faster may have died behind it.
        known = bookings.read(office.home, booking.id)
        if known is not None:
            leave(office, known, now)


def leave(office: Office, booking: Booking, now: datetime) -> None:
    """Give back the places that a booking still has where it stood before: whoever moved it died before they did."""
    pks = [pk_of(booking.office, booking.service, slot) for slot in booking.had]
    still = [
        slot for slot, pk in zip(booking.had, pks, strict=True) if slots.has(office.home, pk, booking.id)
    ]
    give_back(office, booking, still, now)


def _end_in_vain(office: Office, booking: Booking, now: datetime) -> None:
    """Let the booking stay where it is; of several new slots in a row it may have some, by another who moved it."""
    bookings.end_move(office.home, booking, None)
    if booking.to_run:
        give_back(office, booking, _ahead(booking), now)


def _ended(office: Office, booking: Booking, start: int) -> bool:
    """Let the booking stand where it has its new place, and before that have its people be remembered until then."""
    persons.remember(office, booking, start)
    ended = bookings.end_move(office.home, booking, start)
    if ended and start < booking.start:
        persons.keep(office, replace(booking, start=start, state="booked"))
    return ended


def _let_in(
    office: Office, booking: Booking, run: tuple[Slot, ...], now: datetime, knock: Knock
) -> Admission | None:
    if booking.state not in ("pending", "booked") and not booking.displaced:
        raise NotBooked
    if booking.moved >= office.reschedules and not booking.displaced:
        raise MovedTooOften
    # A move that was begun may have its place there already.
    begun = booking.to == run[0].id
    service = office.service(booking.service)
    admission = let_in(
        office, Wanted(service, run, booking.party, booking.quota, begun, booking.slots), knock, now
    )
    if admission is not None and booking.identity:
        admission.check_person(booking.identity)
    return admission


def _moved(office: Office, booking: Booking, run: tuple[Slot, ...], now: datetime) -> Booking:
    start = int(run[0].start.timestamp())
    # What both have is not claimed twice: of a service of several slots old and new may share one.
    keys = [
        key
        for key in keys_of(office, office.service(booking.service), run, now)
        if key.pk not in pks_of(booking)
    ]
    try:
        if keys:
            slots.claim(office.home, keys, booking.id, int(now.timestamp()), booking.party, booking.quota)
    except SlotFull:
        _end_in_vain(office, booking, now)
        raise
    if _ended(office, booking, start):
        _leave_behind(office, booking, now)
        return replace(
            booking, slot=booking.to, run=booking.to_run, start=start, to="", to_run=(), move="", state="booked",
            moved=booking.moved + (not booking.displaced), expires=start + bookings.KEPT, closure="", was=(),
            offer="", offer_run=(), until=0, had=bookings.stood(booking, (booking.to, *booking.to_run)),
        )  # fmt: skip
    return _as_it_is(office, booking, run, now)


def _as_it_is(office: Office, booking: Booking, run: tuple[Slot, ...], now: datetime) -> Booking:
    """Somebody else ended the move: the stream, which brought it there, or a cancelling or check-in, after which the new place is given back."""
    known = bookings.read(office.home, booking.id)
    if known is None:
        raise UnknownBooking
    if known.slot == run[0].id:
        leave(office, known, now)
        return known
    give_back(office, booking, _ahead(booking), now)
    # Who is still booked was moved elsewhere meanwhile, or was kept from moving: the same may go well now.
    raise Busy if known.state == "booked" else NotBooked


def _leave_behind(office: Office, booking: Booking, now: datetime) -> None:
    """Give back what it had and has no more; of one that was displaced also what it was offered."""
    had = (*booking.slots, *booking.was)
    give_back(office, booking, [slot for slot in had if slot not in (booking.to, *booking.to_run)], now)
    if booking.displaced:
        waitlist.remove(office.home, office.id, booking.service, booking.rank, booking.id)
        if booking.offer:
            pass_on(office, booking, offer_to(booking), now)


def _ahead(booking: Booking) -> list[str]:
    """The slots that it was to have and had not yet."""
    return [slot for slot in (booking.to, *booking.to_run) if slot not in booking.slots]
