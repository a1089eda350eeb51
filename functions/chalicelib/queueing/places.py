"""A slot's places as they are at a moment: what each quota has left, and which holds have run out."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from .quota import Plan

WEB, WALK_IN, PARTNER = "web", "walk_in", "partner"
"""The quotas of a slot: places for the web, for bookings made at the office, and for a partner's."""

KEPT = (WALK_IN, PARTNER)
"""The quotas whose unused places come to the web when their time has come."""


def planned(written: str) -> Plan:
    """The plan that was written as `web/walk_in/partner`."""
    return Plan(*map(int, written.split("/")))


@dataclass(frozen=True)
class Places:
    """What a slot has left by quota; negative when the office has fewer places now than are taken.

    `freed` names the quotas whose unused places were given to the web; `held` are holds, `until.n.id`: n places kept
    for somebody until then (epoch seconds).
    """

    plan: Plan
    web: int
    walk_in: int
    partner: int
    freed: frozenset[str] = frozenset()
    held: frozenset[str] = frozenset()

    def of(self, quota: str) -> int:
        """The places that whoever books from a quota can have: its own, the web's once it is freed."""
        return int(getattr(self, self.source(quota)))

    def source(self, quota: str) -> str:
        """The quota from which one who books from `quota` is given a place."""
        return WEB if quota in self.freed else quota


def untouched(plan: Plan, freed: Iterable[str] = ()) -> Places:
    """The places of a slot that nobody booked yet."""
    whole = Places(plan, plan.web, plan.walk_in, plan.partner)
    return as_of(whole, plan, frozenset(freed), 0)


def as_of(there: Places, plan: Plan, freed: frozenset[str], now: int) -> Places:
    """The places by the plan and the freed quotas of now, without the holds that ran out; nothing is lost or made.

    A larger plan gives places, a smaller one takes them, from the web where the quota is freed. A quota that is freed
    once stays so.
    """
    freed = freed | there.freed
    over = frozenset(hold for hold in there.held if until_of(hold) <= now)
    web = there.web + plan.web - there.plan.web + sum(map(places_of, over))
    kept = {name: getattr(there, name) + getattr(plan, name) - getattr(there.plan, name) for name in KEPT}
    web += sum(kept[name] for name in freed)
    kept |= dict.fromkeys(freed, 0)
    return replace(there, plan=plan, web=web, **kept, freed=freed, held=there.held - over)


def hold_of(until: int, places: int, own: str) -> str:
    """A hold as it is written: places kept until then (epoch seconds) under an id."""
    return f"{until}.{places}.{own}"


def until_of(hold: str) -> int:
    """Until when a hold keeps its places, in epoch seconds."""
    return int(hold.split(".", 1)[0])


def places_of(hold: str) -> int:
    """How many places a hold keeps."""
    return int(hold.split(".", 2)[1])


def id_of_hold(hold: str) -> str:
    """The id for which a hold keeps its places."""
    return hold.split(".", 2)[2]
