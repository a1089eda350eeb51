"""Entries of a draw: one item a person, put on a free key only, spread over shards; nothing in it says who it is.

A person's key is the leaf, a keyed hash of identity and draw. An entry is the item of who entered, with what is wished;
those who come along have an item each that names it. What was withdrawn stays as a leaf and may enter anew.
"""

from chalicelib.errors import AlreadyEntered, Busy
from chalicelib.queueing.drawing import Entry

from . import table as tables
from .draws import DrawKey
from .plain import Item
from .table import Change, ConditionFailed

SHARDS = "0123456789abcdef"
"""The shards of a draw: a leaf is in that of its first digit, so that a rush meets no single partition."""

FREE = "(attribute_not_exists(pk) OR #id = :id OR attribute_exists(#withdrawn))"
"""Whoever has no standing entry may enter; the same one again changes nothing."""


def enter(region: str, key: DrawKey, entry: Entry, booking: str, waitlist: bool, expires: int) -> None:
    """Put the entry's people into the draw, all or none, once; raises `AlreadyEntered` with the field at fault.

    One person is one write; with members it is a transaction.
    """
    asked: Item = {"wishes": list(entry.wishes), "members": list(entry.members), "waitlist": waitlist}
    own = [asked, *({"of": entry.entry} for _ in entry.members)]
    changes = [
        _enters(key, leaf, {"id": booking, "expires": expires, **told})
        for leaf, told in zip(entry.people, own, strict=True)
    ]
    try:
        tables.lines(region).change(*changes)
    except ConditionFailed as failed:
        raise _already(region, key, entry, booking) from failed


def read(region: str, key: DrawKey, leaf: str) -> Item | None:
    """A person's item; None when that one never entered."""
    return tables.lines(region).get(_pk(key, leaf), leaf)


def stands(region: str, key: DrawKey, entry: str, booking: str) -> bool:
    """Whether the booking has a standing entry."""
    item = read(region, key, entry)
    return item is not None and item["id"] == booking and "withdrawn" not in item


def withdraw(region: str, key: DrawKey, entry: str, booking: str) -> None:
    """Take the booking's entry out of the draw with all its people, who stay leaves; again changes nothing."""
    item = read(region, key, entry)
    if item is None or item["id"] != booking:
        return
    try:
        tables.lines(region).change(
            *(
                Change(
                    _pk(key, leaf), leaf, "SET #withdrawn = :yes", "#id = :id",
                    {"#withdrawn": "withdrawn", "#id": "id"}, {":yes": True, ":id": booking},
                )
                for leaf in (entry, *item["members"])
            )
        )  # fmt: skip
    except ConditionFailed:
        # They were withdrawn, and have entered anew meanwhile.
        return


def give(region: str, key: DrawKey, entry: str, slot: str) -> None:
    """Note which slot the entry was drawn into, before its places are claimed: the stream books it there."""
    tables.lines(region).update(
        _pk(key, entry), entry, "SET #slot = :slot", "attribute_exists(pk)", {"#slot": "slot"}, {":slot": slot},
        returned="NONE",
    )  # fmt: skip


def collect(region: str, key: DrawKey) -> dict[str, Item]:
    """Everyone's item, by leaf."""
    found = [item for shard in SHARDS for item in tables.lines(region).query(_pk(key, shard))]
    return {item["sk"]: item for item in found}


def _enters(key: DrawKey, leaf: str, told: Item) -> Change:
    """The item as a new entry has it, whatever was withdrawn before."""
    gone = [name for name in ("of", "wishes", "members", "waitlist") if name not in told]
    names = {f"#{name}": name for name in (*told, *gone, "withdrawn")}
    sets = ", ".join(f"#{name} = :{name}" for name in told)
    removed = ", ".join(f"#{name}" for name in (*gone, "withdrawn"))
    values = {f":{name}": value for name, value in told.items()}
    return Change(_pk(key, leaf), leaf, f"SET {sets} REMOVE {removed}", FREE, names, values)


def _already(region: str, key: DrawKey, entry: Entry, booking: str) -> AlreadyEntered | Busy:
    """Who of the entry is in the draw already; of a transaction one has to look."""
    for n, leaf in enumerate(entry.people):
        item = read(region, key, leaf)
        if item and item["id"] != booking and "withdrawn" not in item:
            return AlreadyEntered(field=f"members.{n - 1}.nik" if n else "visitor.nik")
    return Busy(key.day)


def _pk(key: DrawKey, leaf: str) -> str:
    return f"{key.pk}#{key.day}#{leaf[0]}"
