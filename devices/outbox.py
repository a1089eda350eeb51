"""The kiosk's outbox on disk: every take with its slip, exactly once over crashes and power cuts.

A take's state: asking → slip → printing → printed | unprinted, or asking → refused.
"""

import json
import sqlite3
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from devices.message import Message, stamp

ASKING, SLIP, PRINTING = "asking", "slip", "printing"
PRINTED, UNPRINTED, REFUSED = "printed", "unprinted", "refused"
DONE = (PRINTED, UNPRINTED, REFUSED)
INTERRUPTED = "interrupted"

TABLE = """
CREATE TABLE IF NOT EXISTS takes (
    id TEXT PRIMARY KEY,
    payload TEXT NOT NULL,
    state TEXT NOT NULL,
    slip TEXT,
    fault TEXT,
    made TEXT NOT NULL,
    done TEXT,
    told INTEGER NOT NULL DEFAULT 0,
    shown INTEGER NOT NULL DEFAULT 0
) STRICT
"""
COLUMNS = "id, payload, state, slip, fault, done, shown"


@dataclass(frozen=True)
class Take:
    """One request for a number, with what became of it; `slip` is the cloud's message."""

    id: str
    payload: Message
    state: str
    slip: Message | None
    fault: str | None
    done: str | None
    shown: bool

    @property
    def is_done(self) -> bool:
        """Whether nothing more happens to it at this kiosk."""
        return self.state in DONE


class Outbox:
    """A table of takes; each method is one committed transaction, safe from any thread."""

    def __init__(self, file: Path) -> None:
        file.parent.mkdir(parents=True, exist_ok=True)
        self._lock = threading.Lock()
        # Autocommit: each statement below is its own transaction.
        self._db = sqlite3.connect(file, isolation_level=None, check_same_thread=False)
        self._db.execute("PRAGMA journal_mode = WAL")
        self._db.execute("PRAGMA synchronous = FULL")
        self._db.execute(TABLE)

    @contextmanager
    def transaction(self) -> Iterator[sqlite3.Connection]:
        """Several statements as one: all of them are on disk afterwards, or none when something raises."""
        with self._lock:
            self._db.execute("BEGIN IMMEDIATE")
            try:
                yield self._db
            except BaseException:
                self._db.execute("ROLLBACK")
                raise
            self._db.execute("COMMIT")

    def close(self) -> None:
        """Close the file."""
        with self._lock:
            self._db.close()

    def add(self, take: Message, now: datetime) -> Take:
        """Keep a take before it is sent; one with the same id is kept as it was."""
        self._write(
            "INSERT INTO takes (id, payload, state, made) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING",
            (take["id"], json.dumps(take), ASKING, stamp(now)),
        )
        return self.take(take["id"])

    def take(self, id: str) -> Take:
        """The take with this id; raises KeyError."""
        found = self._read("WHERE id = ?", (id,))
        if not found:
            raise KeyError(id)
        return found[0]

    def asking(self, limit: int) -> list[Take]:
        """The takes without an answer, oldest first."""
        return self._read("WHERE state = ? ORDER BY rowid LIMIT ?", (ASKING, limit))

    def answer(self, slip: Message, now: datetime) -> bool:
        """Keep the cloud's answer; False when it answers nothing that was asked, or again."""
        state, done = (REFUSED, stamp(now)) if "refused" in slip else (SLIP, None)
        return self._write(
            "UPDATE takes SET state = ?, slip = ?, done = ? WHERE id = ? AND state = ?",
            (state, json.dumps(slip), done, slip.get("id"), ASKING),
        )

    def next_to_print(self) -> Take | None:
        """The oldest slip that was never sent to the printer."""
        return next(iter(self._read("WHERE state = ? ORDER BY rowid LIMIT 1", (SLIP,))), None)

    def start_printing(self, id: str) -> bool:
        """Note that the printer is about to get it; True for one caller only, once."""
        return self._write("UPDATE takes SET state = ? WHERE id = ? AND state = ?", (PRINTING, id, SLIP))

    def finish_printing(self, id: str, fault: str | None, now: datetime) -> None:
        """Note that the printer said it came out (no fault), or why it did not."""
        state = UNPRINTED if fault else PRINTED
        self._write(
            "UPDATE takes SET state = ?, fault = ?, done = ? WHERE id = ? AND state = ?",
            (state, fault, stamp(now), id, PRINTING),
        )

    def recover(self, now: datetime) -> int:
        """After a start: what was being printed may or may not be on paper, so it is not printed again."""
        with self._lock:
            return self._db.execute(
                "UPDATE takes SET state = ?, fault = ?, done = ? WHERE state = ?",
                (UNPRINTED, INTERRUPTED, stamp(now), PRINTING),
            ).rowcount

    def untold(self, limit: int) -> list[Take]:
        """The takes whose printing the cloud has not been told about, oldest first."""
        return self._read(
            "WHERE state IN (?, ?) AND told = 0 ORDER BY rowid LIMIT ?", (PRINTED, UNPRINTED, limit)
        )

    def mark_told(self, id: str, state: str) -> None:
        """Note that the broker acknowledged the report of this state; what became of the slip since is still to be told."""
        self._write("UPDATE takes SET told = 1 WHERE id = ? AND state = ?", (id, state))

    def mark_shown(self, id: str) -> None:
        """Note that the visitor's screen got the number."""
        self._write("UPDATE takes SET shown = 1 WHERE id = ?", (id,))

    def unshown(self, since: datetime) -> Take | None:
        """The newest slip that neither paper nor screen gave to the visitor since then."""
        where = "WHERE state = ? AND shown = 0 AND done >= ? ORDER BY done DESC LIMIT 1"
        return next(iter(self._read(where, (UNPRINTED, stamp(since)))), None)

    def last(self, limit: int) -> list[Take]:
        """The newest slips, on paper or not."""
        where = "WHERE state IN (?, ?) ORDER BY done DESC LIMIT ?"
        return self._read(where, (PRINTED, UNPRINTED, limit))

    def printed_after_all(self, id: str) -> bool:
        """Note that a slip which had not come out did so later; the cloud is told anew."""
        return self._write(
            "UPDATE takes SET state = ?, fault = NULL, told = 0 WHERE id = ? AND state = ?",
            (PRINTED, id, UNPRINTED),
        )

    def forget(self, before: datetime) -> None:
        """Remove what was done and told before then."""
        self._write("DELETE FROM takes WHERE done < ? AND (told = 1 OR state = ?)", (stamp(before), REFUSED))

    def _write(self, sql: str, values: tuple[object, ...]) -> bool:
        with self._lock:
            return self._db.execute(sql, values).rowcount == 1

    def _read(self, where: str, values: tuple[object, ...]) -> list[Take]:
        with self._lock:
            rows = self._db.execute(f"SELECT {COLUMNS} FROM takes {where}", values).fetchall()
        return [_take(*row) for row in rows]


def _take(
    id: str, payload: str, state: str, slip: str | None, fault: str | None, done: str | None, shown: int
) -> Take:
    read = json.loads(slip) if slip else None
    return Take(id, json.loads(payload), state, read, fault, done, bool(shown))
