"""Close of day: half an hour after closing, what still waits is ended, and the line takes no more steps."""

from datetime import UTC, datetime, timedelta
from typing import Any

from chalicelib.codes import rid_of
from chalicelib.errors import Busy, DayEnded
from chalicelib.log import logged
from chalicelib.queueing.commands import EndDay
from chalicelib.queueing.hours import closes_at, local
from chalicelib.queueing.line import LineKey
from chalicelib.queueing.office import Office
from chalicelib.settings import settings
from chalicelib.store import lines, offices

AFTER = timedelta(minutes=30)
"""How long after closing those who are inside are still called."""


@logged
def handler(event: dict[str, Any], context: object) -> dict[str, Any]:
    """Scheduled: close the days of the offices of this region that are over; one office's trouble stops no other."""
    now, said = datetime.now(UTC), {"closed": 0, "busy": 0}
    for one in offices.every():
        if one["home"] != settings().home_region:
            continue
        try:
            said["closed"] += len(close_days(offices.read(one["id"]), now))
        except Busy:
            said["busy"] += 1
    return {"said": said}


def close_days(office: Office, now: datetime) -> list[LineKey]:
    """End the office's lines of yesterday and today whose closing time is `AFTER` past; a line never used stays so."""
    today = local(office, now).date()
    over = [day for day in (today - timedelta(days=1), today) if now >= closes_at(office, day) + AFTER]
    return [key for key in (LineKey(office.id, day.isoformat()) for day in over) if _end(office, key, now)]


def _end(office: Office, key: LineKey, now: datetime) -> bool:
    line = lines.read(office.home, key)
    if line.seq == 0 or line.ended:
        return False
    command = EndDay(rid_of("end", office.id, key.day, str(key.epoch)), "close of day")
    try:
        lines.apply(office.home, key, command, int(now.timestamp()), line)
    except DayEnded:
        return False
    return True
