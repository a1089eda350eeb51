"""A day in which everything happens once that may happen to a ticket, and its public ledger."""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, settings

from chalicelib.ledger.append import commitment
from chalicelib.queueing.commands import (
    CallThis,
    CheckIn,
    Command,
    Correct,
    EndDay,
    Finish,
    Hold,
    NoShow,
    Onward,
    Recall,
    Resume,
    Serve,
    SetCounter,
    Step,
    Transfer,
    Undo,
    Void,
    Withdraw,
)
from chalicelib.queueing.ledger import entry, root, roots
from chalicelib.queueing.line import LineKey
from tests.factories import KEY, NINE, a_call, a_take, opened, rid, steps

AT_EASE = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
"""Properties of whole days take what they take on a busy machine."""

STATION = Onward({"A": "B"}, keep_turn=True)
BOTH = ("A", "B")
CODE = "7Q2M4XK9T0ZB6HVN"
GROUPS = ("elderly", "disabled", "pregnant", "infant")
DEVICES = ("kiosk-rsud-1", "button-rsud-1", "visitor", "staff")

A_DAY: tuple[Command, ...] = (
    a_take("one", NINE, by="kiosk-rsud-1"), a_take("two", NINE + 1, klass="priority", by="kiosk-rsud-1"),
    a_take("three", NINE + 2, klass="booked", by="visitor"), a_take("four", NINE + 3, present=False, by="visitor"),
    a_take("five", NINE + 4), a_take("six", NINE + 5), a_take("seven", NINE + 6), a_take("eight", NINE + 7),
    opened("1"), opened("2"), a_call("first", "1"), Recall(rid("again"), by="staff", counter="1"),
    Serve(rid("serve"), by="button-rsud-1", counter="1"), Finish(rid("on"), counter="1", onward=STATION),
    a_call("second", "1"), NoShow(rid("away"), counter="1", grace=900),
    Resume(rid("came back"), counter="1", number="A002", grace=900), a_call("second again", "1"),
    Hold(rid("hold"), counter="1"), Resume(rid("resume"), counter="1", number="A002"),
    CheckIn(rid("in"), number="A004"), a_call("once more", "1"),
    Transfer(rid("to two"), counter="1", to="2"), a_call("for two", "2", BOTH),
    CallThis(rid("urgent"), counter="1", number="A008", reason="urgent", letters=("A",)),
    Undo(rid("undo"), counter="1"), Void(rid("void"), counter="1", number="A006"),
    Withdraw(rid("leave"), number="A007"), a_call("third", "1"),
    SetCounter(rid("close"), counter="1", state="closed", hand_over="line"),
    EndDay(rid("end")), Correct(rid("after all"), number="A003", phase="served"),
)  # fmt: skip
"""Every kind of step, in an order that the kernel allows; seven seconds lie between."""


def chained(made: Sequence[Step], key: LineKey = KEY, committed: bool = True) -> list[dict[str, Any]]:
    """The public entries of these steps, each committed to a visitor's group where it is about a number."""
    previous, entries = root(key), []
    for n, step in enumerate(made):
        code = CODE if step.number and committed else ""
        one = entry(step, previous, commitment(step, code, GROUPS[n % len(GROUPS)]))
        entries.append(one.public())
        previous = one.hash
    return entries


def a_day(*commands: Command) -> list[dict[str, Any]]:
    """The public ledger of these commands; of the whole day when none are given."""
    return chained(steps(*(commands or A_DAY), apart=7))


def exported(entries: Sequence[dict[str, Any]], key: LineKey = KEY) -> dict[str, Any]:
    """The ledger as the public page exports it."""
    named = {"office": key.office, "day": key.day, "epoch": key.epoch}
    return {**named, **roots(entries).public(), "entries": list(entries)}


if __name__ == "__main__":
    text = json.dumps(exported(a_day()), indent=1)
    (Path(__file__).parents[3] / "web" / "tests" / "ledger-day.json").write_text(f"{text}\n")
