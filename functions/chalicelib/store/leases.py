"""The lease by which an office's hub has the line, or the cloud: one item an office that has a hub.

Compared are times of the cloud's clock only, which the hub echoes (docs/devices.md, "Lease").
"""

import time
from dataclasses import dataclass
from functools import lru_cache

from chalicelib.errors import HubHasTheLine

from . import table as tables
from .table import ConditionFailed

FOLLOWER, MASTER, AWAY = "follower", "master", "away"

LASTS = 30
"""Seconds behind the newest time that the hub has echoed, after which the cloud calls no more."""

FRESH = 20
"""Seconds for which a process believes that an office has no hub; one that comes cannot lead before 45 s."""


@dataclass(frozen=True)
class Lease:
    """What the cloud knows of an office's hub; `saw` is the newest of the cloud's times that it echoed, in epoch seconds."""

    thing: str
    state: str
    saw: int
    seq: int = 0

    def calls_here(self, now: int) -> bool:
        """Whether the cloud may call."""
        return self.state == AWAY or (self.state == FOLLOWER and now - self.saw < LASTS)


def read(region: str, office: str) -> Lease | None:
    """The lease of an office's hub; None while it has none."""
    item = tables.lines(region).get(_pk(office), "lease")
    return Lease(item["thing"], item["state"], item["saw"], item["seq"]) if item else None


def refuse_if_the_hub_calls(region: str, office: str, now: int) -> None:
    """Raise `HubHasTheLine` unless the cloud may call at the office; one read where there is a hub."""
    if time.monotonic() < _none().get(office, 0.0):
        return
    lease = read(region, office)
    if lease is None:
        _none()[office] = time.monotonic() + FRESH
    elif not lease.calls_here(now):
        raise HubHasTheLine


def renew(region: str, office: str, lease: Lease) -> Lease | None:
    """Write what the hub says, unless something later is there, and return what is there then.

    A hub cannot make itself the master of a line that a manager has taken back: what it did is played, that is all.
    """
    known = "attribute_exists(pk) AND " if lease.state == MASTER else ""
    try:
        tables.lines(region).update(
            _pk(office), "lease", "SET #thing = :thing, #state = :state, #saw = :saw, #seq = :seq",
            f"{known}(attribute_not_exists(#saw) OR #saw <= :saw)",
            {"#thing": "thing", "#state": "state", "#saw": "saw", "#seq": "seq"},
            {":thing": lease.thing, ":state": lease.state, ":saw": lease.saw, ":seq": lease.seq},
        )  # fmt: skip
    except ConditionFailed:
        return read(region, office)
    return lease


def end(region: str, office: str) -> None:
    """Forget the hub: the cloud calls from now on, until a hub renews as a follower."""
    tables.lines(region).delete(_pk(office), "lease")


def forget() -> None:
    """Drop what the process remembers; for tests."""
    _none.cache_clear()


def _pk(office: str) -> str:
    return f"hub#{office}"


@lru_cache(maxsize=1)
def _none() -> dict[str, float]:
    return {}
