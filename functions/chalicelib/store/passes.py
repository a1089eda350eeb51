"""Passes of waiting rooms: when one is let in that came late, and what a pass was used for.

What was used is noted in one item for all passes to a room that were asked for from one address, by its hash of the
day, so that one conditional write sees both whether a pass is used and how many of that address are. `origin` names both.
"""

from . import table as tables
from .table import ConditionFailed


def keep(region: str, own: str, admitted: int, expires: int) -> int:
    """Note when the pass of that id is let in; what was noted first, when the request comes again."""
    item = {"pk": f"pass#{own}", "sk": "pass", "admitted": admitted, "expires": expires}
    there = tables.visitors(region).put_new(item)
    return int(there["admitted"]) if there else admitted


def kept(region: str, own: str) -> int | None:
    """When the pass of that id is let in, if that was noted."""
    there = tables.visitors(region).get(f"pass#{own}", "pass")
    return int(there["admitted"]) if there else None


def use(region: str, origin: str, own: str, what: str, most: int, expires: int) -> str | None:
    """Note the first use of a pass: empty when noted, else what it was used for before.

    None when as many passes of this origin were used as may be.
    """
    try:
        tables.visitors(region).update(
            _pk(origin), "uses", "SET #own = :what, expires = :expires ADD used :one",
            "attribute_not_exists(#own) AND (attribute_not_exists(used) OR used < :most)",
            {"#own": own}, {":what": what, ":expires": expires, ":one": 1, ":most": most}, returned="NONE",
        )  # fmt: skip
    except ConditionFailed as failed:
        there = (failed.item or {}).get(own)
        return str(there) if there else None
    return ""


def use_again(region: str, origin: str, own: str, before: str, what: str) -> bool:
    """Note what a pass is used for after that; False when somebody else was first."""
    try:
        tables.visitors(region).update(
            _pk(origin), "uses", "SET #own = :what", "#own = :before",
            {"#own": own}, {":what": what, ":before": before}, returned="NONE",
        )  # fmt: skip
    except ConditionFailed:
        return False
    return True


def give_back(region: str, origin: str, own: str, what: str) -> None:
    """Let a pass be unused again, if this is what it was used for."""
    try:
        tables.visitors(region).update(
            _pk(origin), "uses", "REMOVE #own ADD used :less", "#own = :what",
            {"#own": own}, {":what": what, ":less": -1}, returned="NONE",
        )  # fmt: skip
    except ConditionFailed:
        return


def _pk(origin: str) -> str:
    return f"passes#{origin}"
