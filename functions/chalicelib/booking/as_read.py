"""A booking as its visitor reads it; their own data is masked, for whoever has the code sees it."""

from datetime import UTC, datetime
from typing import Any

from chalicelib.errors import UnknownBooking
from chalicelib.queueing.office import Office
from chalicelib.settings import settings
from chalicelib.store import bookings, closures, entries, offices
from chalicelib.store.bookings import Booking

from .ahead import ahead
from .in_draw import in_draw
from .keys import draw_key
from .over import is_over
from .persons import has_place
from .returns import begins


def found(code: str) -> tuple[Office, Booking]:
    """The office and the booking that a code opens; one that never got its place is no booking."""
    known = bookings.by_code(code)
    if known is None:
        raise UnknownBooking
    _, booking = known
    office = offices.read(booking.office)
    if booking.state == "pending" and not has_place(office, booking):
        raise UnknownBooking
    if booking.state == "entered" and not entries.stands(
        office.home, draw_key(booking), booking.entry, booking.id
    ):
        raise UnknownBooking
    return office, booking


def as_read(office: Office, booking: Booking, now: datetime) -> dict[str, Any]:
    """The booking's answer (schemas/openapi.yaml, Booking)."""
    booking, draw = in_draw(office, booking, now) if booking.draw else (booking, {})
    api = f"{settings().site}/api"
    own = f"{api}/bookings/{booking.code}"
    answer: dict[str, Any] = {
        "code": booking.code,
        "office": office.id,
        "service": booking.service,
        "state": (said := state(office, booking, now)),
        "party": booking.party,
        "for": "other" if booking.other else "self",
        "visitor": masked(booking),
        "rescheduled": booking.moved,
        "links": {
            "self": own,
            "office": f"{api}/offices/{office.id}",
            "page": page(booking),
        },
    }
    if booking.slot:
        answer["slot"] = slot_of(office, booking.slot, booking.start)
        answer["links"]["calendar"] = f"{own}/calendar"
    if draw:
        answer["draw"] = draw
    if said == "offered":
        answer["offer"] = _offer(office, booking)
    if said in ("waiting", "offered") and booking.wanted:
        answer["waiting"] = _waiting(office, booking, said)
    if booking.displaced and (closure := _closure(office, booking)):
        answer["closure"] = closure
    if booking.members:
        answer["members"] = [_known(member.name, "", member.nik_last4) for member in booking.members]
    if booking.ticket:
        answer["ticket"] = booking.ticket
        answer["links"]["ticket"] = f"{api}/tickets/{booking.ticket}"
    return answer


def slot_of(office: Office, slot: str, start: int) -> dict[str, str]:
    """A slot, its start (epoch seconds) with the office's offset."""
    return {"id": slot, "start": _local(office, start)}


def _offer(office: Office, booking: Booking) -> dict[str, Any]:
    slot = slot_of(office, booking.offer, begins(office, booking.offer))
    return {"slot": slot, "until": _local(office, booking.until)}


def _closure(office: Office, booking: Booking) -> dict[str, Any]:
    """Why the office took the booking's slot, in the booking's language, and which; nothing when that is not known any more."""
    declared = closures.read(office, booking.closure)
    if declared is None:
        return {}
    had = {"slot": slot_of(office, booking.was[0], begins(office, booking.was[0]))} if booking.was else {}
    return {"why": declared.closure.why[booking.language], **had}


def _waiting(office: Office, booking: Booking, said: str) -> dict[str, Any]:
    """Who is offered a place has nobody before them."""
    first, last = booking.wanted
    return {"ahead": ahead(office, booking) if said == "waiting" else 0, "from": first, "to": last}


def _local(office: Office, at: int) -> str:
    return datetime.fromtimestamp(at, UTC).astimezone(office.zone).isoformat()


def start_of(booking: Booking) -> datetime:
    """When the booking's slot begins, in UTC."""
    return datetime.fromtimestamp(booking.start, UTC)


def state(office: Office, booking: Booking, now: datetime) -> str:
    """The state on the wire: what is pending here is booked there; expired is also what only the clock has ended."""
    if booking.state not in ("pending", "booked", "waiting", "offered"):
        return booking.state
    if is_over(office, booking, now):
        return "expired"
    return "booked" if booking.state == "pending" else booking.state


def masked(booking: Booking) -> dict[str, str]:
    """The visitor's own data, recognisable to themselves and of no use to others."""
    return _known(booking.name, booking.phone, booking.nik_last4)


def _known(name: str, phone: str, nik_last4: str) -> dict[str, str]:
    told = {
        "name": " ".join(word[0] + "***" for word in name.split()),
        "phone": f"{phone[:5]}****{phone[-3:]}" if phone else "",
        "nik": f"************{nik_last4}" if nik_last4 else "",
    }
    return {name: value for name, value in told.items() if value}


def page(booking: Booking) -> str:
    """The booking's page; the code rides in the fragment, which no server sees."""
    return f"{settings().site}/#/b/{booking.code}"
