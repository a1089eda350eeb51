"""The ledger, pure: one public entry for each step of a day, each chained to the one before by its hash."""

import hashlib
import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from typing import Any

from .commands import Step
from .line import BOOKED, CLASSES, PRIORITY, LineKey


class Gap(Exception):
    """An entry was to be written before the one that it follows."""


@dataclass(frozen=True)
class Entry:
    """What anyone may see of a step; times to the minute, people only as a salted commitment.

    `turn` (epoch seconds) is what decided the order. `ended` are the tickets that a close of day or a call ended.
    `hash` covers everything else, `previous` too.
    """

    seq: int
    at: str
    kind: str
    previous: str
    number: str = ""
    counter: str = ""
    state: str = ""
    list: str = ""
    klass: str = ""
    turn: int = 0
    ended: tuple[str, ...] = ()
    commitment: str = ""
    hash: str = ""

    def public(self) -> dict[str, Any]:
        """The entry as the world sees it: what is empty is left out, `class` by its own name."""
        named = {"class" if name == "klass" else name: value for name, value in asdict(self).items()}
        return {
            name: list(v) if isinstance(v, tuple) else v
            for name, v in named.items()
            if v or name == "previous"
        }


def root(key: LineKey) -> str:
    """What the first entry of a day is chained to: the office, the day and the epoch."""
    return _sha256(f"antrean|{key.office}|{key.day}|{key.epoch}")


def entry(step: Step, previous: str, commitment: str = "") -> Entry:
    """The entry of a step, chained to the hash of the entry before."""
    bare = Entry(
        step.seq, _minute(step.at), step.kind, previous, step.number, step.counter, step.state, step.list,
        step.klass or _class_of(step.list), step.turn, _ended(step), commitment,
    )  # fmt: skip
    return Entry(**{**asdict(bare), "hash": hash_of(bare.public())})


def hash_of(public: dict[str, Any]) -> str:
    """SHA-256 over the canonical JSON (keys sorted, no spaces, UTF-8) of an entry without its `hash`."""
    covered = {name: value for name, value in public.items() if name != "hash"}
    return _sha256(json.dumps(covered, sort_keys=True, separators=(",", ":"), ensure_ascii=False))


def verify(entries: Iterable[dict[str, Any]], first: str) -> int | None:
    """The seq of the first public entry that was changed, moved, added or left out; None when all is as written.

    `first` is the `root` of the day.
    """
    previous = first
    for seq, public in enumerate(entries, 1):
        if public["seq"] != seq or public["previous"] != previous or public["hash"] != hash_of(public):
            return seq
        previous = public["hash"]
    return None


def commit(salt: str, *facts: str) -> str:
    """A commitment to facts that are not public; who knows the salt can open it, nobody can guess it."""
    return _sha256("|".join((salt, *facts)))


def _ended(step: Step) -> tuple[str, ...]:
    done = tuple(number for number in step.done.split(",") if number and number != step.number)
    return (*done, *step.numbers)


def _class_of(name: str) -> str:
    kinds = {kind: klass for klass, kind in CLASSES.items() if kind in (BOOKED, PRIORITY)}
    return kinds.get(name.rpartition(".")[2], "walk-in") if name else ""


def _minute(at: int) -> str:
    return datetime.fromtimestamp(at, UTC).strftime("%Y-%m-%dT%H:%M:00Z")


def _sha256(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
