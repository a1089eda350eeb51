"""How a slot stands in the table: its places, who has them, and what its last change was."""

from chalicelib.queueing.places import PARTNER, WALK_IN, WEB, Places, planned

from .plain import Item

KEPT = 7 * 86_400
"""How long after its start a slot is kept, in seconds."""

COLUMNS = {WEB: "left", WALK_IN: "walk_in", PARTNER: "partner"}
"""Which attribute counts what a quota has left."""


def pk_of(office: str, service: str, slot: str) -> str:
    """A slot's partition key."""
    return f"slot#{office}#{service}#{slot}"


def item_of(pk: str, start: int, places: Places) -> Item:
    """A slot as it is kept before anybody has a place in it; `start` in epoch seconds."""
    sets = {name: set(kept) for name, kept in (("held", places.held), ("back", places.back)) if kept}
    return {"pk": pk, "sk": "slot", "expires": start + KEPT, **columns(places), **sets}


def columns(places: Places) -> Item:
    """What a slot has left, and by which plan, as attributes."""
    left = {COLUMNS[quota]: getattr(places, quota) for quota in COLUMNS}
    return {**left, "plan": str(places.plan), "freed": freed(places.freed)}


def places_in(item: Item) -> Places:
    """The places of a slot as they were written last."""
    return Places(
        planned(item["plan"]), item["left"], item["walk_in"], item["partner"],
        frozenset(filter(None, item["freed"].split(","))), frozenset(item.get("held", ())),
        frozenset(item.get("back", ())),
    )  # fmt: skip


def freed(quotas: frozenset[str]) -> str:
    """Freed quotas as one text that a condition can compare."""
    return ",".join(sorted(quotas))


def last(op: str, booking: str) -> Item:
    """What the change was and for whom, told to the stream."""
    return {"op": op, "booking": booking}
