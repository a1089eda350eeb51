"""A ticket's own entries, with what opens their commitments: who asked, and the group that the visitor claimed."""

from typing import Any

from chalicelib.errors import UnknownTicket
from chalicelib.queueing.ledger import commit
from chalicelib.store import ledger, tickets


def own_entries(code: str) -> dict[str, Any]:
    """The entries about the code's ticket, each {seq, hash, by, priority}; raises `UnknownTicket`.

    With the code, SHA-256 of `code|seq|by|priority` is the entry's commitment (docs/ledger.md).
    """
    known = tickets.by_code(code)
    if known is None:
        raise UnknownTicket
    region, ticket = known
    # A number is taken behind the fence that its ticket saw, so nothing before that is about it.
    found = ledger.of_number(region, ticket.line, ticket.number, ticket.fence) if ticket.number else []
    opened = [_opened(entry, by, ticket.code, ticket.priority) for entry, by in found]
    said = {"office": ticket.office, "day": ticket.day, "epoch": ticket.epoch, "number": ticket.number}
    return said | {"entries": opened}


def _opened(entry: dict[str, Any], by: str, code: str, priority: str) -> dict[str, Any]:
    """The group may have been claimed after the entry was written; then it commits to none."""
    seq = entry["seq"]
    claimed = commit(code, str(seq), by, priority) == entry.get("commitment")
    return {"seq": seq, "hash": entry["hash"], "by": by, "priority": priority if claimed else ""}
