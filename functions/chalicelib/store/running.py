"""Which line an office is at: a desk that never closes goes on with yesterday's until nobody waits in it any more."""

import time
from datetime import datetime
from functools import lru_cache
from math import inf

from chalicelib.queueing.hours import day_before, day_of, goes_on_over_midnight
from chalicelib.queueing.line import LineKey
from chalicelib.queueing.office import Office

from . import lines

FRESH = 30
"""Seconds for which a process believes that nobody used yesterday's line."""


def running(office: Office, now: datetime) -> LineKey:
    """The line of the office's own today, or yesterday's while that one goes on; one read more for who never closes."""
    today = LineKey(office.id, day_of(office, now))
    if not goes_on_over_midnight(office, now):
        return today
    yesterday = LineKey(office.id, day_before(office, now))
    return yesterday if _goes_on(office.home, yesterday) else today


def _goes_on(region: str, key: LineKey) -> bool:
    if time.monotonic() < _over().get(key, 0.0):
        return False
    line = lines.read(region, key)
    if line.ended or not line.seq:
        _over()[key] = inf if line.ended else time.monotonic() + FRESH
    return line.seq > 0 and not line.ended


@lru_cache(maxsize=1)
def _over() -> dict[LineKey, float]:
    """Until when a line is known to go on no more: one that ended stays so, one that nobody used may yet be."""
    return {}


def forget() -> None:
    """Drop what the process remembers; for tests."""
    _over.cache_clear()
