"""Draws: one item each, under its office and service by day; each of its states is written once, in its order.

Announced → checkpoints while entries come → closed (root and seal) → seed → drawn. What changes a draw says how it was
seen, so of two that hold it at once one goes on.
"""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, fields, replace
from typing import Any

from . import table as tables
from .plain import Item
from .table import ConditionFailed

KEPT = 400 * 86_400
"""How long after its day a draw and its list can be checked, in seconds."""


HELD_WITHIN = 86_400
"""How long after its close a draw may still be held, in seconds; what could not be by then is free for whoever comes."""


@dataclass(frozen=True)
class DrawKey:
    """Which draw: an office's, of a service's places of a day (YYYY-MM-DD)."""

    office: str
    service: str
    day: str

    @property
    def pk(self) -> str:
        """The partition in which the draws of a service stand, by day."""
        return f"draw#{self.office}#{self.service}"


@dataclass(frozen=True)
class Checkpoint:
    """What was under the root at a moment (epoch seconds): how many people, and the root."""

    at: int
    people: int
    root: str


@dataclass(frozen=True)
class Draw:
    """A draw; `opens` and `closes` in epoch seconds, `commit`, `root`, `sealed` and `seed` in hex.

    State is announced, closed or drawn: whether it is open the clock says. `places` are those of each slot. `listed` and `parts` name its list as it is
    kept (store/draw_lists.py).
    """

    key: DrawKey
    opens: int
    closes: int
    commit: str
    expires: int
    state: str = "announced"
    checkpoints: tuple[Checkpoint, ...] = ()
    listed: str = ""
    parts: int = 1
    root: str = ""
    sealed: str = ""
    seed: str = ""
    entries: int = 0
    places: Mapping[str, int] = field(default_factory=dict)

    def is_to_come(self, now: float) -> bool:
        """Whether it is still to be drawn: it was not, and is not given up."""
        return self.state != "drawn" and now < self.closes + HELD_WITHIN


class DrawMoved(Exception):
    """Somebody else took the draw further meanwhile; whoever reads it anew may go on."""


def announce(region: str, draw: Draw) -> Draw:
    """Write the draw, once: the one that was announced before stands, with its times and its commit."""
    there = tables.lines(region).put_new(_item(draw))
    return _draw(there) if there else draw


def read(region: str, key: DrawKey, consistent: bool = True) -> Draw | None:
    """The draw; None when none was announced."""
    item = tables.lines(region).get(key.pk, key.day, consistent)
    return _draw(item) if item else None


def of_service(region: str, office: str, service: str, after: str) -> list[Draw]:
    """The draws of a service for the days after this one, earliest first."""
    return [_draw(item) for item in tables.lines(region).query(DrawKey(office, service, "").pk, after=after)]


def check(region: str, draw: Draw, point: Checkpoint, **told: Any) -> Draw:
    """Add a checkpoint behind those that were seen, with the list's name and parts; raises `DrawMoved`."""
    return _to(region, draw, "announced", checkpoints=(*draw.checkpoints, point), **told)


def close(region: str, draw: Draw, point: Checkpoint, **told: Any) -> Draw:
    """Publish what the draw is over: last checkpoint, list, root, seal, and numbers; raises `DrawMoved`."""
    return _to(region, draw, "announced", state="closed", checkpoints=(*draw.checkpoints, point), **told)


def reveal(region: str, draw: Draw, seed: str) -> Draw:
    """Publish the seed of a closed draw; raises `DrawMoved`."""
    return _to(region, draw, "closed", seed=seed)


def finish(region: str, draw: Draw, listed: str) -> Draw:
    """Publish what came of a draw whose places are given; raises `DrawMoved`."""
    return _to(region, draw, "closed", state="drawn", listed=listed)


def _to(region: str, draw: Draw, was: str, **changes: Any) -> Draw:
    """The draw with these changes, if it is in that state and has as many checkpoints as were seen."""
    after = replace(draw, **changes)
    item = {name: value for name, value in _item(after).items() if name in changes}
    names = {f"#{name}": name for name in ("state", "checkpoints", *changes)}
    values = {f":{name}": value for name, value in item.items()}
    try:
        tables.lines(region).update(
            draw.key.pk, draw.key.day, f"SET {', '.join(f'#{name} = :{name}' for name in changes)}",
            "#state = :was AND size(#checkpoints) = :seen", names,
            {**values, ":was": was, ":seen": len(draw.checkpoints)}, returned="NONE",
        )  # fmt: skip
    except ConditionFailed as failed:
        raise DrawMoved(draw.key.day) from failed
    return after


def _item(draw: Draw) -> Item:
    told = asdict(draw)
    key = told.pop("key")
    return {"pk": draw.key.pk, "sk": key["day"], **told}


_NAMES = {f.name for f in fields(Draw)} - {"key"}


def _draw(item: Item) -> Draw:
    _, office, service = item["pk"].split("#")
    told = {name: value for name, value in item.items() if name in _NAMES}
    points = tuple(Checkpoint(**point) for point in told.pop("checkpoints"))
    return Draw(key=DrawKey(office, service, item["sk"]), checkpoints=points, **told)
