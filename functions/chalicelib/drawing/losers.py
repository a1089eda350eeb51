"""Who was not drawn and wishes to wait: handed on in the order drawn."""

from collections.abc import Iterable
from datetime import date

from chalicelib.queueing.drawing import Entry
from chalicelib.queueing.hours import at_minute
from chalicelib.queueing.office import Office
from chalicelib.store import waitlist
from chalicelib.store.draws import Draw
from chalicelib.store.waitlist import Waiting

Loser = tuple[int, Entry, str]
"""The rank of an entry in the draw, the entry, and the id of its booking."""


def to_waitlist(office: Office, draw: Draw, losers: Iterable[Loser]) -> None:
    """Let these wait for places of the draw's day, by their rank in it; again is the same.

    It is called before the draw is drawn, and again when that was cut short.
    """
    day = draw.key.day
    waiting = [
        Waiting(booking, waitlist.joined(draw.closes, rank), entry.party, day, day)
        for rank, entry, booking in losers
    ]
    expires = int(at_minute(office, date.fromisoformat(day), 0).timestamp()) + waitlist.KEPT
    waitlist.put_all(office.home, office.id, draw.key.service, waiting, expires)
