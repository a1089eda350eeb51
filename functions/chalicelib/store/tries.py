"""How often something was tried in a window of time: lobby codes, so that six digits cannot be guessed, and bookings."""

from functools import lru_cache

from . import table as tables
from .table import ConditionFailed

MOST = 4_000
"""How many of those that have tried too often a process remembers."""


def one_more(region: str, what: str, window: int, most: int, expires: int) -> bool:
    """Count a try of something in a window; False when it has had as many as it may.

    A process remembers who had, and asks the table for them no more.
    """
    if (what, window, most) in _spent():
        return False
    try:
        tables.visitors(region).update(
            f"tries#{what}", f"{window}", "ADD #n :one SET #expires = :expires",
            "attribute_not_exists(#n) OR #n < :most",
            {"#n": "n", "#expires": "expires"}, {":one": 1, ":most": most, ":expires": expires}, returned="NONE",
        )  # fmt: skip
    except ConditionFailed:
        if len(_spent()) >= MOST:
            _spent().clear()
        _spent().add((what, window, most))
        return False
    return True


def forget() -> None:
    """Drop what the process remembers; for tests."""
    _spent.cache_clear()


@lru_cache(maxsize=1)
def _spent() -> set[tuple[str, int, int]]:
    """What was tried as often as it may be, in which window."""
    return set()
