"""The waiting room in front of a day that is rushed for: who is let in when, at the rate that the office set.

Who asks before the order is settled, a minute after the day opens, is let in by lot, and gains nothing by being fast;
who asks later comes behind them. Times are epoch seconds.
"""

from dataclasses import dataclass
from datetime import date
from math import ceil, log, sqrt

from .office import Office, Service
from .release import release_of

BEFORE = 15 * 60
"""How long before the day opens one may come into the room, in seconds."""

GATHERING = 60
"""For so many seconds after the day opened, coming first gains nothing; never more than half of the room's time."""

STAY = 10 * 60
"""How long a pass is good from when its holder is let in, in seconds."""

SAVED = 10
"""Places of so many seconds may be used later than they came; a longer pause does not let a crowd in at once."""

RISK = 1e-6
"""How likely it may be that lots fall so that at any moment more are let in than the rate says."""


@dataclass(frozen=True)
class WaitingRoom:
    """When one may come, when the order of those who came is settled, when the room is over, and its rate."""

    begins: int
    settles: int
    closes: int
    per_second: int


def room_of(office: Office, service: Service, day: date) -> WaitingRoom | None:
    """The waiting room in front of a service's day; None when the day is not rushed for, or drawn."""
    release = release_of(office, service, day)
    if release.mode != "room" or office.room is None:
        return None
    opens, closes = (int(at.timestamp()) for at in (release.opens, release.closes))
    settles = opens + min(GATHERING, (closes - opens) // 2)
    return WaitingRoom(opens - BEFORE, settles, closes, office.room.per_second)


def place_by_lot(lot: float, gathered: int) -> float:
    """The place of a lot from 0 to 1 among so many, the first being about 0: its share of them and some to spare.

    Lots lie unevenly, and nobody keeps a list of them. With what is added, the k-th lot has a place of at least k for
    every k at once, but for `RISK`: by Bernstein's inequality for each k, or for all by that of Dvoretzky, Kiefer,
    Wolfowitz and Massart, whichever adds less.
    """
    fair, odds = lot * gathered, log(max(1, gathered) / RISK)
    return fair + min(odds / 3 + sqrt(odds * odds / 9 + 2 * fair * odds), _most_to_spare(gathered))


def place_behind(number: int, gathered: int) -> float:
    """The place of who came as the number-th (from 0) after the order was settled: behind all who came before."""
    return gathered + _most_to_spare(gathered) + 1 + number


def least_number(room: WaitingRoom, gathered: int, now: int) -> int:
    """The first number behind the others that has not been let pass for longer than `SAVED`."""
    return max(0, (now - SAVED - room.settles) * room.per_second - ceil(place_behind(0, gathered)))


def let_in(room: WaitingRoom, place: float) -> int:
    """When a place is let in."""
    return room.settles + ceil(place / room.per_second)


def _most_to_spare(gathered: int) -> float:
    return sqrt(gathered * log(1 / RISK) / 2)
