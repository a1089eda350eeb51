"""What tests of bookings ask over HTTP."""

from datetime import UTC, datetime, timedelta
from typing import Any

from chalicelib.queueing.hours import local
from tests.factories import an_office
from tests.functions.api import Said, ask

BOOKINGS = "/offices/rsud/bookings"
HOLDS = "/offices/rsud/holds"
NIKS = ("3204110609979999", "3273016508909999", "3171010101009999", "3171012902009999", "3171010101279999")
"""Five people (facts on identity numbers); none of them is real."""


def free(days: int = 1, service: str = "umum") -> list[dict[str, Any]]:
    """The slots of a day from today."""
    day = (local(an_office(), datetime.now(UTC)).date() + timedelta(days=days)).isoformat()
    return list(ask("GET", f"/offices/rsud/services/{service}/slots?date={day}").body["slots"])


def left(slot: str, days: int = 1, service: str = "umum") -> int:
    """How many places a slot has left for the web."""
    return int(next(one["left"] for one in free(days, service) if one["id"] == slot))


def reserve(slot: str, key: str | None = None, **body: Any) -> Said:
    """Book a slot."""
    return ask("POST", BOOKINGS, {"service": "umum", "slot": slot, **body}, key=key)


def keep(slot: str, key: str | None = None, **body: Any) -> Said:
    """Have a slot's place held."""
    return ask("POST", HOLDS, {"service": "umum", "slot": slot, **body}, key=key)
