"""The ledger as it is kept: entry n is written once, and only behind entry n - 1; it is the stream's checkpoint too."""

from functools import lru_cache
from typing import Any

from chalicelib.queueing.commands import Step
from chalicelib.queueing.ledger import BEHIND, Gap, Roots, entry, root, roots
from chalicelib.queueing.line import LineKey

from . import table as tables

Head = tuple[int, str]
"""The seq and the hash of the last entry; (0, root) before the first."""

OWN = ("pk", "sk", "rid", "result", "by")
"""What an entry's item has beside the entry: its key, the request that late repeats look for (store/requests), and
who asked, which the entry only commits to."""

TAIL = 50
"""Entries read at once, from the last, to find the close behind which a supplement stands."""


def head(region: str, key: LineKey) -> Head:
    """The last entry's seq and hash: how far the stream has come with this line."""
    last = tables.lines(region).query(_pk(key), forward=False, limit=1)
    return (last[0]["seq"], last[0]["hash"]) if last else (0, root(key))


def append(region: str, key: LineKey, step: Step, commitment: str) -> tuple[str, bool]:
    """Write the entry of a step behind the one before it; its hash, and whether it is new.

    A step that is already there changes nothing. Raises `Gap` when the one before is missing.
    """
    previous = _written().get((key, step.seq - 1)) or _hash(region, key, step.seq - 1)
    if previous is None:
        raise Gap(f"{_pk(key)} {step.seq}")
    made = entry(step, previous, commitment)
    own = {"pk": _pk(key), "sk": _sk(step.seq), "rid": step.rid, "result": step.result, "by": step.by}
    there = tables.lines(region).put_new({**own, **made.public()})
    hash_ = str(there["hash"]) if there else made.hash
    _remember(key, step.seq, hash_)
    return hash_, there is None


def checkpoint(region: str, key: LineKey) -> int:
    """The seq up to which the stream has been followed."""
    return head(region, key)[0]


def read(region: str, key: LineKey, after: int = 0, limit: int | None = None) -> list[dict[str, Any]]:
    """The public entries beyond `after`, in order."""
    found = tables.lines(region).query(_pk(key), after=_sk(after), limit=limit)
    return [_public(item) for item in found]


def read_roots(region: str, key: LineKey) -> tuple[int, Roots]:
    """The last seq, and the day's roots as far as it has any; read from the end, as far back as the close."""
    table, tail, before = tables.lines(region), list[dict[str, Any]](), ""
    while True:
        found = table.query(_pk(key), after=before, forward=False, limit=TAIL if tail else 1)
        tail += [_public(item) for item in found]
        if not found or tail[-1]["kind"] != BEHIND:
            break
        before = found[-1]["sk"]
    return (tail[0]["seq"], roots(reversed(tail))) if tail else (0, Roots())


def of_number(region: str, key: LineKey, number: str, after: int) -> list[tuple[dict[str, Any], str]]:
    """The public entries beyond `after` that are about one number, each with who asked for it."""
    found = tables.lines(region).query(_pk(key), after=_sk(after))
    return [(_public(item), item.get("by", "")) for item in found if item.get("number") == number]


def forget() -> None:
    """Drop what the process remembers; for tests."""
    _written.cache_clear()


def _public(item: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in item.items() if name not in OWN}


def _hash(region: str, key: LineKey, seq: int) -> str | None:
    if seq == 0:
        return root(key)
    item = tables.lines(region).get(_pk(key), _sk(seq))
    return str(item["hash"]) if item else None


def _remember(key: LineKey, seq: int, hash_: str) -> None:
    _written().pop((key, seq - 1), None)
    _written()[key, seq] = hash_
    if len(_written()) > 256:
        _written().clear()


@lru_cache(maxsize=1)
def _written() -> dict[tuple[LineKey, int], str]:
    """The last entries that this process has seen written: they never change, so the next needs no read."""
    return {}


def _pk(key: LineKey) -> str:
    return f"ledger#{key.office}#{key.day}#{key.epoch}"


def _sk(seq: int) -> str:
    return f"{seq:08d}"
