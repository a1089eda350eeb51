"""How long one will wait: mean service time times the people ahead over the open counters, as a rounded range.

The formula is the one that other queue products use (facts: with a learnt mean it is hard to beat); the range comes
from the office's own past days once there are any, and its coverage is measured (`reporting`).
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from math import ceil, floor

from .line import Line, Place
from .office import Office, Service
from .order import in_call_order

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


def open_counters(line: Line, office: Office, service: Service) -> list[str]:
    """The open counters that take the service today, as staff or else the office chose."""
    every = (counter.id for counter in office.counters if line.cell(counter.id).state == "open")
    return [counter for counter in every if service.letter in _letters(line, office, counter)]


def serving(line: Line, office: Office, service: Service) -> tuple[list[str], int]:
    """The letters that share the service's open counters, and how many such counters there are (at least one)."""
    open_ = open_counters(line, office, service)
    letters = {letter for counter in open_ for letter in _letters(line, office, counter)}
    return sorted(letters | {service.letter}), max(1, len(open_))


def ahead(
    line: Line, office: Office, service: Service, place: Place | None = None
) -> list[tuple[str, Place]]:
    """Who would be called before this place by the counters of its service; for nobody's place, all who wait.

    One who has not come yet stands where the turn would put them.
    """
    letters, _ = serving(line, office, service)
    order = in_call_order(line, letters)
    if place is None:
        return order
    for before, (_, one) in enumerate(order):
        if one.number == place.number:
            return order[:before]
    return [one for one in order if one[1].turn <= place.turn]


def wait(line: Line, pace: Pace, service: Service, place: Place | None = None) -> tuple[int, int]:
    """The range of minutes, low and high, that a place (or someone who comes now) will wait."""
    return as_range(expected(line, pace, service, place), pace.of(service))


def expected(line: Line, pace: Pace, service: Service, place: Place | None = None) -> float:
    """The minutes that the formula gives, before they become a range."""
    _, counters = serving(line, pace.office, service)
    before = ahead(line, pace.office, service, place)
    work = sum(pace.of(pace.office.service_of(name.partition(".")[0])).minutes for name, _ in before)
    return work / counters + _rest(line, pace, service, counters)


def as_range(minutes: float, learnt: Learnt) -> tuple[int, int]:
    """A predicted wait as the rounded range that is shown, never longer than a day."""
    low = min(STEP * floor(minutes * learnt.low / STEP), DAY - STEP)
    high = min(STEP * ceil(minutes * learnt.high / STEP), DAY)
    return low, max(high, low + STEP)


def _rest(line: Line, pace: Pace, service: Service, counters: int) -> float:
    """What those at the counters still need, on average half a service each; nothing when a counter is free."""
    able = open_counters(line, pace.office, service)
    if not able or any(not line.cell(counter).number for counter in able):
        return 0.0
    return pace.of(service).minutes / 2 / counters


def _letters(line: Line, office: Office, counter: str) -> tuple[str, ...]:
    return line.cell(counter).letters or office.letters(counter)
