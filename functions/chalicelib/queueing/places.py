"""A slot's places as they are at a moment: what each quota has left, what is held, and what was given back."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace

from .quota import Plan

WEB, WALK_IN, PARTNER = "web", "walk_in", "partner"
"""The quotas of a slot: places for the web, for bookings made at the office, and for a partner's."""

KEPT = (WALK_IN, PARTNER)
"""The quotas whose unused places come to the web when their time has come."""

OFFER = "offer-"
"""Before the id of the booking for which an offer's places are held, to tell them from those of an open form."""

ASIDE = "aside-"
"""Before the id of a closure for whose displaced bookings places are put aside: nobody else can have them."""

PATIENCE = 600
"""For how many seconds places wait for the waitlist's tender before they are anybody's: nothing is blocked for ever."""


def planned(written: str) -> Plan:
    """The plan that was written as `web/walk_in/partner`."""
    return Plan(*map(int, written.split("/")))


@dataclass(frozen=True)
class Places:
    """What a slot has left by quota; `web` is negative when the office has fewer places now than are taken.

    `freed` names the quotas whose unused places were given to the web; `held` are holds, `until.n.id`: n places kept
    for somebody until then (epoch seconds); `back` are places that were given back, `due.n.id`: from then on they are
    offered again, and until somebody does so nobody has them.
    """

    plan: Plan
    web: int
    walk_in: int
    partner: int
    freed: frozenset[str] = frozenset()
    held: frozenset[str] = frozenset()
    back: frozenset[str] = frozenset()

    def of(self, quota: str) -> int:
        """The places that whoever books from a quota can have: its own, the web's once it is freed."""
        return int(getattr(self, self.source(quota)))

    def source(self, quota: str) -> str:
        """The quota from which one who books from `quota` is given a place."""
        return WEB if quota in self.freed else quota

    def due(self, now: int, displaced: bool = False) -> list[str]:
        """What was given back and is to be offered again by now, the longest due first.

        With what a closure put aside, at any time, for those whom it `displaced`, and for nobody else.
        """
        found = (one for one in self.back if (displaced if is_aside(one) else until_of(one) <= now))
        return sorted(found, key=lambda one: (until_of(one), one))

    def free_at(self) -> list[int]:
        """When something that nobody has now is anybody's, if nothing happens until then; in epoch seconds."""
        return [*map(_over, self.held), *(until_of(one) + PATIENCE for one in self.back)]

    def offered(self, own: str) -> list[str]:
        """The holds that keep an offer of the waitlist for a booking."""
        return [one for one in self.held if id_of_hold(one) == f"{OFFER}{own}"]


def untouched(plan: Plan, freed: Iterable[str] = ()) -> Places:
    """The places of a slot that nobody booked yet."""
    whole = Places(plan, plan.web, plan.walk_in, plan.partner)
    return as_of(whole, plan, frozenset(freed), 0)


def as_of(there: Places, plan: Plan, freed: frozenset[str], now: int) -> Places:
    """The places by the plan and the freed quotas of now, without the holds that ran out; nothing is lost or made.

    A larger plan gives places, a smaller one takes them, from the web where the quota is freed; what a quota has given
    away beyond its new share, the others lack. A quota that is freed once stays so. What the waitlist was to deal with, an offer that ran out and what was given back, is the web's when
    nobody has for `PATIENCE`.
    """
    freed = freed | there.freed
    over = frozenset(hold for hold in there.held if _over(hold) <= now)
    late = frozenset(one for one in there.back if until_of(one) + PATIENCE <= now)
    web = there.web + plan.web - there.plan.web + sum(map(places_of, (*over, *late)))
    kept = {name: getattr(there, name) + getattr(plan, name) - getattr(there.plan, name) for name in KEPT}
    web += sum(kept[name] for name in freed)
    kept |= dict.fromkeys(freed, 0)
    web, kept = _evened(web, kept)
    return replace(
        there, plan=plan, web=web, **kept, freed=freed, held=there.held - over, back=there.back - late
    )


def _evened(web: int, kept: dict[str, int]) -> tuple[int, dict[str, int]]:
    """Let no quota have places while another has given away more than it has: the office has no more than all together."""
    web += sum(min(0, places) for places in kept.values())
    evened = {}
    for name, places in kept.items():
        given = min(max(0, places), max(0, -web))
        web, evened[name] = web + given, max(0, places) - given
    return web, evened


def cover(there: Places, n: int, now: int, displaced: bool = False) -> tuple[frozenset[str], int]:
    """What is given back once n of the places that are due are taken, the longest due first, and how many are lacking.

    Of a family's places that are given back some may be taken, and the rest stays as it is.
    """
    back = set(there.back)
    for one in there.due(now, displaced):
        if not n:
            break
        back.remove(one)
        rest = max(0, places_of(one) - n)
        n -= places_of(one) - rest
        if rest:
            back.add(_beside(back, hold_of(until_of(one), rest, id_of_hold(one))))
    return frozenset(back), n


def _beside(back: Collection[str], one: str) -> str:
    """What is given back, a second later where the same stands there already: in a set it would be lost."""
    while one in back:
        one = hold_of(until_of(one) + 1, places_of(one), id_of_hold(one))
    return one


def _over(hold: str) -> int:
    """From when on a hold keeps its places from nobody."""
    return until_of(hold) + (PATIENCE if is_offer(hold) else 0)


def is_offer(hold: str) -> bool:
    """Whether a hold keeps its places for an offer of the waitlist, rather than for a form."""
    return id_of_hold(hold).startswith(OFFER)


def is_aside(back: str) -> bool:
    """Whether a closure put these places aside, rather than somebody gave them back."""
    return id_of_hold(back).startswith(ASIDE)


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
