"""An office whose newest day opens now: its document is changed for a test, and put back after it."""

import copy
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta
from time import sleep
from typing import Any
from zoneinfo import ZoneInfo

from infra.load import load_offices_into
from infra.local.settings import port
from infra.offices import load_offices
from infra.target import local_target
from tests.journeys.doors import Api

OFFICE = "imigrasi-lampung-tengah"
FORGOTTEN = 32
"""Seconds after which every process has read the office anew; each keeps it for 30."""


@contextmanager
def opening(public: Api, service: str, minutes: int = -1, drawn: int = 0) -> Iterator[date]:
    """The office's newest day, which opens in so many minutes to a rush for this service, or did a minute ago.

    Its first minutes are `drawn`, if any, else booked through the waiting room.
    """
    offices = load_offices()
    target = local_target(port("ANTREAN_AWS_PORT"), port("ANTREAN_SITE_PORT"))
    changed = copy.deepcopy(offices)
    office = next(one for one in changed if one["id"] == OFFICE)
    now = datetime.now(UTC).astimezone(ZoneInfo(office["time_zone"]))
    ahead = _newest(public, office, service, now.date())
    opens = max(now + timedelta(minutes=minutes), now.replace(hour=0, minute=0))
    office["slot"] |= {"days": ahead, "opens": f"{opens:%H:%M}"}
    # No other service's draw is announced for a day that is newest for a moment only.
    office["slot"]["draw"] = {"services": [service], "minutes": drawn}
    if not drawn:
        del office["slot"]["draw"]
    load_offices_into(target, changed)
    day = now.date() + timedelta(days=ahead)
    try:
        sleep(FORGOTTEN)
        path = f"/offices/{OFFICE}/services/{service}/slots?date={day}"
        assert "release" in public.get(path).expect(200), f"{day} is not released"
        yield day
    finally:
        load_offices_into(target, offices)


def _newest(public: Api, office: dict[str, Any], service: str, today: date) -> int:
    """How many days ahead the first open day lies that nobody could book before, and that no draw is announced for."""
    closed = {str(one["day"]) for one in office.get("closed", ())}
    for ahead in range(office["slot"]["days"] + 2, office["slot"]["days"] + 30):
        day = today + timedelta(days=ahead)
        open_ = f"{day:%A}".lower() in office["hours"] and str(day) not in closed
        draw = f"/offices/{office['id']}/services/{service}/draws/{day}"
        if open_ and public.get(draw).status == 404:
            return ahead
    raise AssertionError(f"{office['id']} has no open day")
