"""Holds: places kept for a while, for a form that is open or an offer; one that ran out is taken away by who needs it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from chalicelib.errors import KeyReused
from chalicelib.queueing.places import Places, hold_of

from . import gate
from . import table as tables
from .slot_item import freed, last
from .slots import Run, SlotKey, take
from .table import Change, ConditionFailed

KEPT = 86_400
"""How long after it ran out a hold is remembered, in seconds; so long a repeat is answered as it was."""


USED, DROPPED = "used", "dropped"
"""How a hold ends before its time."""


@dataclass(frozen=True)
class Hold:
    """n places in each of these slots, kept until then (epoch seconds); `body` is the hash of what was asked.

    `by` is the id of the pass of a waiting room with which it was asked, if it was. `ended` says that it was `USED` by a
    booking or `DROPPED`: then it takes no places any more, however often it is asked for.
    """

    id: str
    office: str
    service: str
    slots: tuple[str, ...]
    n: int
    until: int
    body: str = ""
    by: str = ""
    ended: str = ""

    @property
    def written(self) -> str:
        """The hold as the slots have it."""
        return hold_of(self.until, self.n, self.id)


def put(region: str, hold: Hold) -> Hold:
    """Write the hold before its places are taken; the one that was there, when the request comes again.

    Raises `KeyReused` when it asked for something else.
    """
    there = tables.lines(region).put_new(_item(hold))
    stored = _hold(there) if there else hold
    if stored.body != hold.body:
        raise KeyReused
    return stored


def read(region: str, hold: str) -> Hold | None:
    """The hold of that id."""
    item = tables.lines(region).get(_pk(hold), "hold")
    return _hold(item) if item else None


def stands(region: str, pk: str, hold: Hold) -> bool:
    """Whether the hold has its places in the slot."""
    item = tables.lines(region).get(pk, "slot")
    return item is not None and hold.written in item.get("held", ())


def keep(region: str, run: Run, hold: Hold, now: int) -> None:
    """Keep the hold's places in each slot of the run, once however often it is asked; raises `SlotFull`."""

    def keeping(key: SlotKey, there: Places) -> Change:
        return Change(
            key.pk, "slot", "SET #left = #left - :n, #last = :last ADD #held :held",
            "#plan = :plan AND #freed = :freed AND #left >= :n AND NOT contains(#held, :hold)",
            {"#left": "left", "#last": "last", "#held": "held", "#plan": "plan", "#freed": "freed"},
            {":n": hold.n, ":held": {hold.written}, ":hold": hold.written, ":last": last("hold", hold.id),
             ":plan": str(there.plan), ":freed": freed(there.freed)},
        )  # fmt: skip

    take(region, run, keeping, lambda item: hold.written in item.get("held", ()), now, hold.n)


def end(region: str, hold: Hold, how: str) -> None:
    """Note that the hold is about to be used or dropped, before its places are; how it ended first stays."""
    try:
        tables.lines(region).update(
            _pk(hold.id), "hold", "SET #ended = :how", "attribute_exists(pk) AND attribute_not_exists(#ended)",
            {"#ended": "ended"}, {":how": how}, returned="NONE",
        )  # fmt: skip
    except ConditionFailed:
        return


def settle(region: str, pks: Sequence[str], hold: Hold, booking: str) -> bool:
    """Make the held places the booking's, in all slots or none; False when they are held no more."""
    try:
        tables.lines(region).change(*(_settled(pk, hold, booking) for pk in pks))
    except ConditionFailed:
        return False
    return True


def drop(region: str, pks: Sequence[str], hold: Hold) -> None:
    """Give the held places back, once."""
    for pk in pks:
        try:
            tables.lines(region).update(
                pk, "slot", "SET #left = #left + :n, #last = :last DELETE #held :held", "contains(#held, :hold)",
                {"#left": "left", "#last": "last", "#held": "held"},
                {":n": hold.n, ":held": {hold.written}, ":hold": hold.written, ":last": last("drop", hold.id)},
                returned="NONE",
            )  # fmt: skip
        except ConditionFailed:
            continue
        gate.open_again(pk)


def _settled(pk: str, hold: Hold, booking: str) -> Change:
    return Change(
        pk, "slot", "SET #last = :last ADD #who :who DELETE #held :held",
        "contains(#held, :hold) AND NOT contains(#who, :booking)",
        {"#last": "last", "#who": "who", "#held": "held"},
        {":who": {booking}, ":booking": booking, ":held": {hold.written}, ":hold": hold.written,
         ":last": last("book", booking)},
    )  # fmt: skip


def _item(hold: Hold) -> dict[str, Any]:
    return {
        "pk": _pk(hold.id), "sk": "hold", "office": hold.office, "service": hold.service, "slots": hold.slots,
        "n": hold.n, "until": hold.until, "body": hold.body, "by": hold.by, "expires": hold.until + KEPT,
    }  # fmt: skip


def _hold(item: dict[str, Any]) -> Hold:
    own = item["pk"].partition("#")[2]
    return Hold(
        own,
        item["office"],
        item["service"],
        tuple(item["slots"]),
        item["n"],
        item["until"],
        item["body"],
        item.get("by", ""),
        item.get("ended", ""),
    )


def _pk(hold: str) -> str:
    return f"hold#{hold}"
