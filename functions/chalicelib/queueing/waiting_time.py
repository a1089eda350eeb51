"""How long one will wait: mean service time times the people ahead over the open counters, as a rounded range.

The formula is the one that other queue products use (facts: with a learnt mean it is hard to beat); the range comes
from the office's own past days once there are any, and its coverage is measured (`reporting`).
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from math import ceil, floor

from .line import WALK_IN, Line, Place, letter_of, list_name
from .office import Counter, Office, Service
from .order import find, first_of, is_absent, may_call

STEP = 5
"""Ranges are rounded outwards to whole steps of minutes."""

DAY = 24 * 60
"""Nobody is told a longer wait, in minutes."""


@dataclass(frozen=True)
class Learnt:
    """What past days taught of a service: its mean minutes, and the 80 % range of actual over predicted wait."""

    minutes: float
    low: float = 0.6
    high: float = 1.6


@dataclass(frozen=True)
class Pace:
    """An office with what it learnt; a service that has learnt nothing goes by its usual minutes."""

    office: Office
    learnt: Mapping[str, Learnt] = field(default_factory=dict)

    def of(self, service: Service) -> Learnt:
        """The pace of one service."""
        return self.learnt.get(service.id) or Learnt(float(service.minutes))


def ahead(
    line: Line, office: Office, service: Service, place: Place | None = None
) -> list[tuple[str, Place]]:
    """Who would be called before this place by the counters that may call it; for nobody's place, all who wait.

    One who has not come yet stands where the turn would put them.
    """
    return _ahead(line, office, _callable(line, service, place), place)


def wait(line: Line, pace: Pace, service: Service, place: Place | None = None) -> tuple[int, int]:
    """The range of minutes, low and high, that a place (or someone who comes now) will wait."""
    return as_range(expected(line, pace, service, place), pace.of(service))


def expected(line: Line, pace: Pace, service: Service, place: Place | None = None) -> float:
    """The minutes that the formula gives, before they become a range."""
    name = _callable(line, service, place)
    able = _open_counters(line, pace.office, name)
    before = _ahead(line, pace.office, name, place)
    work = sum(pace.of(pace.office.service_of(letter_of(other))).minutes for other, _ in before)
    return work / max(1, len(able)) + _rest(line, pace, service, able)


def as_range(minutes: float, learnt: Learnt) -> tuple[int, int]:
    """A predicted wait as the rounded range that is shown, never longer than a day."""
    low = min(STEP * floor(minutes * learnt.low / STEP), DAY - STEP)
    high = min(STEP * ceil(minutes * learnt.high / STEP), DAY)
    return low, max(high, low + STEP)


def _ahead(line: Line, office: Office, name: str, place: Place | None) -> list[tuple[str, Place]]:
    order = _order(line, office, name)
    if place is None:
        return order
    for before, (_, one) in enumerate(order):
        if one.number == place.number:
            return order[:before]
    return [one for one in order if one[1].turn <= place.turn]


def first(line: Line, office: Office, name: str, many: int) -> list[tuple[str, Place]]:
    """The first so many whom the counters of a list's service would call, at the cost of their lists' heads only."""
    lists = _together(line, office, called_from(name))
    return first_of({other: line.places(other)[:many] for other in lists})[:many]


def called_from(name: str) -> str:
    """The list that those of a list are called from: their own, or that of those who are present."""
    return list_name(letter_of(name), WALK_IN) if is_absent(name) else name


def _order(line: Line, office: Office, name: str) -> list[tuple[str, Place]]:
    """All whom the open counters of a list may call, in order; while none is open, all of its service."""
    return first_of({other: line.places(other) for other in _together(line, office, name)})


def _together(line: Line, office: Office, name: str) -> set[str]:
    """The lists that the open counters of a list may call; while none is open, all of its service."""
    able = _open_counters(line, office, name)
    names = {other for other in line.waiting for counter in able if _may_call(line, office, counter, other)}
    own = (other for other in line.waiting if letter_of(other) == letter_of(name) and not is_absent(other))
    return names or set(own)


def _callable(line: Line, service: Service, place: Place | None) -> str:
    """The list that a place is called from: its own, or that of those who are present."""
    found = find(line, place.number) if place else None
    return called_from(found[0]) if found else list_name(service.letter, WALK_IN)


def _open_counters(line: Line, office: Office, name: str) -> list[Counter]:
    """The open counters that may call from a list, by the services that staff or else the office chose."""
    every = (counter for counter in office.counters if line.cell(counter.id).state == "open")
    return [counter for counter in every if _may_call(line, office, counter, name)]


def _may_call(line: Line, office: Office, counter: Counter, name: str) -> bool:
    letters = line.cell(counter.id).letters or office.letters(counter.id)
    return may_call(name, letters, counter.floor, counter.id)


def _rest(line: Line, pace: Pace, service: Service, able: list[Counter]) -> float:
    """What those at the counters still need, on average half a service each; nothing when a counter is free."""
    if not able or any(not line.cell(counter.id).number for counter in able):
        return 0.0
    return pace.of(service).minutes / 2 / len(able)
