"""A pass is good for one booking, and for a few holds before it; and not many of those from one address may be used."""

from collections.abc import Iterator
from contextlib import contextmanager

from chalicelib.errors import Busy, Conflict, PassUsed, TooMany
from chalicelib.settings import settings
from chalicelib.store import passes

from .admission import Admission

MOST = 60
"""How many passes that were asked for from one address may be used in one room.

Carriers put many phones behind one address: 8 to 64 are usual (RFC 7422, section 2.2), hundreds occur. Of 20,000 visitors
for 500 places, 100 behind one address have 2 or 3 of them; an office's own hall may have some dozens.
"""

ANY = 1_000_000

HOLDS = 5
"""How many places may be held with one pass, one after the other, until it is used for a booking."""

TRIES = 3

PAUSE = 60
"""Seconds after which one may ask again when too many passes of an address were used: some may have been given back."""


@contextmanager
def used(admission: Admission | None, booking: str = "") -> Iterator[None]:
    """What is done inside uses the pass for this booking, or for one more hold; when it is refused, for nothing.

    Asked again for the same booking it is used once. Without an admission no pass is needed. Raises `PassUsed`, and
    `TooMany` when many passes of the same address were used.
    """
    if admission is None:
        yield
        return
    before, now = _use(admission, booking)
    try:
        yield
    except (Conflict, TooMany):
        # Also who made too many bookings with one phone may come again with another, or with none.
        _put_back(admission, now, before)
        raise


def _use(admission: Admission, booking: str) -> tuple[str, str]:
    """What the pass was used for before, empty for nothing, and what it is used for now."""
    most = MOST if settings().rate_limits else ANY
    for _ in range(TRIES):
        before = passes.use(*_where(admission), _next("", booking), most, admission.closes)
        if before is None:
            raise TooMany(retry_after=PAUSE)
        now = _next(before, booking)
        if before in ("", now):
            return "", now
        if passes.use_again(*_where(admission), before, now):
            return before, now
    raise Busy


def _next(before: str, booking: str) -> str:
    """What a pass is used for next: a booking, for good, or another hold."""
    if booking and before in ("", f"b{booking}"):
        return f"b{booking}"
    if before.startswith("b") or (not booking and before == f"h{HOLDS}"):
        raise PassUsed(field="pass")
    return f"b{booking}" if booking else f"h{int(before[1:] or 0) + 1}"


def _put_back(admission: Admission, now: str, before: str) -> None:
    if before:
        passes.use_again(*_where(admission), now, before)
    else:
        passes.give_back(*_where(admission), now)


def _where(admission: Admission) -> tuple[str, str, str]:
    scope, held = admission.scope, admission.held
    # A person has one pass, from wherever they ask; and of an address that is not known nothing is counted together.
    alone = admission.personal or not held.origin
    return scope.region, f"{scope.name}#{held.id if alone else held.origin}", held.id
