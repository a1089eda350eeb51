"""Who was not drawn and wishes to wait: handed on in the order drawn."""

from collections.abc import Sequence
from datetime import datetime

from chalicelib.queueing.office import Office
from chalicelib.store.draws import Draw


def to_waitlist(office: Office, draw: Draw, bookings: Sequence[str], now: datetime) -> None:
    """Let these bookings, by id and in the order drawn, wait for places of the draw's day.

    It is called before the draw is drawn, and again when that was cut short. Until the waitlist takes them there is
    nothing to do: who was not drawn reads so, and may come onto it by themselves.
    """
