"""The conditions on which the promises rest, each with a way to take it away: then the suite must find a fault."""

import re
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from chalicelib.errors import PressStale
from chalicelib.queueing import step as kernel
from chalicelib.store import asides, bookings, ledger, lines, requests
from chalicelib.store.connection import Connection
from chalicelib.store.entries import FREE

Removal = Callable[[pytest.MonkeyPatch], None]


def always(operation: str, prefix: str, part: str) -> Removal:
    """Let a part of a condition be true of whatever is there, in the writes of items whose key begins so."""

    def removal(patch: pytest.MonkeyPatch) -> None:
        ask = Connection.ask

        def weaker(self: Connection, name: str, asked: dict[str, Any]) -> dict[str, Any]:
            key = asked.get("Key") or asked.get("Item") or {}
            condition = asked.get("ConditionExpression", "")
            if name == operation and key["pk"]["S"].startswith(prefix) and part in condition:
                true = f"({part} OR attribute_exists(pk))"
                asked = {**asked, "ConditionExpression": condition.replace(part, true)}
            return ask(self, name, asked)

        patch.setattr(Connection, "ask", weaker)

    return removal


def _ring(patch: pytest.MonkeyPatch) -> None:
    remembered = kernel.remembered
    patch.setattr(kernel, "remembered", lambda line, asked: remembered(replace(line, ring=()), asked))


def _press(patch: pytest.MonkeyPatch) -> None:
    remembered = kernel.remembered

    def by_ring_only(line: Any, asked: Any) -> str | None:
        try:
            return remembered(replace(line, presses={}), asked)
        except PressStale:
            return None

    patch.setattr(kernel, "remembered", by_ring_only)


def _fence(patch: pytest.MonkeyPatch) -> None:
    apply = lines.apply

    def unfenced(region: str, key: Any, command: Any, *rest: Any, **more: Any) -> Any:
        return apply(region, key, replace(command, fence=None), *rest, **more)

    patch.setattr(lines, "apply", unfenced)


def _gap(patch: pytest.MonkeyPatch) -> None:
    before = ledger._hash
    patch.setattr(ledger, "_hash", lambda *asked: before(*asked) or "?")


def _body(patch: pytest.MonkeyPatch) -> None:
    begin = requests.begin
    patch.setattr(requests, "begin", lambda region, scope, _, *rest: begin(region, scope, "", *rest))


def _back(patch: pytest.MonkeyPatch) -> None:
    """An offer is made of what was given back as it was seen, whatever it is now."""
    as_seen, ask = re.compile(r"contains\(#back, :back\d+\)|size\(#back\) = :size"), Connection.ask

    def weaker(self: Connection, name: str, asked: dict[str, Any]) -> dict[str, Any]:
        condition = as_seen.sub(r"(attribute_exists(pk) OR \g<0>)", asked.get("ConditionExpression", ""))
        return ask(self, name, asked | ({"ConditionExpression": condition} if condition else {}))

    patch.setattr(Connection, "ask", weaker)


NEW = "attribute_not_exists(pk)"


def _aside(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(asides, "put_aside", lambda *_: 0)


def _leaves(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(bookings, "leaves", lambda *_: [])


GUARDS: dict[str, Removal] = {
    "line: seq = seen": always("UpdateItem", "line#", "#seq = :seen"),
    "line: made once": always("PutItem", "line#", NEW),
    "line: ring": _ring,
    "line: press sequence": _press,
    "line: fence": _fence,
    "take at once: not in the ring": always("UpdateItem", "line#", "NOT contains(#ring, :rid)"),
    "take at once: fence": always("UpdateItem", "line#", "#seq < :fallen"),
    "ticket: put if absent": always("PutItem", "ticket#", NEW),
    "ticket: newer seq": always("UpdateItem", "ticket#", "#seq < :seq"),
    "ticket: fence renewed from the old one": always("UpdateItem", "ticket#", "fence = :old"),
    "request: put if absent": always("PutItem", "request#", NEW),
    "request: same body": _body,
    "request: fence renewed from the old one": always("UpdateItem", "request#", "fence = :old"),
    "ledger: put if absent": always("PutItem", "ledger#", NEW),
    "ledger: behind the one before": _gap,
    "slot: places left": always("UpdateItem", "slot#", "#n >= :n"),
    "hold: places left": always("UpdateItem", "slot#", "#left >= :n"),
    "hold: kept once": always("UpdateItem", "slot#", "NOT contains(#held, :hold)"),
    "booking: one move at a time": always(
        "UpdateItem", "booking#", "(attribute_not_exists(#to) OR #to = :to)"
    ),
    "place: given back by who left it": _leaves,
    "closure: places put aside": _aside,
    "closure: takes only what it closed": always("UpdateItem", "booking#", "#slot = :w_slot"),
    "slot: one place a booking": always("UpdateItem", "slot#", "NOT contains(#who, :booking)"),
    "offer: back as it was": _back,
    "back: still there": always("UpdateItem", "slot#", "contains(#set, :one)"),
    "offer: still held": always("UpdateItem", "slot#", "contains(#held, :hold)"),
    "draw: announced once": always("PutItem", "draw#", NEW),
    "draw: one entry a person": always("UpdateItem", "draw#", FREE),
    "draw: as it was seen": always("UpdateItem", "draw#", "#state = :was AND size(#checkpoints) = :seen"),
}
"""Each guard by its name, and how a run goes without it."""
