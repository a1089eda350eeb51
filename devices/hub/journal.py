"""What the hub did while it led, on disk before anybody sees it, and kept until the cloud has it."""

import json
import sqlite3
import threading
from pathlib import Path
from typing import Any

from devices.message import Message

TABLES = (
    "CREATE TABLE IF NOT EXISTS known (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT",
    "CREATE TABLE IF NOT EXISTS steps (at INTEGER PRIMARY KEY, run TEXT NOT NULL, day TEXT NOT NULL,"
    " epoch INTEGER NOT NULL, n INTEGER NOT NULL, row TEXT NOT NULL, played INTEGER NOT NULL DEFAULT 0) STRICT",
    "CREATE TABLE IF NOT EXISTS issued (id TEXT PRIMARY KEY, kiosk TEXT NOT NULL, report TEXT NOT NULL,"
    " state INTEGER NOT NULL) STRICT",
)


class Journal:
    """One SQLite file; each method is one committed transaction, safe from any thread."""

    def __init__(self, file: Path) -> None:
        self._lock = threading.Lock()
        self._db = sqlite3.connect(file, isolation_level=None, check_same_thread=False)
        for pragma in ("journal_mode = WAL", "synchronous = FULL"):
            self._db.execute(f"PRAGMA {pragma}")
        for table in TABLES:
            self._db.execute(table)

    def close(self) -> None:
        """Close the file."""
        with self._lock:
            self._db.close()

    def keep(self, **values: Any) -> None:
        """Keep values by name, all or none."""
        with self._lock, self._db:
            self._db.execute("BEGIN IMMEDIATE")
            self._keep(values)

    def known(self, name: str, default: Any = None) -> Any:
        """A value that was kept."""
        with self._lock:
            found = self._db.execute("SELECT value FROM known WHERE name = ?", (name,)).fetchone()
        return json.loads(found[0]) if found else default

    def note(self, run: str, day: str, epoch: int, row: Message, line: str) -> None:
        """Keep a step and the line after it."""
        with self._lock, self._db:
            self._db.execute("BEGIN IMMEDIATE")
            self._db.execute(
                "INSERT INTO steps (run, day, epoch, n, row) VALUES (?, ?, ?, ?, ?)",
                (run, day, epoch, row["n"], json.dumps(row)),
            )
            if "take" in row:
                self._db.execute("UPDATE issued SET state = 2 WHERE id = ?", (row["take"],))
            self._keep({"line": line, "n": row["n"], "at": row["at"]})

    def unplayed(self, limit: int) -> list[tuple[int, str, str, int, Message]]:
        """The oldest steps of one run and day that the cloud does not have, in order: (key, run, day, epoch, row)."""
        with self._lock:
            found = self._db.execute(
                "SELECT at, run, day, epoch, row FROM steps WHERE played = 0 ORDER BY at LIMIT ?", (limit,)
            ).fetchall()
        rows = [(at, run, day, epoch, json.loads(row)) for at, run, day, epoch, row in found]
        return [one for one in rows if one[1:4] == rows[0][1:4]]

    def mark_played(self, keys: list[int]) -> None:
        """Note that the cloud has these steps."""
        with self._lock, self._db:
            self._db.execute("BEGIN IMMEDIATE")
            self._db.executemany("UPDATE steps SET played = 1 WHERE at = ?", [(key,) for key in keys])

    def issue(self, kiosk: str, report: Message) -> None:
        """Keep what a kiosk issued and the cloud does not know; what is in the line already stays as it is."""
        with self._lock:
            self._db.execute(
                "INSERT INTO issued (id, kiosk, report, state) VALUES (?, ?, ?, 1)"
                " ON CONFLICT DO UPDATE SET state = 1 WHERE state = 0",
                (report["id"], kiosk, json.dumps(report)),
            )

    def issued(self) -> list[tuple[str, Message]]:
        """What kiosks issued and is in no line yet, in the order in which it came: (kiosk, report)."""
        with self._lock:
            found = self._db.execute(
                "SELECT kiosk, report FROM issued WHERE state = 1 ORDER BY rowid"
            ).fetchall()
        return [(kiosk, json.loads(report)) for kiosk, report in found]

    def leave_to_the_cloud(self) -> None:
        """The cloud leads: what kiosks issued they tell it themselves; they say it again here if they cannot."""
        with self._lock:
            self._db.execute("UPDATE issued SET state = 0 WHERE state = 1")

    def _keep(self, values: dict[str, Any]) -> None:
        self._db.executemany(
            "INSERT INTO known (name, value) VALUES (?, ?) ON CONFLICT DO UPDATE SET value = excluded.value",
            [(name, json.dumps(value)) for name, value in values.items()],
        )
