"""Numbers that a kiosk issues by itself while there is no link: its own series, counted on its disk.

`K2-017` is the 17th of the kiosk at the office's second place that day. A number is counted in the same
transaction as the take that gets it, so neither a power cut nor a clock that goes back gives one out again. While nobody has
said the time since the machine was switched on, its date may be any: then it counts on from the last number of all, and so does
the first day that is sure. What is reported is put right once the time is known.
"""

import json
import sqlite3
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from devices.clock import TOLERATED, Clock
from devices.message import Message, message, stamp
from devices.outbox import ASKING, SLIP, Outbox, Take

TABLES = (
    "CREATE TABLE IF NOT EXISTS series (day TEXT PRIMARY KEY, last INTEGER NOT NULL) STRICT",
    "CREATE TABLE IF NOT EXISTS issued"
    " (id TEXT PRIMARY KEY, report TEXT NOT NULL, told INTEGER NOT NULL DEFAULT 0) STRICT",
)
COUNTED = """
INSERT INTO series (day, last) VALUES (?, ?) ON CONFLICT DO UPDATE SET last = excluded.last
"""
UNSURE = "?"
"""The day of numbers that were given while the date was not known."""


MANY = 500
"""A series that goes on over midnight begins anew on the day after so many: those of a day ago have long gone."""


MADE = "_made"
"""Where what is kept of a number has its moment; it is not told."""


class Series:
    """The kiosk's series in the outbox's file, and what of it the cloud has not been told."""

    def __init__(self, outbox: Outbox, position: int, clock: Clock) -> None:
        self.outbox, self.position, self.clock = outbox, position, clock
        with outbox.transaction() as db:
            for table in TABLES:
                db.execute(table)

    def issue(
        self, take: Take, day: str, slip: Callable[[str], Message], over_midnight: bool = False
    ) -> bool:
        """Answer a take with the day's next number, once; False when it has an answer meanwhile.

        `slip` makes the slip of a number. What is reported keeps the take's id and time. `over_midnight`: the office did
        not close, and its line goes on, so the day's numbers go on from those of the day before.
        """
        with self.outbox.transaction() as db:
            if (
                db.execute("SELECT 1 FROM takes WHERE id = ? AND state = ?", (take.id, ASKING)).fetchone()
                is None
            ):
                return False
            number = numbered(self.position, _next(db, day, self.clock.is_sure, over_midnight))
            db.execute(
                "UPDATE takes SET state = ?, slip = ? WHERE id = ?", (SLIP, json.dumps(slip(number)), take.id)
            )
            db.execute(
                "INSERT INTO issued (id, report) VALUES (?, ?)",
                (take.id, json.dumps({**take.payload, "number": number, MADE: self._made(take)})),
            )
        return True

    def _made(self, take: Take) -> list[Any]:
        """When the take was made, by the seconds of this start of the machine, which stay true whatever the clock said."""
        ago = self.clock.now().timestamp() - datetime.fromisoformat(take.payload["at"]).timestamp()
        # Where the clock was put right since, it was just now.
        return [self.clock.start, self.clock.on() - (ago if 0 <= ago <= self.clock.on() else 0.0)]

    def untold(self, limit: int) -> list[Message]:
        """What was issued and is not acknowledged, oldest first, as messages."""
        with self.outbox.transaction() as db:
            rows = db.execute(
                "SELECT report FROM issued WHERE told = 0 ORDER BY rowid LIMIT ?", (limit,)
            ).fetchall()
        return [self._put_right(json.loads(report)) for (report,) in rows]

    def _put_right(self, report: Message) -> Message:
        start, since = report.pop(MADE, ("", 0.0))
        if start != self.clock.start or not self.clock.start:
            return report
        at = self.clock.at(since)
        # Within what can be measured it stays as it was written.
        if abs(at - datetime.fromisoformat(report["at"]).timestamp()) <= TOLERATED:
            return report
        return report | {"at": stamp(datetime.fromtimestamp(at, UTC))}

    def mark_told(self, id: str) -> None:
        """Note that the broker of the cloud acknowledged the report."""
        with self.outbox.transaction() as db:
            db.execute("UPDATE issued SET told = 1 WHERE id = ?", (id,))


def _next(db: sqlite3.Connection, day: str, is_sure: bool, over_midnight: bool) -> int:
    """The next count of a day; of an unsure one, more than any that was given on the last day or since."""
    known = dict(db.execute("SELECT day, last FROM series").fetchall())
    unsure, days = known.get(UNSURE, 0), sorted(one for one in known if one != UNSURE)
    if not is_sure:
        counted, last = UNSURE, max(unsure, known[days[-1]] if days else 0) + 1
    else:
        before = (date.fromisoformat(day) - timedelta(days=1)).isoformat()
        on = known.get(before, 0) if over_midnight and known.get(before, 0) < MANY else 0
        counted, last = day, max(unsure, known.get(day, on)) + 1
        db.execute("DELETE FROM series WHERE day = ?", (UNSURE,))
    db.execute(COUNTED, (counted, last))
    return last


def numbered(position: int, count: int) -> str:
    """The number of a kiosk's series: K2-017."""
    return f"K{position}-{count:03d}"


def goes_on_over_midnight(catalogue: Message, day: str) -> bool:
    """Whether by its week the office did not close in the night before this day."""
    today = date.fromisoformat(day).weekday()
    hours = catalogue.get("hours", ())
    closes = any(one["day"] == (today - 1) % 7 and one["close"] == "24:00" for one in hours)
    return closes and any(one["day"] == today and one["open"] == "00:00" for one in hours)


def day_there(now: datetime, catalogue: Message) -> str:
    """The office's own date."""
    return now.astimezone(ZoneInfo(catalogue["time_zone"])).date().isoformat()


TEXTS = {
    "id": ("NOMOR LURING", "Berlaku hari ini di kantor ini. Nomor Anda akan dipanggil seperti biasa."),
    "en": ("OFFLINE NUMBER", "Valid today at this office. Your number will be called as usual."),
}


def offline_slip(take: Take, number: str, catalogue: Message, now: datetime) -> Message:
    """The slip of such a number, in the visitor's language; it has no code, for there is no page of it yet."""
    language = take.payload.get("language", "id")
    service = next(one for one in catalogue["services"] if one["id"] == take.payload["service"])
    there = now.astimezone(ZoneInfo(catalogue["time_zone"]))
    said, hint = TEXTS[language]
    lines = [
        catalogue["name"][language],
        service["name"][language],
        number,
        f"{there:%d-%m-%Y %H.%M}",
        said,
        hint,
    ]
    return message(now, id=take.id, number=number, lines=lines)


def can_issue(take: Take, position: int, catalogue: Message | None) -> bool:
    """Whether a take can be answered without the cloud: it names a service that the kiosk knows."""
    known = {one.get("id") for one in (catalogue or {}).get("services", ())}
    return position > 0 and "booking" not in take.payload and take.payload.get("service") in known
