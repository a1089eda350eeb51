"""Whom a closure concerns, and how far it has come with each: a register of ids, so that what is cut short goes on."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from . import table as tables
from .plain import Item
from .table import ConditionFailed

FOUND, MOVED, TRIED, TOLD = "found", "moved", "tried", "told"
"""Found in a closed slot; waits before all others; a slot was looked for; the visitor is told."""

GONE, BACK = "gone", "back"
"""Had no slot to lose, or has another one since; has its slot back."""

OVER = (TOLD, GONE, BACK)
"""The steps behind which nothing is left to do while the closure holds."""

NUMBER = "number#"


@dataclass(frozen=True)
class Concerned:
    """A booking that a closure takes its `slots` from, or with "" for its service a number of a line (its id is in `key`).

    `since` is when it was made, in epoch seconds: the order in which all are seen to.
    """

    key: str
    since: int
    step: str = FOUND
    service: str = ""
    slots: tuple[str, ...] = ()
    quota: str = ""
    party: int = 1

    @property
    def sk(self) -> str:
        """The sort key: by seniority; numbers behind all bookings."""
        return f"{self.since:010d}#{self.key}" if self.service else f"{NUMBER}{self.key}"


def find(region: str, office: str, closure: str, who: Iterable[Concerned], expires: int) -> None:
    """Note whom the closure concerns; again changes nothing."""
    for one in who:
        tables.lines(region).put_new(_item(office, closure, one, expires))


def renew(region: str, office: str, closure: str, who: Concerned, expires: int) -> None:
    """Note one anew, who was moved to other slots of the closure meanwhile."""
    tables.lines(region).put(_item(office, closure, who, expires))


def note(region: str, office: str, closure: str, who: Concerned, step: str) -> Concerned:
    """Note how far it has come with one; a step back or the same again changes nothing that matters."""
    tables.lines(region).update(
        _pk(office, closure), who.sk, "SET #step = :step", "", {"#step": "step"}, {":step": step},
        returned="NONE",
    )  # fmt: skip
    return replace(who, step=step)


def every(region: str, office: str, closure: str) -> list[Concerned]:
    """All whom the closure concerns, in the order of their seniority, then the numbers."""
    return [_concerned(item) for item in tables.lines(region).query(_pk(office, closure))]


def take_over(region: str, office: str, now: int, seconds: int) -> bool:
    """Take the sweep of an office for so many seconds; False while somebody else has it."""
    try:
        tables.lines(region).update(
            _sweeps(office), "lease", "SET #until = :until, #expires = :until",
            "attribute_not_exists(#until) OR #until <= :now", {"#until": "until", "#expires": "expires"},
            {":until": now + seconds, ":now": now}, returned="NONE",
        )  # fmt: skip
    except ConditionFailed:
        return False
    return True


def let_go(region: str, office: str) -> None:
    """Let the next sweep begin at once."""
    tables.lines(region).delete(_sweeps(office), "lease")


def finished(region: str, office: str) -> dict[str, str]:
    """What of each closure was seen to for all: that it holds, or that it was taken back."""
    return {
        item["sk"]: item["seen"] for item in tables.lines(region).query(_sweeps(office)) if "seen" in item
    }


def finish(region: str, office: str, closure: str, seen: str, expires: int) -> None:
    """Note that all whom the closure concerns are seen to."""
    tables.lines(region).put({"pk": _sweeps(office), "sk": closure, "seen": seen, "expires": expires})


def _item(office: str, closure: str, who: Concerned, expires: int) -> Item:
    told = {"service": who.service, "slots": who.slots, "quota": who.quota, "party": who.party}
    return {"pk": _pk(office, closure), "sk": who.sk, "step": who.step, "expires": expires, **told}


def _concerned(item: Item) -> Concerned:
    since, _, key = item["sk"].partition("#")
    made = int(since) if item["service"] else 0
    return Concerned(
        key, made, item["step"], item["service"], tuple(item["slots"]), item["quota"], item["party"]
    )


def _pk(office: str, closure: str) -> str:
    return f"concerned#{office}#{closure}"


def _sweeps(office: str) -> str:
    return f"sweeps#{office}"
