"""Where in the list one who waits stands."""

from chalicelib.queueing.office import Office
from chalicelib.store import waitlist
from chalicelib.store.bookings import KEPT, Booking
from chalicelib.store.waitlist import Waiting

FEW = 100
"""How many before one are counted; who has more ahead need not know how many exactly."""


def ahead(office: Office, booking: Booking) -> int:
    """How many are before a booking that waits, no more than `FEW`; one whose entry a crash left out is put onto the list."""
    found = _ahead(office, booking, FEW)
    if found is None:
        put_on_list(office, booking)
        found = _ahead(office, booking, FEW)
    return found or 0


def is_on_list(office: Office, booking: Booking) -> bool:
    """Whether a booking that may wait is on the list."""
    return _ahead(office, booking, 0) is not None


def put_on_list(office: Office, booking: Booking) -> None:
    """Put a booking that waits onto the list; again is the same."""
    expires = booking.expires - KEPT + waitlist.KEPT
    waitlist.put(office.home, office.id, booking.service, _entry(booking), expires)


def _ahead(office: Office, booking: Booking, most: int) -> int | None:
    return waitlist.ahead(office.home, office.id, booking.service, _entry(booking), most)


def _entry(booking: Booking) -> Waiting:
    first, last = booking.wanted
    return Waiting(booking.id, booking.rank, booking.party, first, last)
