"""The sold-out gate: for a moment a process remembers what slots had left, so that who comes too late costs no read.

It never goes by what it knows for longer than its moment, nor beyond the end of a hold or the like: what is known is not renewed by
being asked.
"""

from functools import lru_cache

from chalicelib.queueing.places import Places

MOMENT = 2
"""For how many seconds a process goes by what it knows of a slot."""

MOST = 4_000
"""How many slots a process remembers."""

Known = tuple[int, int, int]
"""What a slot had left, from when on that is known, and until when it is gone by, in epoch seconds."""


def note(pk: str, quota: str, there: Places, now: int) -> None:
    """Note a slot as it was at `now`; that it had less is remembered before that it had more."""
    if len(_seen()) >= MOST:
        _seen().clear()
    left, known = there.of(quota), _known(pk, quota, now)
    if known is None or left < known:
        _seen()[pk, quota] = (left, now, min([now + MOMENT, *there.free_at()]))


def is_full(pk: str, quota: str, n: int, now: int) -> bool:
    """Whether a slot had fewer than n places left a moment ago."""
    known = _known(pk, quota, now)
    return known is not None and known < n


def open_again(pk: str) -> None:
    """Something was given back: the table is asked again."""
    for key in [key for key in _seen() if key[0] == pk]:
        del _seen()[key]


def forget() -> None:
    """Drop what the process remembers; for tests."""
    _seen.cache_clear()


def _known(pk: str, quota: str, now: int) -> int | None:
    left, since, until = _seen().get((pk, quota), (0, 0, 0))
    # A clock that was set back must not keep the gate shut.
    return left if since <= now < until else None


@lru_cache(maxsize=1)
def _seen() -> dict[tuple[str, str], Known]:
    """What is known of slots, by their key and the quota."""
    return {}
