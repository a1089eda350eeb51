"""The store's keys of the slots that bookings take, and of the draws that they are in."""

from chalicelib.store.bookings import Booking
from chalicelib.store.draws import DrawKey
from chalicelib.store.slot_keys import key_of, keys_of
from chalicelib.store.slots import pk_of

__all__ = ["draw_key", "key_of", "keys_of", "pks_of", "pks_to"]


def pks_of(booking: Booking) -> list[str]:
    """The partition keys of the slots that a booking takes."""
    return [pk_of(booking.office, booking.service, slot) for slot in booking.slots]


def pks_to(booking: Booking) -> list[str]:
    """The partition keys of the slots that a booking is being moved to; none when it is not."""
    slots = (booking.to, *booking.to_run) if booking.to else ()
    return [pk_of(booking.office, booking.service, slot) for slot in slots]


def draw_key(booking: Booking) -> DrawKey:
    """The key of the draw that a booking was entered in."""
    return DrawKey(booking.office, booking.service, booking.draw)
