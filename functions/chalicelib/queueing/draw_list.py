"""A draw's public list, pure: who is in it as leaves, what they asked for, and, once drawn, what each got.

Its shape is that of docs/draw.md. A long one is cut into parts, each of the leaves that fall into it.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from .drawing import Entry, allocate, ranked, root_of, sealed

Listed = dict[str, Any]

PART = 10_000
"""How many people there are in one part, about: the parts are of equal shares of all leaves that there can be."""

SEALED = (
    "office", "service", "day", "opens", "closes", "commit", "checkpoints", "people", "places", "runs", "entries",
)  # fmt: skip
"""The fields over which a draw is held, all but the seed: what `sealed` covers."""


def checked(listed: Listed, people: Iterable[str], at: str) -> Listed:
    """The list with one checkpoint more: the root over all people so far, those who are new with its number."""
    n = len(listed["checkpoints"]) + 1
    seen = dict.fromkeys(people, n) | listed["people"]
    point = {"at": at, "people": len(seen), "root": root_of(seen)}
    return listed | {"checkpoints": [*listed["checkpoints"], point], "people": dict(sorted(seen.items()))}


def closed(
    listed: Listed, entries: Iterable[Entry], runs: Sequence[Sequence[str]], places: Mapping[str, int]
) -> Listed:
    """The list with all that was asked and all there is to give, under one root and one seal."""
    asked = listed | {
        "state": "closed",
        "root": listed["checkpoints"][-1]["root"],
        "places": dict(places),
        "runs": [list(run) for run in runs],
        "entries": {one.entry: _asked(one) for one in sorted(entries, key=lambda one: one.entry)},
    }
    return asked | {"sealed": sealed({name: asked[name] for name in SEALED})}


def drawn(listed: Listed, seed: bytes) -> Listed:
    """The list with the seed, and of each entry its rank and the slot that it is given, where it is given one."""
    order = ranked(entries_of(listed), seed, listed["root"])
    given = allocate(order, listed["runs"], listed["places"])
    entries: Listed = dict.fromkeys(listed["entries"])
    for rank, one in enumerate(order, 1):
        got = {"slot": given[one.entry]} if one.entry in given else {}
        entries[one.entry] = {**_asked(one), "rank": rank, **got}
    return listed | {"state": "drawn", "seed": seed.hex(), "entries": entries}


def is_whole(listed: Listed) -> bool:
    """Whether a closed list still has the root and the seal that it names."""
    asked = {name: listed[name] for name in SEALED}
    return bool(root_of(listed["people"]) == listed["root"] and sealed(asked) == listed["sealed"])


def entries_of(listed: Listed) -> list[Entry]:
    """The entries of a list."""
    return [
        Entry(name, tuple(one.get("wishes", ())), tuple(one.get("members", ())))
        for name, one in listed["entries"].items()
    ]


def in_order(listed: Listed) -> list[Entry]:
    """The entries of a drawn list by their rank."""
    return sorted(entries_of(listed), key=lambda one: int(listed["entries"][one.entry]["rank"]))


def with_gone(listed: Listed, gone: Iterable[str]) -> Listed:
    """A drawn list that says which of the places drawn the office took away before they were given."""
    marked = {one: {**listed["entries"][one], "gone": True} for one in gone}
    return listed | {"entries": {**listed["entries"], **marked}}


def cut(listed: Listed) -> list[Listed]:
    """The list in parts, each with all that is not of people."""
    parts = -(-len(listed["people"]) // PART) or 1
    many = [name for name in ("people", "entries") if name in listed]
    return [
        listed
        | {"part": part, "parts": parts}
        | {
            name: {one: told for one, told in listed[name].items() if part_of(one, parts) == part}
            for name in many
        }
        for part in range(1, parts + 1)
    ]


def part_of(one: str, parts: int) -> int:
    """The part of a list in which a leaf stands, the first is 1."""
    return int(one[:8], 16) * parts // 2**32 + 1


def joined(parts: Iterable[Listed]) -> Listed:
    """The list of these parts."""
    whole: Listed = {}
    for part in parts:
        many = {name: {**whole.get(name, {}), **part[name]} for name in ("people", "entries") if name in part}
        whole = whole | part | many
    return {name: value for name, value in whole.items() if name not in ("part", "parts")}


def _asked(one: Entry) -> dict[str, list[str]]:
    said = {"wishes": list(one.wishes), "members": list(one.members)}
    return {name: value for name, value in said.items() if value}
