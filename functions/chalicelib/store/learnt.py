"""What past days taught of each service of an office."""

from functools import lru_cache

from chalicelib.queueing.office import Office
from chalicelib.queueing.waiting_time import Learnt, Pace

from . import table as tables

FRESH = 60
"""For how many seconds a process goes by what it has read."""


def pace(office: Office, now: float) -> Pace:
    """The office with what it learnt; read at most once a minute in a process."""
    return Pace(office, _read(office.home, office.id, int(now) // FRESH))


def put(office: Office, service: str, learnt: Learnt, n: int) -> None:
    """Keep what was learnt of a service from `n` visits."""
    values = {"minutes": round(learnt.minutes, 2), "low": round(learnt.low, 3), "high": round(learnt.high, 3)}
    tables.lines(office.home).put({"pk": f"learnt#{office.id}", "sk": service, "n": n, **values})


@lru_cache(maxsize=64)
def _read(region: str, office: str, minute: int) -> dict[str, Learnt]:
    found = tables.lines(region).query(f"learnt#{office}")
    return {one["sk"]: Learnt(one["minutes"], one["low"], one["high"]) for one in found}


def forget() -> None:
    """Drop what the process has read; for tests."""
    _read.cache_clear()
