"""A day's tickets as CSV: one row each, times on the office's own clock, nothing personal.

The root of the day's ledger, once it is closed, stands in every row, so that no part of the table is without it.
"""

import csv
import io
from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Any

from chalicelib.queueing.office import Office

from .summary import is_kept, wait_of

COLUMNS = (
    "number", "service", "class", "how", "taken", "came", "called", "served", "finished", "outcome", "counter",
    "wait_minutes", "promised_low", "promised_high", "promise_kept", "ledger_root",
)  # fmt: skip

TIMES = ("taken", "came", "called", "served", "finished")


def as_csv(office: Office, tickets: Iterable[dict[str, Any]], root: str = "") -> str:
    """The table with its header; a value that is not known is empty."""
    out = io.StringIO()
    writer = csv.DictWriter(out, COLUMNS, extrasaction="ignore", lineterminator="\r\n")
    writer.writeheader()
    for ticket in tickets:
        writer.writerow(_row(office, ticket) | {"ledger_root": root})
    return out.getvalue()


def _row(office: Office, ticket: dict[str, Any]) -> dict[str, Any]:
    wait, kept = wait_of(ticket), is_kept(ticket)
    low, high = ticket.get("promised", ("", ""))
    times = {name: _clock(office, ticket[name]) for name in TIMES if name in ticket}
    measured = {
        "wait_minutes": "" if wait is None else f"{wait:.1f}",
        "promised_low": low,
        "promised_high": high,
    }
    return ticket | times | measured | {"promise_kept": {None: "", True: "yes", False: "no"}[kept]}


def _clock(office: Office, at: int) -> str:
    return f"{datetime.fromtimestamp(at, UTC).astimezone(office.zone):%Y-%m-%d %H:%M:%S}"
