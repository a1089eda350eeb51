"""Codes that claim devices: one a thing, kept as a hash, used once and in time."""

from dataclasses import dataclass

from . import table as tables
from .table import ConditionFailed

KEPT = 86_400
"""How long after its time a code is remembered, in seconds, so that one that is late is told from one that is wrong."""
TRIES = 10
"""How many wrong codes a thing may hear before its own is no longer taken."""

WRONG, USED, LATE = "wrong", "used", "late"


@dataclass(frozen=True)
class Claim:
    """A thing's code as a hash, good until then (epoch seconds); `by` asked for it. `refused` says why the last try failed."""

    thing: str
    hash: str
    until: int
    by: str = ""
    used: int = 0
    refused: str = ""


def offer(region: str, office: str, claim: Claim) -> Claim:
    """Keep the thing's code instead of whatever it had; one that is there already keeps its time and its use."""
    there = of_thing(region, office, claim.thing)
    if there and there.hash == claim.hash:
        return there
    tables.lines(region).put(
        {"pk": _pk(office), "sk": claim.thing, "hash": claim.hash, "until": claim.until, "by": claim.by,
         "wrong": 0, "expires": claim.until + KEPT}
    )  # fmt: skip
    return claim


def is_first(region: str, rid: str, body: str, expires: int) -> bool:
    """Note what a request asked for; False when it was seen before with another body."""
    there = tables.lines(region).put_new(
        {"pk": f"claiming#{rid}", "sk": "claiming", "body": body, "expires": expires}
    )
    return there is None or there["body"] == body


def use(region: str, office: str, thing: str, hashed: str, now: int) -> str:
    """Use the thing's code up, once however many try at once; empty when it was, else why not: wrong, used or late."""
    try:
        tables.lines(region).update(
            _pk(office), thing, "SET #used = :now REMOVE #refused",
            "#hash = :hash AND #until > :now AND attribute_not_exists(#used) AND #wrong < :most",
            {"#used": "used", "#refused": "refused", "#hash": "hash", "#until": "until", "#wrong": "wrong"},
            {":now": now, ":hash": hashed, ":most": TRIES}, returned="NONE",
        )  # fmt: skip
    except ConditionFailed as failed:
        why = _why(failed.item or {}, hashed)
        _note(region, office, thing, why)
        return why
    return ""


def take_back(region: str, office: str, thing: str) -> None:
    """Let the thing's code open nothing any more."""
    tables.lines(region).delete(_pk(office), thing)


def of_thing(region: str, office: str, thing: str) -> Claim | None:
    """The thing's last code, if it is remembered."""
    item = tables.lines(region).get(_pk(office), thing)
    return _claim(item) if item else None


def of_office(region: str, office: str) -> list[Claim]:
    """The codes of an office's things that are remembered."""
    return [_claim(item) for item in tables.lines(region).query(_pk(office))]


def _why(item: tables.Item, hashed: str) -> str:
    if item.get("hash") != hashed or item.get("wrong", 0) >= TRIES:
        return WRONG
    return USED if "used" in item else LATE


def _note(region: str, office: str, thing: str, why: str) -> None:
    """Remember why a try failed, for whoever asked for the code; a thing without a code is not written of."""
    try:
        tables.lines(region).update(
            _pk(office), thing, "SET #refused = :why ADD #wrong :more", "attribute_exists(pk)",
            {"#refused": "refused", "#wrong": "wrong"}, {":why": why, ":more": int(why == WRONG)}, returned="NONE",
        )  # fmt: skip
    except ConditionFailed:
        return


def _claim(item: tables.Item) -> Claim:
    return Claim(
        item["sk"], item["hash"], item["until"], item["by"], item.get("used", 0), item.get("refused", "")
    )


def _pk(office: str) -> str:
    return f"claims#{office}"
