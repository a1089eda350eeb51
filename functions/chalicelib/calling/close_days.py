"""Close of day: half an hour after closing, what still waits is ended, and the line takes no more steps."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

from chalicelib.codes import rid_of
from chalicelib.errors import DayEnded, DayGoesOn
from chalicelib.homes import for_each
from chalicelib.log import logged
from chalicelib.queueing.commands import EndDay, SetCounter
from chalicelib.queueing.hours import closes_at, day_before, day_of, goes_on_over_midnight, local
from chalicelib.queueing.line import LineKey
from chalicelib.queueing.office import Office
from chalicelib.store import leases, lines

AFTER = timedelta(minutes=30)
"""How long after closing those who are inside are still called."""

BACK = 7
"""Days back that are looked through, for what was left open while nothing ran."""


@logged
def handler(event: dict[str, Any], context: object) -> dict[str, Any]:
    """Scheduled: close the days of the offices of this region that are over; one office's trouble stops no other."""
    now, closed = datetime.now(UTC), []
    for_each(lambda office: closed.extend(close_days(office, now)))
    return {"said": {"closed": len(closed)}}


def close_days(office: Office, now: datetime) -> list[LineKey]:
    """End the office's lines of the last days whose closing time is `AFTER` past; a line never used stays so.

    A desk that goes on over midnight ends yesterday's line as soon as nobody waits in it, and no later than the next
    midnight; its counters stay open.
    """
    lease = leases.read(office.home, office.id)
    if lease and not lease.calls_here(int(now.timestamp())):
        # What its hub did today is still to come; the days are closed when it has come.
        return []
    today = local(office, now).date()
    days = [today - timedelta(days=back) for back in range(BACK, -1, -1)]
    ended = [key for day in days if (key := _close(office, day, now))]
    if goes_on_over_midnight(office, now):
        _hand_over(office, now)
    return ended


def _close(office: Office, day: date, now: datetime) -> LineKey | None:
    gently = day.isoformat() == day_before(office, now) and goes_on_over_midnight(office, now)
    if not gently and now < closes_at(office, day) + AFTER:
        return None
    key = LineKey(office.id, day.isoformat())
    return key if _end(office, key, now, gently) else None


def _end(office: Office, key: LineKey, now: datetime, gently: bool) -> bool:
    line = lines.read(office.home, key)
    if line.seq == 0 or line.ended:
        return False
    command = EndDay(rid_of("end", office.id, key.day, str(key.epoch)), "close of day", gently=gently)
    try:
        lines.apply(office.home, key, command, int(now.timestamp()), line)
    except (DayEnded, DayGoesOn):
        return False
    return True


def _hand_over(office: Office, now: datetime) -> None:
    """Open today what was open when yesterday's line ended; a counter that was set today stays as it is."""
    before = lines.read(office.home, LineKey(office.id, day_before(office, now)))
    today = LineKey(office.id, day_of(office, now))
    opened = {counter: cell for counter, cell in before.counters.items() if cell.state != "closed"}
    if not before.ended or not opened:
        return
    known = lines.read(office.home, today).counters
    for counter, cell in opened.items():
        if counter not in known:
            rid = rid_of("hand-over", office.id, today.day, counter)
            command = SetCounter(rid, "close of day", counter=counter, state=cell.state, letters=cell.letters)
            lines.apply(office.home, today, command, int(now.timestamp()))
