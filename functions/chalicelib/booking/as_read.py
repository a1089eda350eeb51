"""A booking as its visitor reads it; their own data is masked, for whoever has the code sees it."""

from datetime import UTC, date, datetime
from typing import Any

from chalicelib.errors import UnknownBooking
from chalicelib.queueing.hours import day_of
from chalicelib.queueing.office import Office
from chalicelib.settings import settings
from chalicelib.store import bookings, offices, slots
from chalicelib.store.bookings import Booking


def found(code: str) -> tuple[Office, Booking]:
    """The office and the booking that a code opens; one that never got its place is no booking."""
    known = bookings.by_code(code)
    if known is None:
        raise UnknownBooking
    region, booking = known
    if booking.state == "pending" and not slots.has(
        region, booking.office, booking.service, booking.slot, booking.id
    ):
        raise UnknownBooking
    return offices.read(booking.office), booking


def as_read(office: Office, booking: Booking, now: datetime) -> dict[str, Any]:
    """The booking's answer (schemas/openapi.yaml, Booking)."""
    start = datetime.fromtimestamp(booking.start, UTC).astimezone(office.zone).isoformat()
    api = f"{settings().site}/api"
    own = f"{api}/bookings/{booking.code}"
    answer: dict[str, Any] = {
        "code": booking.code,
        "office": office.id,
        "service": booking.service,
        "slot": {"id": booking.slot, "start": start},
        "state": state(office, booking, now),
        "party": booking.party,
        "visitor": masked(booking),
        "links": {
            "self": own,
            "office": f"{api}/offices/{office.id}",
            "page": page(booking),
            "calendar": f"{own}/calendar",
        },
    }
    if booking.ticket:
        answer["ticket"] = booking.ticket
        answer["links"]["ticket"] = f"{api}/tickets/{booking.ticket}"
    return answer


def state(office: Office, booking: Booking, now: datetime) -> str:
    """The state on the wire: what is pending here is booked there, and a day that is over has ended it."""
    if booking.state not in ("pending", "booked"):
        return booking.state
    over = date.fromisoformat(booking.slot[:10]) < date.fromisoformat(day_of(office, now))
    return "expired" if over else "booked"


def masked(booking: Booking) -> dict[str, str]:
    """The visitor's own data, recognisable to themselves and of no use to others."""
    told = {
        "name": " ".join(word[0] + "***" for word in booking.name.split()),
        "phone": f"{booking.phone[:5]}****{booking.phone[-3:]}" if booking.phone else "",
        "nik": f"************{booking.nik_last4}" if booking.nik_last4 else "",
    }
    return {name: value for name, value in told.items() if value}


def page(booking: Booking) -> str:
    """The booking's page; the code rides in the fragment, which no server sees."""
    return f"{settings().site}/#/b/{booking.code}"
