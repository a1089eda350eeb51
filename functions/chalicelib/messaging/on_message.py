"""Send one SMS, at most once: marked before it is sent, within the caps of the phone and of the office."""

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from chalicelib import sms
from chalicelib.identity import e164
from chalicelib.log import logged
from chalicelib.queueing.hours import day_of, local
from chalicelib.queueing.line import LineKey, letter_of
from chalicelib.queueing.office import Office
from chalicelib.queueing.order import find, is_absent
from chalicelib.records import each
from chalicelib.settings import settings
from chalicelib.store import bookings, ledger, lines, numbers, offices, tickets
from chalicelib.store import sms as sent
from chalicelib.store.bookings import Booking
from chalicelib.store.running import running
from chalicelib.store.tickets import Ticket

from .texts import compose, spoken_time

EARLIEST, LATEST = 8, 20
"""Reminders leave between these hours of the office's day only."""


@dataclass(frozen=True)
class Note:
    """One SMS to be sent: `about` is the id of the ticket, the booking or the day, never a code.

    One that the office `must` send counts to no cap.
    """

    kind: str
    about: str
    phone: str
    text: str
    must: bool = False


@logged
def handler(event: dict[str, Any], context: Any) -> dict[str, Any]:
    """Send the SMS that the records of a batch ask for, by id."""
    return each(event, lambda asked: tell(asked, datetime.now(UTC)))


def tell(asked: dict[str, Any], now: datetime) -> bool:
    """Send the SMS that a record asks for, if it is still true and within the caps; whether it was sent."""
    office = offices.read(asked["office"])
    note = NOTES.get(asked["kind"], _booking)(office, asked, now)
    if note is None or not sms.is_mobile(note.phone):
        return False
    day = day_of(office, now)
    if not sent.mark(office.home, note.kind, note.about, int(now.timestamp())):
        return False
    if not note.must and not sent.may(office, note.phone, day, int(now.timestamp())):
        return False
    sms.send(office.home, note.phone, note.text)
    return True


def _near(office: Office, asked: dict[str, Any], now: datetime) -> Note | None:
    key = LineKey(office.id, asked["day"], asked["epoch"])
    about = numbers.ticket_of(office.home, key, asked["number"])
    ticket = tickets.read(office.home, about) if about else None
    phone = _phone(office, ticket) if ticket else ""
    if ticket is None or not phone or key != running(office, now):
        return None
    waits = find(lines.read(office.home, key, consistent=False), ticket.number)
    if waits is None:
        return None
    kind = "near_absent" if is_absent(waits[0]) else "near"
    page = f"{settings().site}/#/t/{ticket.code}"
    text = compose(kind, ticket.language, _name(office, ticket.language), page, number=ticket.number)
    # At a further station of the visit one is told again.
    letter = letter_of(waits[0])
    about = ticket.id if letter == ticket.letter else f"{ticket.id}.{letter}"
    return Note("near", about, phone, text)


def _phone(office: Office, ticket: Ticket) -> str:
    """The ticket's phone, or that of the booking it was made of; empty once its visitor had it deleted."""
    if ticket.phone or not ticket.booking:
        return ticket.phone
    booking = bookings.read(office.home, ticket.booking)
    return booking.phone if booking else ""


def _booking(office: Office, asked: dict[str, Any], now: datetime) -> Note | None:
    booking, kind = bookings.read(office.home, asked["booking"]), asked["kind"]
    if booking is None or not booking.phone or booking.state != "booked":
        return None
    if kind == "remind" and not EARLIEST <= local(office, now).hour < LATEST:
        return None
    when = spoken_time(office, datetime.fromtimestamp(booking.start, UTC), booking.language)
    page = f"{settings().site}/#/b/{booking.code}"
    text = compose(kind, booking.language, _name(office, booking.language), page, when=when)
    return Note(kind, booking.id, booking.phone, text)


def _offered(office: Office, asked: dict[str, Any], now: datetime) -> Note | None:
    """A place that the waitlist offers, while it can be accepted; each offer is told once."""
    booking = bookings.read(office.home, asked["booking"])
    if booking is None or not booking.phone or booking.state != "offered":
        return None
    if booking.until <= now.timestamp() or not EARLIEST <= local(office, now).hour < LATEST:
        return None
    start = datetime.fromisoformat(booking.offer).replace(tzinfo=office.zone)
    text = compose(
        "offered", booking.language, _name(office, booking.language), f"{settings().site}/#/b/{booking.code}",
        when=spoken_time(office, start, booking.language), until=_until(office, booking, now),
    )  # fmt: skip
    return Note("offered", f"{booking.id}.{booking.until}", booking.phone, text)


def _until(office: Office, booking: Booking, now: datetime) -> str:
    """Until when an offer stands, with its day where that is another."""
    until = datetime.fromtimestamp(booking.until, UTC)
    if day_of(office, until) != day_of(office, now):
        return spoken_time(office, until, booking.language)
    return f"{local(office, until):%H.%M}"


def _closed(office: Office, asked: dict[str, Any], now: datetime) -> Note | None:
    """The office took the slot: told once a closure, with the slot that is kept instead, if there is one; it counts to no cap."""
    booking = bookings.read(office.home, asked["booking"])
    if booking is None or not booking.phone or not booking.displaced or booking.closure != asked["closure"]:
        return None
    offered = booking.state == "offered"
    text = compose(
        "closed" if offered else "closed_waiting", booking.language, _name(office, booking.language),
        f"{settings().site}/#/b/{booking.code}", was=_slot(office, booking, booking.was[0]),
        **({"when": _slot(office, booking, booking.offer), "until": _until(office, booking, now)} if offered else {}),
    )  # fmt: skip
    return Note("closed", f"{booking.id}.{booking.closure}", booking.phone, text, must=True)


def _reopened(office: Office, asked: dict[str, Any], now: datetime) -> Note | None:
    """The slot that a closure had taken is the booking's again."""
    booking = bookings.read(office.home, asked["booking"])
    if booking is None or not booking.phone or booking.state != "booked":
        return None
    text = compose(
        "reopened", booking.language, _name(office, booking.language), f"{settings().site}/#/b/{booking.code}",
        when=_slot(office, booking, booking.slot),
    )  # fmt: skip
    return Note("reopened", f"{booking.id}.{asked['closure']}", booking.phone, text, must=True)


def _closed_number(office: Office, asked: dict[str, Any], now: datetime) -> Note | None:
    """What is waited for has closed: told to each number that has a phone, once a closure."""
    key = LineKey(office.id, asked["day"], asked["epoch"])
    about = numbers.ticket_of(office.home, key, asked["number"])
    ticket = tickets.read(office.home, about) if about else None
    phone = _phone(office, ticket) if ticket else ""
    if ticket is None or not phone:
        return None
    kind = "closed_number" if asked["serve_waiting"] else "closed_unserved"
    page = f"{settings().site}/#/t/{ticket.code}"
    text = compose(kind, ticket.language, _name(office, ticket.language), page, number=ticket.number)
    return Note("closed", f"{ticket.id}.{asked['closure']}", phone, text, must=True)


def _slot(office: Office, booking: Booking, slot: str) -> str:
    """A slot by its id, as it is spoken."""
    return spoken_time(office, datetime.fromisoformat(slot).replace(tzinfo=office.zone), booking.language)


def _root(office: Office, asked: dict[str, Any], now: datetime) -> Note | None:
    """The root of a closed day, to the manager; once for each day, whatever is set right behind it."""
    phone = e164(office.root_sms)
    key = LineKey(office.id, asked["day"], asked["epoch"])
    root = ledger.read_roots(office.home, key)[1].closed
    if phone is None or not root:
        return None
    text = compose("root", "id", _name(office, "id"), f"{settings().site}/ledger/", day=key.day, root=root)
    return Note("root", f"{key.office}#{key.day}#{key.epoch}", phone, text, must=True)


def _name(office: Office, language: str) -> str:
    return office.name["en" if language == "en" else "id"]


NOTES = {
    "near": _near,
    "offered": _offered,
    "closed": _closed,
    "closed_number": _closed_number,
    "reopened": _reopened,
    "root": _root,
}
"""What each kind of work asks to be sent; the others are about a booking."""
