"""A booking as an event for the visitor's own calendar: iCalendar (RFC 5545), published whole each time it is asked for.

Calendars are read over shoulders, shown on locked screens, shared with families and kept by other companies. So the
event says where and when and never what for: in a hospital the service is a clinic, and that is data about health. The
page behind its link names the service, and the documents to bring.
"""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

from chalicelib.errors import UnknownSlot
from chalicelib.queueing.office import Office
from chalicelib.store.bookings import Booking

from .as_read import page, state

KIND = "text/calendar; charset=utf-8"

SAVED = {"Content-Disposition": 'attachment; filename="antrean.ics"'}

FOLD = 75
"""Octets that a line may have without its end; what is longer goes on in the next behind a space."""

ALARMS = ("-PT18H", "-PT2H")
"""When it rings: the evening before, and in time to leave."""

OVER = ("cancelled", "expired", "closed")
"""States in which nobody is expected any more."""

SUMMARY = {"id": "Kunjungan ke {office}", "en": "Visit to {office}"}
DESCRIPTION = {
    "id": "Layanan, dokumen yang dibawa, ubah atau batalkan: {page}",
    "en": "The service, what to bring, to change or cancel: {page}",
}

_ESCAPED = str.maketrans({"\\": "\\\\", ";": "\\;", ",": "\\,", "\n": "\\n", "\r": None})


def calendar(office: Office, booking: Booking, now: datetime) -> str:
    """The booking as a calendar with one event, in the booking's language; raises `UnknownSlot` before it has a slot."""
    if not booking.slot:
        raise UnknownSlot
    return "".join(f"{line}\r\n" for part in _lines(office, booking, now) for line in _folded(part))


def _lines(office: Office, booking: Booking, now: datetime) -> Iterator[str]:
    over = state(office, booking, now) in OVER
    start = datetime.fromtimestamp(booking.start, UTC)
    name = office.name[booking.language]
    yield from (
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Antrean//ID",
        "CALSCALE:GREGORIAN",
        "METHOD:PUBLISH",
    )
    yield "BEGIN:VEVENT"
    # Not the code, which opens the booking: a UID travels to whoever is invited.
    yield f"UID:{booking.id}@antrean"
    yield f"SEQUENCE:{booking.moved + over}"
    yield f"DTSTAMP:{_moment(now)}"
    yield f"DTSTART:{_moment(start)}"
    yield f"DTEND:{_moment(start + timedelta(minutes=_minutes(office, booking)))}"
    yield f"STATUS:{'CANCELLED' if over else 'CONFIRMED'}"
    yield "CLASS:PRIVATE"
    yield f"SUMMARY:{_text(SUMMARY[booking.language].format(office=name))}"
    yield f"DESCRIPTION:{_text(DESCRIPTION[booking.language].format(page=page(booking)))}"
    yield f"LOCATION:{_text(name)}"
    yield f"GEO:{office.latitude:.6f};{office.longitude:.6f}"
    yield f"URL:{page(booking)}"
    for trigger in () if over else ALARMS:
        yield from (
            "BEGIN:VALARM",
            "ACTION:DISPLAY",
            f"TRIGGER:{trigger}",
            f"DESCRIPTION:{_text(name)}",
            "END:VALARM",
        )
    yield from ("END:VEVENT", "END:VCALENDAR")


def _minutes(office: Office, booking: Booking) -> int:
    """How long the booking's slot, or slots in a row, take."""
    return office.slot_minutes * len(booking.slots)


def _moment(at: datetime) -> str:
    return f"{at:%Y%m%dT%H%M%SZ}"


def _text(said: str) -> str:
    return said.translate(_ESCAPED)


def _folded(line: str) -> Iterator[str]:
    """The line in pieces of at most 75 octets; no character is cut in two."""
    piece = ""
    for character in line:
        if len((piece + character).encode()) > FOLD:
            yield piece
            piece = " "
        piece += character
    yield piece
