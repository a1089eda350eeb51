"""How a booking stands in its draw: entered, drawn into a slot, or not drawn; with its rank."""

from dataclasses import replace
from datetime import datetime
from typing import Any

from chalicelib.errors import Busy
from chalicelib.queueing.draw_list import part_of
from chalicelib.queueing.office import Office
from chalicelib.store import draw_lists, draws, slots, waitlist
from chalicelib.store.bookings import Booking
from chalicelib.store.draws import Draw

from .ahead import is_on_list
from .book_drawn import at, drawn_into
from .keys import draw_key, pks_of


def in_draw(office: Office, booking: Booking, now: datetime) -> tuple[Booking, dict[str, Any]]:
    """The booking as it stands, and what is told of its draw.

    Who was not drawn is written nowhere: it follows from the draw. Who was is booked as soon as it has its places,
    whether the stream has seen them yet or not.
    """
    draw = draws.read(office.home, draw_key(booking), consistent=False)
    if draw is None:
        return booking, {"day": booking.draw, "entry": booking.entry}
    closes = datetime.fromtimestamp(draw.closes, office.zone).isoformat()
    told = {"day": booking.draw, "closes": closes, "entry": booking.entry}
    if draw.state != "drawn":
        given_up = booking.state == "entered" and not draw.is_to_come(now.timestamp())
        return (replace(booking, state="not_drawn") if given_up else booking), told
    told |= _rank(office, draw, booking)
    if booking.state == "entered":
        booking = _waits(office, _stands(office, booking), draw, int(told.get("rank", 0)))
    return booking, told


def _stands(office: Office, booking: Booking) -> Booking:
    run = drawn_into(office, booking)
    if run is not None and slots.has(office.home, pks_of(at(booking, run))[0], booking.id):
        return replace(at(booking, run), state="booked")
    return replace(booking, state="not_drawn")


def _waits(office: Office, booking: Booking, draw: Draw, rank: int) -> Booking:
    """As one that waits, if it was not drawn and is on the waitlist, where its rank in the draw says."""
    placed = replace(booking, rank=waitlist.joined(draw.closes, rank), wanted=(booking.draw, booking.draw))
    waits = booking.state == "not_drawn" and is_on_list(office, placed)
    return replace(placed, state="waiting") if waits else booking


def _rank(office: Office, draw: Draw, booking: Booking) -> dict[str, Any]:
    try:
        listed = draw_lists.read_part(office, draw, part_of(booking.entry, draw.parts))
    except Busy:
        # A booking is shown without its rank rather than not at all.
        return {"entries": draw.entries}
    rank = listed["entries"].get(booking.entry, {}).get("rank")
    return {"entries": draw.entries} | ({"rank": rank} if rank else {})
