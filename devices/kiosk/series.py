"""Numbers that a kiosk issues by itself while there is no link: its own series, counted on its disk.

`K2-017` is the 17th of the kiosk at the office's second place that day. A number is counted in the same
transaction as the take that gets it, so neither a power cut nor a clock that goes back gives one out again.
"""

import json
from collections.abc import Callable
from datetime import datetime
from zoneinfo import ZoneInfo

from devices.message import Message, message
from devices.outbox import ASKING, SLIP, Outbox, Take

TABLES = (
    "CREATE TABLE IF NOT EXISTS series (day TEXT PRIMARY KEY, last INTEGER NOT NULL) STRICT",
    "CREATE TABLE IF NOT EXISTS issued"
    " (id TEXT PRIMARY KEY, report TEXT NOT NULL, told INTEGER NOT NULL DEFAULT 0) STRICT",
)
NEXT = """
INSERT INTO series (day, last) VALUES (?, 1) ON CONFLICT DO UPDATE SET last = last + 1 RETURNING last
"""


class Series:
    """The kiosk's series in the outbox's file, and what of it the cloud has not been told."""

    def __init__(self, outbox: Outbox, position: int) -> None:
        self.outbox, self.position = outbox, position
        with outbox.transaction() as db:
            for table in TABLES:
                db.execute(table)

    def issue(self, take: Take, day: str, slip: Callable[[str], Message]) -> bool:
        """Answer a take with the day's next number, once; False when it has an answer meanwhile.

        `slip` makes the slip of a number. What is reported keeps the take's id and time.
        """
        with self.outbox.transaction() as db:
            if (
                db.execute("SELECT 1 FROM takes WHERE id = ? AND state = ?", (take.id, ASKING)).fetchone()
                is None
            ):
                return False
            (last,) = db.execute(NEXT, (day,)).fetchone()
            number = numbered(self.position, last)
            db.execute(
                "UPDATE takes SET state = ?, slip = ? WHERE id = ?", (SLIP, json.dumps(slip(number)), take.id)
            )
            db.execute(
                "INSERT INTO issued (id, report) VALUES (?, ?)",
                (take.id, json.dumps({**take.payload, "number": number})),
            )
        return True

    def untold(self, limit: int) -> list[Message]:
        """What was issued and is not acknowledged, oldest first, as messages."""
        with self.outbox.transaction() as db:
            rows = db.execute(
                "SELECT report FROM issued WHERE told = 0 ORDER BY rowid LIMIT ?", (limit,)
            ).fetchall()
        return [json.loads(report) for (report,) in rows]

    def mark_told(self, id: str) -> None:
        """Note that the broker of the cloud acknowledged the report."""
        with self.outbox.transaction() as db:
            db.execute("UPDATE issued SET told = 1 WHERE id = ?", (id,))


def numbered(position: int, count: int) -> str:
    """The number of a kiosk's series: K2-017."""
    return f"K{position}-{count:03d}"


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
