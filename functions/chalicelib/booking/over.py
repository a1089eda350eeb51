"""Whether a booking counts no more by the clock alone, before anybody has noted it."""

from datetime import UTC, datetime

from chalicelib.queueing.check_in_window import check_in_window
from chalicelib.queueing.hours import day_of
from chalicelib.queueing.office import Office
from chalicelib.queueing.places import PATIENCE
from chalicelib.store.bookings import Booking


def is_over(office: Office, booking: Booking, now: datetime) -> bool:
    """Who did not come in time; whose offer nobody keeps any more, but for whom a closure displaced; who waited for days that are past."""
    if booking.slot or booking.state == "entered":
        return check_in_window(office, datetime.fromtimestamp(booking.start, UTC))[1] < now
    if booking.state == "offered":
        return not booking.closure and booking.until + PATIENCE < now.timestamp()
    return booking.state == "waiting" and booking.wanted[1] < day_of(office, now)
