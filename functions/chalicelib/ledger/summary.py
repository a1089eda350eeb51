"""What a day's ledger comes to, as anyone can count it again from the public entries."""

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Any

from chalicelib.queueing.audit import figures, out_of_order, tally
from chalicelib.queueing.audit_aside import passed_aside, tally_aside
from chalicelib.queueing.ledger import roots

Entry = dict[str, Any]

STATES = {
    "take": "waiting", "check_in": "waiting", "resume": "waiting", "return": "waiting", "transfer": "waiting",
    "withdraw": "withdrawn", "void": "void", "call": "called", "serve": "serving", "finish": "served",
    "no_show": "no_show", "hold": "held",
}  # fmt: skip
"""The state of an entry's number after it, by its kind, unless its `phase` says another; others change none."""

OUTCOMES = ("served", "no_show", "withdrawn", "void", "ended")


def summary(entries: Sequence[Entry]) -> dict[str, Any]:
    """The day in figures (schemas/openapi.yaml, LedgerSummary, without what names the ledger)."""
    kinds = Counter(entry["kind"] for entry in entries)
    outcomes = Counter(states(entries).values())
    return {
        "entries": len(entries),
        **roots(entries).public(),
        "issued": kinds["take"],
        "called": kinds["call"],
        **{outcome: outcomes[outcome] for outcome in OUTCOMES},
        "undone": kinds["undo"],
        **figures(entries),
        "out_of_order": tally(out_of_order(entries)),
        "passed_aside": tally_aside(passed_aside(entries)),
    }


def states(entries: Iterable[Entry]) -> dict[str, str]:
    """The last state of each number."""
    last: dict[str, str] = {}
    for entry in entries:
        state = entry.get("phase") or STATES.get(entry["kind"])
        if state and "number" in entry:
            last[entry["number"]] = state
        last.update({moved["number"]: moved["state"] for moved in entry.get("moved", ())})
    return last
