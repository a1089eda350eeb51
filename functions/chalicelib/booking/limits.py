"""How often one may book: attempts of a person and from an address, bookings of a phone.

Reads are free, and so is whatever is refused for another reason: only who is about to write is counted. Who comes again
gets what they have, also when they may try no more. The coarse limits stand before the API (infra/templates/api.yaml).
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, date, datetime

from chalicelib import codes
from chalicelib.errors import Conflict, TooMany
from chalicelib.queueing.hours import local
from chalicelib.queueing.office import Office
from chalicelib.queueing.places import WEB
from chalicelib.settings import settings
from chalicelib.store import contacts, tries
from chalicelib.store.bookings import Booking

HOUR, DAY = 3_600, 86_400

OF_A_PERSON = 20
"""How many bookings of one NIK may be tried in a day at an office: who books and cancels again and again hides places."""

OF_AN_ADDRESS = 400
"""How many holds and bookings may be tried from one address in an hour at an office.

Carriers put many phones behind one address; where a town's 1,000 share one and one in twenty books in the same hour, with
three holds each, it is 200. An office has some hundred places a day.
"""

HELD_AT_ONCE = 20
"""How many holds an address may begin within the time of one, at an office: so many strangers cannot keep a day from all.

Who gets none can book all the same, without a place kept meanwhile.
"""

PHONE_FULL = {
    "id": "Nomor HP ini sudah dipakai untuk {most} pemesanan hari ini.",
    "en": "{most} bookings were made with this phone today.",
}


def too_many(office: Office, address: str, persons: Sequence[str], now: datetime) -> TooMany | None:
    """Count an attempt from an address, and of people by their keyed hashes; the refusal of one too many."""
    if not settings().rate_limits:
        return None
    at = int(now.timestamp())
    seen = codes.address(office.home, now.astimezone(UTC).date().isoformat(), address)
    if seen and not _one_more(office, f"address#{seen}", at // HOUR, OF_AN_ADDRESS, HOUR):
        return TooMany(retry_after=HOUR - at % HOUR)
    for person in persons:
        if not _one_more(office, f"person#{person}", at // DAY, OF_A_PERSON, DAY):
            return TooMany(field="visitor.nik", retry_after=DAY - at % DAY)
    return None


def too_many_holds(office: Office, address: str, now: datetime) -> TooMany | None:
    """Count a hold of an address; the refusal of one too many."""
    if not settings().rate_limits:
        return None
    lasts, at = office.hold_minutes * 60, int(now.timestamp())
    seen = codes.address(office.home, now.astimezone(UTC).date().isoformat(), address)
    if seen and not _one_more(office, f"holds#{seen}", at // lasts, HELD_AT_ONCE, lasts):
        return TooMany(retry_after=lasts - at % lasts)
    return too_many(office, address, (), now)


@contextmanager
def counted_for_phone(office: Office, booking: Booking) -> Iterator[None]:
    """What is done inside is counted for the booking's phone and the day on which it is made, unless it is refused.

    Raises `TooMany`. A phone may be a family's, so some a day are allowed; what an office or a partner books for others
    is not counted.
    """
    if not settings().rate_limits or not booking.phone or booking.quota != WEB:
        yield
        return
    contact, day = _contact(office, booking), _made_on(office, booking)
    expires = booking.made + DAY
    if not contacts.claim(office.home, contact, day, booking.id, office.phone_bookings, expires):
        said = {name: text.format(most=office.phone_bookings) for name, text in PHONE_FULL.items()}
        raise TooMany(said, field="visitor.phone", retry_after=HOUR)
    try:
        yield
    except Conflict:
        contacts.release(office.home, contact, day, booking.id)
        raise


def release_phone(office: Office, booking: Booking) -> None:
    """A booking that is cancelled counts for its phone no more."""
    if settings().rate_limits and booking.phone:
        contacts.release(office.home, _contact(office, booking), _made_on(office, booking), booking.id)


def _one_more(office: Office, what: str, window: int, most: int, seconds: int) -> bool:
    """Count in a window of so many seconds; forgotten when it is over."""
    return tries.one_more(office.home, f"{office.id}#{what}", window, most, (window + 1) * seconds)


def _contact(office: Office, booking: Booking) -> str:
    return f"{office.id}#{codes.identity(office.home, 'phone', booking.phone)}"


def _made_on(office: Office, booking: Booking) -> str:
    made: date = local(office, datetime.fromtimestamp(booking.made, UTC)).date()
    return made.isoformat()
