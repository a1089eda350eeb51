"""An office's rules of booking as values: quotas of a slot's places, the waiting room, the draw."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Quota:
    """A share of each slot's places that is kept for one kind of booking until so long before the slot."""

    percent: int
    release_minutes: int


@dataclass(frozen=True)
class Quotas:
    """The quotas that an office keeps: for bookings made at the office, and by a partner; the rest is the web's."""

    walk_in: Quota | None = None
    partner: Quota | None = None


NO_QUOTAS = Quotas()


@dataclass(frozen=True)
class Room:
    """The waiting room in front of the newest day: how many it lets in a second, and for how long it stands."""

    per_second: int
    minutes: int


@dataclass(frozen=True)
class Draw:
    """The services whose newest day is drawn, and for how many minutes entries are taken."""

    services: tuple[str, ...]
    minutes: int
