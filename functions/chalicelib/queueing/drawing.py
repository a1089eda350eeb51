"""The draw, pure: who entered decides nothing of the order, when they came or what they wished neither.

The bytes that are hashed are those of docs/draw.md, from which anyone computes a draw again.
"""

import hashlib
import hmac
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from . import merkle

RANK = b"\x02"
"""What a rank's bytes begin with, so that none is a hash of the tree."""


@dataclass(frozen=True)
class Entry:
    """What one entry asks for: places for all its people in the first wished slot that has room, or in any.

    `entry` stands for the person who entered, `members` for those who come along: each is a keyed hash of an identity
    and the draw, in hex, the same however often one tries.
    """

    entry: str
    wishes: tuple[str, ...] = ()
    members: tuple[str, ...] = ()

    @property
    def people(self) -> tuple[str, ...]:
        """Everyone on the entry."""
        return (self.entry, *self.members)

    @property
    def party(self) -> int:
        """How many places it takes."""
        return 1 + len(self.members)


Runs = Sequence[Sequence[str]]
"""The slots that one booking takes, by where it can begin, earliest first; most take one slot."""


def draw_id(office: str, service: str, day: str) -> str:
    """What a draw is called in every hash that is of it alone."""
    return f"antrean|draw|{office}|{service}|{day}"


def seed_of(secret: bytes, draw: str) -> bytes:
    """The seed of a draw, the same whenever it is asked for; nobody without the secret can tell it beforehand."""
    return hmac.new(secret, draw.encode(), hashlib.sha256).digest()


def commit_of(seed: bytes) -> str:
    """What is published of a seed before anyone enters."""
    return hashlib.sha256(seed).hexdigest()


def root_of(people: Iterable[str]) -> str:
    """The root over all who entered, each a leaf, in the order of their bytes: when somebody came does not change it."""
    return merkle.root(_leaves(people)).hex()


def proof_of(people: Iterable[str], one: str) -> dict[str, Any]:
    """That one of the people is under the root: the place among the leaves, how many there are, and the hashes beside."""
    leaves = _leaves(people)
    index = leaves.index(bytes.fromhex(one))
    return {"index": index, "size": len(leaves), "path": [step.hex() for step in merkle.proof(leaves, index)]}


def rank_of(seed: bytes, root: str, entry: str) -> bytes:
    """What decides an entry's place in the order; the smallest is first."""
    return hashlib.sha256(RANK + seed + bytes.fromhex(root) + bytes.fromhex(entry)).digest()


def ranked(entries: Iterable[Entry], seed: bytes, root: str) -> list[Entry]:
    """The entries in the order drawn."""
    return sorted(entries, key=lambda one: rank_of(seed, root, one.entry))


def allocate(order: Iterable[Entry], runs: Runs, places: Mapping[str, int]) -> dict[str, str]:
    """The slot in which each entry gets its places, by entry; who gets none is left out.

    One after the other in the order drawn: the first of its wishes that has places for all its party, else the
    earliest slot that has.
    """
    left, given = dict(places), {}
    by_begin = {run[0]: run for run in runs}
    for one in order:
        wished = [by_begin[wish] for wish in one.wishes if wish in by_begin]
        for run in (*wished, *runs):
            if all(left[slot] >= one.party for slot in run):
                left |= {slot: left[slot] - one.party for slot in run}
                given[one.entry] = run[0]
                break
    return given


def sealed(asked: Mapping[str, Any]) -> str:
    """SHA-256 over the canonical JSON (keys sorted, no spaces, UTF-8) of all that a draw is held over, but its seed."""
    text = json.dumps(asked, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()


def _leaves(people: Iterable[str]) -> list[bytes]:
    return sorted(bytes.fromhex(one) for one in people)
