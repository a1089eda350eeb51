"""Figures: one item for each ticket with what each step did to it, numbers and times only, in whatever order it comes.

They are kept as long as their line; the day's report is what stays.
"""

from typing import Any

from chalicelib.queueing.line import LineKey

from . import table as tables
from .codec import KEPT, base_of
from .plain import Item

EVENT = "step#"
"""An event is an attribute of the item, by the seq of its step: so that it is there once, and in its order."""


def note(region: str, key: LineKey, number: str, seq: int, event: dict[str, Any]) -> None:
    """Note what a step did to a ticket."""
    tables.lines(region).update(
        *_key(key, number), "SET #event = :event, #expires = :expires", "",
        {"#event": f"{EVENT}{seq:08d}", "#expires": "expires"},
        {":event": event, ":expires": base_of(key.day) + KEPT},
    )  # fmt: skip


def of_day(region: str, office: str, day: str) -> dict[str, list[dict[str, Any]]]:
    """What happened to each ticket of a day: its events in the order of their steps, by number."""
    found = tables.lines(region).query(f"figures#{office}#{day}", prefix="ticket#")
    return {item["sk"].rpartition("#")[2]: _events(item) for item in found}


def _events(item: Item) -> list[dict[str, Any]]:
    return [item[name] for name in sorted(item) if name.startswith(EVENT)]


def _key(key: LineKey, number: str) -> tuple[str, str]:
    """Numbers begin anew with an epoch only when they are jumped; so the epoch need not be part of the key."""
    return f"figures#{key.office}#{key.day}", f"ticket#{number}"
