"""The waitlist of a service, in its order: who waits by id, how many they are and which days suit; nothing personal."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from . import table as tables
from .plain import Item

DISPLACED, JOINED = "0#", "1#"
"""How the ranks begin of those whom a closure displaced, and of all others."""

KEPT = 2 * 86_400
"""How long after the last day that suits has begun somebody is kept in the list, in seconds."""


@dataclass(frozen=True)
class Waiting:
    """Who waits: the id of a booking, its `rank` in the list, how many places it needs, the first and last day that suit."""

    id: str
    rank: str
    party: int
    first: str
    last: str

    @property
    def sk(self) -> str:
        """The sort key: by rank."""
        return f"{self.rank}#{self.id}"

    @property
    def displaced(self) -> bool:
        """Whether a closure has taken the slot that it had."""
        return self.rank.startswith(DISPLACED)


def displaced(since: int) -> str:
    """The rank of who had a place that a closure took, by when they had it (epoch seconds): before all others."""
    return f"{DISPLACED}{since:010d}"


def joined(at: int, nth: int = 0) -> str:
    """The rank of who joined at a moment (epoch seconds); of a draw that closed then, of who came `nth` in its order."""
    return f"{JOINED}{at:010d}#{nth:06d}"


def put(region: str, office: str, service: str, who: Waiting, expires: int) -> None:
    """Put somebody onto the list; again is the same."""
    tables.lines(region).put(_item(office, service, who, expires))


def put_all(region: str, office: str, service: str, many: Iterable[Waiting], expires: int) -> None:
    """Put many onto the list; again is the same."""
    tables.lines(region).put_all([_item(office, service, who, expires) for who in many])


def remove(region: str, office: str, service: str, rank: str, booking: str) -> None:
    """Take somebody off the list, if they are on it."""
    tables.lines(region).delete(_pk(office, service), f"{rank}#{booking}")


def first(region: str, office: str, service: str, most: int) -> list[Waiting]:
    """Who waits, in their order, no more than `most`."""
    return [_waiting(item) for item in tables.lines(region).query(_pk(office, service), limit=most)]


def ahead(region: str, office: str, service: str, who: Waiting, most: int) -> int | None:
    """How many are before somebody, `most` when there are more; None when they are not on the list."""
    until = f"{who.sk}~"
    found = tables.lines(region).query(_pk(office, service), after=until, forward=False, limit=most + 1)
    return len(found) - 1 if found and found[0]["sk"] == who.sk else None


def _item(office: str, service: str, who: Waiting, expires: int) -> Item:
    told = {"party": who.party, "from": who.first, "to": who.last, "expires": expires}
    return {"pk": _pk(office, service), "sk": who.sk, **told}


def _waiting(item: Mapping[str, Any]) -> Waiting:
    rank, _, own = item["sk"].rpartition("#")
    return Waiting(own, rank, item["party"], item["from"], item["to"])


def _pk(office: str, service: str) -> str:
    return f"wait#{office}#{service}"
