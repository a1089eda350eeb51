"""What the demo proves at its end, from the public ledger alone: nothing lost, nothing twice, the chain whole."""

from collections import Counter as Count
from dataclasses import dataclass
from pathlib import Path
from runpy import run_path
from typing import Any

from infra.demo.doors import Api
from infra.demo.people import Visitor

VERIFIER = Path(__file__).parents[2] / "web" / "public" / "verify_ledger.py"
"""The program that anyone downloads from the ledger's page."""

ENDS = {"finish", "no_show", "withdraw", "end"}


@dataclass(frozen=True)
class Verdict:
    """One claim, whether it holds, and what was counted."""

    claim: str
    holds: bool
    counted: str


def export(api: Api, office: str, day: str) -> dict[str, Any]:
    """The day's whole ledger, page after page, as the ledger's page saves it."""
    found: list[dict[str, Any]] = []
    after = ""
    while True:
        _, page = api.ask("GET", f"/offices/{office}/ledger?date={day}{after}")
        found += page.get("entries", [])
        if not page.get("next"):
            return {**page, "entries": found}
        after = f"&after={page['next']}"


def verdicts(exported: dict[str, Any], visitors: list[Visitor]) -> list[Verdict]:
    """The claims about this day and these visitors."""
    ledger = exported["entries"]
    numbers = [one.number for one in visitors if one.number]
    taken = Count(e["number"] for e in ledger if e["kind"] == "take")
    firsts = Count(e["number"] for e in ledger if e["kind"] == "call")
    seqs = [e["seq"] for e in ledger]
    ended = _ended(ledger)
    twice = [n for n in numbers if taken[n] != 1]
    again = [n for n in numbers if firsts[n] > 1]
    lost = [n for n in numbers if n not in ended]
    return [
        Verdict(
            "every number was issued once",
            not twice and len(set(numbers)) == len(numbers),
            f"{len(numbers)} numbers",
        ),
        Verdict(
            "no number was called by two counters", not again, f"{sum(firsts[n] for n in numbers)} calls"
        ),
        Verdict("nobody was lost", not lost, f"{len(numbers) - len(lost)} of {len(numbers)} came to an end"),
        Verdict(
            "every step is in the ledger, in order",
            seqs == list(range(1, len(seqs) + 1)),
            f"{len(seqs)} steps",
        ),
        Verdict(
            "the ledger's chain is whole",
            not run_path(str(VERIFIER))["first_fault"](exported),
            f"root {exported.get('root', '')[:16]}…",
        ),
    ]


def _ended(ledger: list[dict[str, Any]]) -> set[str]:
    """The numbers whose visit has ended; a call also ends the ticket that its counter had before."""
    ended: set[str] = set()
    at: dict[str, str] = {}
    for entry in ledger:
        counter, number = entry.get("counter", ""), entry.get("number", "")
        if entry["kind"] == "call":
            ended.add(at.get(counter, ""))
            at[counter] = number
        elif entry["kind"] in ENDS:
            ended.add(number or at.get(counter, ""))
            at.pop(counter, None)
    return ended - {""}
