"""The lease by which an office's hub has the line, or the cloud: one item an office that has a hub.

Compared are times of the cloud's clock only, which the hub echoes (docs/devices.md, "Lease").
"""

import time
from contextlib import suppress
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from chalicelib.errors import Busy, HubHasTheLine

from . import table as tables
from .table import ConditionFailed

FOLLOWER, MASTER, AWAY = "follower", "master", "away"
NAMES = ("thing", "state", "saw", "seq", "held", "led")
TRIES = 5

LASTS = 30
"""Seconds behind the newest time that the hub has echoed, after which the cloud calls no more."""

UNTOLD = -1
"""The `seq` of a hub that has no line yet."""

FRESH = 20
"""Seconds for which a process believes that an office has no hub; one that comes cannot lead before 45 s."""

SETTLES = 55
"""Seconds behind the newest time that a hub had echoed when its line was taken back, in which it may not know so yet.

It leads 45 s after that at the earliest, and a call that a function has begun is over 10 s later.
"""


@dataclass(frozen=True)
class Lease:
    """What the cloud knows of an office's hub; `saw` is the newest of the cloud's times that it echoed, in epoch seconds.

    Where a manager took the line back, `saw` is when, and `held` what it was before: until the hub has echoed a later time, and
    so heard of it, or `SETTLES` is over, the cloud calls only if it could have done so without that; `led` says that it could not.
    """

    thing: str
    state: str
    saw: int
    seq: int = 0
    held: int | None = None
    led: bool = False

    def is_silent(self, now: int, seconds: int) -> bool:
        """Whether a hub that did not say goodbye has echoed no time of the cloud for longer than so many seconds."""
        return self.state != AWAY and now - self.saw > seconds

    def calls_here(self, now: int) -> bool:
        """Whether the cloud may call."""
        if self.state == AWAY:
            settled = self.held is None or now - self.held >= SETTLES
            return settled or (not self.led and now - (self.held or 0) < LASTS)
        return self.state == FOLLOWER and now - self.saw < LASTS


def read(region: str, office: str) -> Lease | None:
    """The lease of an office's hub; None while it has none."""
    item = tables.lines(region).get(_pk(office), "lease")
    return Lease(**{name: item[name] for name in NAMES if name in item}) if item else None


def known(region: str, office: str) -> Lease | None:
    """The lease, by one read where there is a hub; that there is none is believed for `FRESH`."""
    if time.monotonic() < _none().get(office, 0.0):
        return None
    lease = read(region, office)
    if lease is None:
        _none()[office] = time.monotonic() + FRESH
    return lease


def refuse_if_the_hub_calls(region: str, office: str, now: int) -> None:
    """Raise `HubHasTheLine` unless the cloud may call at the office."""
    lease = known(region, office)
    if lease is not None and not lease.calls_here(now):
        raise HubHasTheLine


def renew(region: str, office: str, lease: Lease) -> Lease | None:
    """Write what the hub says, unless something as late or later is there, and return what is there then.

    Only a follower's goodbye, or that it leads since, counts with the time of its last renewal: that was the newest it knew. A
    hub cannot make itself the master of a line that was taken back: what it did is played, that is all.
    """
    newer = (
        "#saw < :saw" if lease.state == FOLLOWER else "(#saw < :saw OR (#saw = :saw AND #state = :follower))"
    )
    first = (
        f"#state <> :away AND {newer}" if lease.state == MASTER else f"attribute_not_exists(pk) OR {newer}"
    )
    values = {":thing": lease.thing, ":state": lease.state, ":saw": lease.saw, ":seq": lease.seq}
    used = {":follower": FOLLOWER} if lease.state != FOLLOWER else {}
    used |= {":away": AWAY} if lease.state == MASTER else {}
    try:
        _update(
            region, office, "SET #thing = :thing, #state = :state, #saw = :saw, #seq = :seq REMOVE #held, #led",
            first, values | used,
        )  # fmt: skip
    except ConditionFailed:
        return _heard(region, office, lease) if lease.state == MASTER else read(region, office)
    return lease


def end(region: str, office: str, now: int) -> None:
    """Take the line back from the hub: the cloud calls as soon as the hub knows, or as long as it may not have known.

    What the hub said before and comes later changes nothing; it counts again once it echoes a later time. Raises `Busy`.
    """
    for _ in range(TRIES):
        lease = read(region, office)
        if lease is None or lease.state == AWAY:
            return
        values = {
            ":away": AWAY, ":now": max(now, lease.saw), ":held": lease.saw, ":led": lease.state == MASTER, ":was": lease.state,
        }  # fmt: skip
        try:
            _update(
                region, office, "SET #state = :away, #saw = :now, #held = :held, #led = :led",
                "#saw = :held AND #state = :was", values,
            )  # fmt: skip
        except ConditionFailed:
            continue
        return
    raise Busy(office)


def _heard(region: str, office: str, lease: Lease) -> Lease | None:
    """A hub that led says so still, with a time that it heard after its line was taken back: it calls no more."""
    with suppress(ConditionFailed):
        _update(
            region, office, "SET #saw = :saw REMOVE #held, #led", "#state = :away AND #saw < :saw",
            {":away": AWAY, ":saw": lease.saw},
        )  # fmt: skip
    return read(region, office)


def _update(region: str, office: str, expression: str, condition: str, values: dict[str, Any]) -> None:
    """Change the lease; only the names that the two expressions use may be told to the table."""
    names = {f"#{one}": one for one in NAMES if f"#{one}" in f"{expression} {condition}"}
    tables.lines(region).update(_pk(office), "lease", expression, condition, names, values)


def forget() -> None:
    """Drop what the process remembers; for tests."""
    _none.cache_clear()


def _pk(office: str) -> str:
    return f"hub#{office}"


@lru_cache(maxsize=1)
def _none() -> dict[str, float]:
    return {}
