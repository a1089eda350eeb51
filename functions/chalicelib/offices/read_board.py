"""The board of an office as it is now."""

from datetime import datetime
from typing import Any

from chalicelib.queueing.board import board
from chalicelib.queueing.office import Office
from chalicelib.store import board_json, learnt, ledger, lines
from chalicelib.store.running import running


def read_board(office: Office, now: datetime) -> dict[str, Any]:
    """The board that the stream wrote today; computed from the line when there is none of today yet.

    A board that is written costs the table nothing, however many watch it.
    """
    key = running(office, now)
    kept = board_json.read(office)
    if kept is not None and kept.get("day") == key.day:
        return kept
    line = lines.read(office.home, key, consistent=False)
    head = ledger.head(office.home, key)[1] if line.seq else ""
    return board(line, learnt.pace(office, now.timestamp()), now, head)
