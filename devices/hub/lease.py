"""Who calls, the cloud or the hub: times in, decisions out (docs/devices.md, "Lease"); pure.

The cloud's times are compared only with each other, and the hub's own are seconds since it was switched on. The cloud
refuses calls 30 s after the newest time of its own that the hub echoed; the hub begins 45 s after it *received* that
time, which was later than the cloud said it. So whatever is delayed or lost, there is no moment with two masters.
"""

from dataclasses import dataclass, replace

FOLLOWER, MASTER, AWAY = "follower", "master", "away"

RENEWS_EVERY = 10.0
MASTER_AFTER = 45.0
"""Seconds; the cloud refuses after 30 s, and a function that calls runs 10 s at most."""


@dataclass(frozen=True)
class Lease:
    """What the hub knows of the lease.

    `confirmed`: the cloud said that it counts this hub as its follower; without that it may be calling, whatever the
    hub sent. `now` is the cloud's newest time, received `heard` seconds after the start of the machine; `counted` is
    when the newest time that was ever echoed had been received. `closing`: a master that brings its last steps home
    and calls no more; `taken`: for a manager took the line back.
    """

    state: str = FOLLOWER
    confirmed: bool = False
    now: int | None = None
    heard: float = 0.0
    echoed: int | None = None
    counted: float = 0.0
    closing: bool = False
    taken: bool = False

    @property
    def calls(self) -> bool:
        """Whether the hub may call."""
        return self.state == MASTER and not self.closing


def started(state: str, confirmed: bool, boot: float, taken: bool = False) -> Lease:
    """The lease after a start with what was kept on disk: a time that was echoed before counts as received now."""
    led = state == MASTER
    return Lease(
        state if led else FOLLOWER,
        confirmed and state != AWAY,
        counted=boot,
        closing=led and taken,
        taken=led and taken,
    )


def heard(lease: Lease, now: int, state: str, boot: float) -> Lease:
    """The cloud answered with its time and what it takes the hub for; an answer that was overtaken says nothing any more."""
    if lease.now is not None and (now < lease.now or (now == lease.now and state != AWAY)):
        return lease
    if lease.now is None or now > lease.now:
        lease = replace(lease, now=now, heard=boot)
    if lease.state == MASTER:
        # A manager took the line back: what was done is brought home, and nothing more is done.
        return replace(lease, closing=lease.closing or state != MASTER, taken=lease.taken or state == AWAY)
    if state == FOLLOWER and not lease.confirmed:
        # Its echo may have been long on its way, and functions may believe for a while that there is no hub.
        return replace(lease, confirmed=True, counted=max(lease.counted, boot))
    # Of one that it takes for the master still the cloud has only not heard yet that it follows.
    return replace(lease, confirmed=lease.confirmed and state != AWAY)


def renewed(lease: Lease) -> Lease:
    """The lease once the newest known time is on its way to the cloud; call it before it is sent."""
    if lease.now is None or (lease.echoed is not None and lease.now <= lease.echoed):
        return lease
    return replace(lease, echoed=lease.now, counted=max(lease.counted, lease.heard))


def is_due(lease: Lease, boot: float) -> bool:
    """Whether the hub is to lead from now on: the cloud has refused calls for long enough."""
    return lease.state == FOLLOWER and lease.confirmed and boot - lease.counted >= MASTER_AFTER


def leads(lease: Lease) -> Lease:
    """The hub is the master; note it on disk before the first call."""
    return replace(lease, state=MASTER, closing=False)


def closing(lease: Lease) -> Lease:
    """The master stops calling, to bring its last steps home."""
    return replace(lease, closing=True)


def reopened(lease: Lease) -> Lease:
    """The link is down again before all was home: the cloud refuses calls still, so the master calls on."""
    return replace(lease, closing=lease.taken)


def follows(lease: Lease, boot: float) -> Lease:
    """All is home: the hub follows again; the 45 s begin anew.

    Whether the cloud hears of it or not, it will refuse calls by then; unless the line was taken back: then it has to say
    that it counts on the hub again.
    """
    return replace(lease, state=FOLLOWER, confirmed=not lease.taken, closing=False, taken=False, counted=boot)


def away(lease: Lease) -> Lease:
    """The hub says goodbye: the cloud calls, until it confirms the hub again."""
    return replace(lease, state=AWAY, confirmed=False)
