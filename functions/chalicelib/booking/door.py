"""What stands before a booking, a hold and a move, the cheapest first: time, waiting room, sold-out gate.

Who is refused here leaves nothing behind, and costs at most one read of the slot in a moment and process.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from chalicelib.errors import SlotFull, SlotPast
from chalicelib.queueing.office import Office, Service
from chalicelib.queueing.places import WEB
from chalicelib.queueing.quota import freed
from chalicelib.queueing.slots import Slot
from chalicelib.store import slots

from .admission import Admission, admit
from .drawn_instead import drawn_instead
from .keys import keys_of


@dataclass(frozen=True)
class Knock:
    """What whoever knocks brings along: a pass of the waiting room, and the address from which they come."""

    written: str = ""
    address: str = ""


NOBODY = Knock()


@dataclass(frozen=True)
class Wanted:
    """n places in a run of slots, from a quota; `kept` if a hold keeps them, `had` are slots that one has already."""

    service: Service
    run: Sequence[Slot]
    n: int
    quota: str = WEB
    kept: bool = False
    had: Sequence[str] = ()


def let_in(office: Office, wanted: Wanted, knock: Knock, now: datetime) -> Admission | None:
    """The admission with which the places may be claimed; None when none is needed.

    Raises `SlotPast`, `DrawnInstead`, `NotAdmitted`, `SlotFull`. Only the web's places are drawn or have a waiting room,
    and those of a quota that has become the web's.
    """
    first, admission = wanted.run[0], None
    if first.start <= now:
        raise SlotPast(field="slot")
    if wanted.quota == WEB or wanted.quota in freed(
        office, int(first.start.timestamp()), int(now.timestamp())
    ):
        drawn = drawn_instead(office, wanted.service, first.id, now)
        if drawn:
            raise drawn
        day = date.fromisoformat(first.id[:10])
        admission = admit(office, wanted.service, day, knock.written, now, wanted.kept)
    if not wanted.kept and _is_full(office, wanted, now):
        raise SlotFull(field="slot")
    return admission


def _is_full(office: Office, wanted: Wanted, now: datetime) -> bool:
    keys = [key for key in keys_of(office, wanted.service, wanted.run, now) if key.slot not in wanted.had]
    return slots.full(office.home, keys, wanted.n, int(now.timestamp()), wanted.quota)
