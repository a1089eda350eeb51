"""An office as a value: what it offers, where, and by which rules its line runs."""

from collections.abc import Mapping
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from chalicelib.errors import UnknownCounter, UnknownFloor, UnknownService

from .booking_rules import NO_QUOTAS, Draw, Quotas, Room
from .opening import Closure, Hours, Names, Season
from .order import HeadStarts


@dataclass(frozen=True)
class Service:
    """What an office does for a visitor; `minutes` is what it usually takes, `next` the station after it, if any.

    `capacity` is a slot's places by the clock, as (minute of the day, places), each until the next; `slots` how many
    slots in a row one booking takes; `kind` what the service is called at every office.
    """

    id: str
    letter: str
    name: Names
    minutes: int
    takes: tuple[str, ...]
    requires: tuple[Names, ...]
    nik_required: bool = False
    capacity: tuple[tuple[int, int], ...] = ()
    next: str = ""
    slots: int = 1
    kind: str = ""


@dataclass(frozen=True)
class Floor:
    """A floor of the office, or another of its halls, to which visitors can be sent."""

    id: str
    name: Names


@dataclass(frozen=True)
class Counter:
    """A place where visitors are served, the services that it takes, and the floor that it stands on."""

    id: str
    services: tuple[str, ...]
    floor: str = ""


@dataclass(frozen=True)
class Moves:
    """Which turn a ticket has that is sent on: a transfer keeps it, a next station counts from joining or arrival."""

    transfer_keeps_turn: bool = True
    stations_from: str = "joining"


@dataclass(frozen=True)
class Office:
    """One public office; `home` is the region to which all its writes go.

    The rules of booking are those of docs/booking.md; `opens` is a minute of the day, `overbooking` the most percent,
    0 for none. `closures` are not in the office's document: the store adds those that managers declared.
    """

    id: str
    home: str
    name: Names
    zone: ZoneInfo
    latitude: float
    longitude: float
    services: tuple[Service, ...]
    counters: tuple[Counter, ...]
    kiosks: tuple[str, ...]
    displays: tuple[str, ...]
    hours: Mapping[int, Hours]
    closed: Mapping[str, Names]
    slot_minutes: int
    slot_days: int
    starts: HeadStarts
    running_text: Names
    from_home_per_day: int
    sms_per_day: int
    floors: tuple[Floor, ...] = ()
    moves: Moves = Moves()
    root_sms: str = ""
    seasons: tuple[Season, ...] = ()
    closures: tuple[Closure, ...] = ()
    quota: Quotas = NO_QUOTAS
    hold_minutes: int = 5
    overbooking: int = 0
    reschedules: int = 3
    phone_bookings: int = 5
    opens: int = 0
    room: Room | None = None
    draw: Draw | None = None
    address: str = ""
    early_minutes: int = 120
    late_minutes: int = 60

    def service(self, service: str) -> Service:
        """The service of that id; raises `UnknownService`."""
        for one in self.services:
            if one.id == service:
                return one
        raise UnknownService(service)

    def service_of(self, letter: str) -> Service:
        """The service of that letter; raises `UnknownService`."""
        for one in self.services:
            if one.letter == letter:
                return one
        raise UnknownService(letter)

    def counter(self, counter: str) -> Counter:
        """The counter of that id; raises `UnknownCounter`."""
        for one in self.counters:
            if one.id == counter:
                return one
        raise UnknownCounter(counter)

    def letters(self, counter: str) -> tuple[str, ...]:
        """The letters of the services that a counter takes."""
        return tuple(self.service(service).letter for service in self.counter(counter).services)

    def beside(self, floor: str) -> tuple[tuple[str, tuple[str, ...]], ...]:
        """The counters of a floor with the letters of the services that they take; raises `UnknownFloor`."""
        if floor not in [one.id for one in self.floors]:
            raise UnknownFloor(field="floor")
        return tuple((one.id, self.letters(one.id)) for one in self.counters if one.floor == floor)

    def next_letters(self) -> dict[str, str]:
        """The letter of the next station by the letter of each service that has one."""
        return {one.letter: self.service(one.next).letter for one in self.services if one.next}
