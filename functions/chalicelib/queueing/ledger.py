"""The ledger, pure: one public entry for each step of a day, each chained to the one before by its hash."""

import hashlib
import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from typing import Any

from .commands import Moved, Step
from .line import BOOKED, CLASSES, PRIORITY, LineKey, kind_of

END = "end"
"""The kind of the entry that closes a day: its hash is the day's root."""

BEHIND = "correct"
"""The kind of the entries behind the close: they make the supplement, whose root is the hash of the last of them."""


class Gap(Exception):
    """An entry was to be written before the one that it follows."""


@dataclass(frozen=True)
class Entry:
    """What anyone may see of a step; times to the minute, people only as a salted commitment.

    `turn` (epoch seconds) is what decided the order; `reason` why a call did not follow it. `phase` is the number's
    state where the kind does not say it, `of` the kind that an undo took back, `moved` what became of other numbers,
    `offline` whether it happened without a link and was put in later, `letters` the services that the counter of a call takes just then, or that staff chose for it.
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
    reason: str = ""
    of: str = ""
    phase: str = ""
    moved: tuple[Moved, ...] = ()
    letters: tuple[str, ...] = ()
    commitment: str = ""
    offline: bool = False
    hash: str = ""

    def public(self) -> dict[str, Any]:
        """The entry as the world sees it: what is empty is left out, `class` by its own name."""
        named = {"class" if name == "klass" else name: value for name, value in asdict(self).items()}
        said = {name: value for name, value in named.items() if value or name == "previous"}
        lists = {"moved": [_said(one) for one in named["moved"]], "letters": list(self.letters)}
        return said | {name: value for name, value in lists.items() if value}


@dataclass(frozen=True)
class Roots:
    """What a day's ledger comes to: the hash of its last entry, of the entry that closed it, and of its supplement."""

    head: str = ""
    closed: str = ""
    supplement: str = ""

    def public(self) -> dict[str, str]:
        """The roots as answers say them: the last two only where there are any."""
        more = {"closed_root": self.closed, "supplement_root": self.supplement}
        return {"root": self.head} | {name: value for name, value in more.items() if value}


def root(key: LineKey) -> str:
    """What the first entry of a day is chained to: the office, the day and the epoch."""
    return _sha256(f"antrean|{key.office}|{key.day}|{key.epoch}")


def entry(step: Step, previous: str, commitment: str = "") -> Entry:
    """The entry of a step, chained to the hash of the entry before."""
    bare = Entry(
        step.seq, _minute(step.at), step.kind, previous, step.number, step.counter, step.state, step.list,
        step.klass or _class_of(step.list), step.turn, step.reason, step.of, step.phase, step.moved, step.letters,
        commitment, step.offline,
    )  # fmt: skip
    return Entry(**{**asdict(bare), "hash": hash_of(bare.public())})


def hash_of(public: dict[str, Any]) -> str:
    """SHA-256 over the canonical JSON (keys sorted, no spaces, UTF-8) of an entry without its `hash`."""
    covered = {name: value for name, value in public.items() if name != "hash"}
    return _sha256(json.dumps(covered, sort_keys=True, separators=(",", ":"), ensure_ascii=False))


def verify(entries: Iterable[dict[str, Any]], first: str) -> int | None:
    """The place of the first public entry that was changed, moved, added or left out; None when all is as written.

    `first` is the `root` of the day. Behind its close only corrections stand. A chain that was cut off at its end is whole: only its roots show that.
    """
    previous, closed = first, False
    for seq, public in enumerate(entries, 1):
        if not _follows(public, seq, previous) or (closed and public.get("kind") != BEHIND):
            return seq
        previous, closed = public["hash"], closed or public.get("kind") == END
    return None


def roots(entries: Iterable[dict[str, Any]]) -> Roots:
    """The roots of a chain; those of a day that goes on, or had no step, are empty."""
    head = closed = ""
    for public in entries:
        head = public["hash"]
        closed = closed or (head if public["kind"] == END else "")
    return Roots(head, closed, head if closed and head != closed else "")


def commit(salt: str, *facts: str) -> str:
    """A commitment to facts that are not public; who knows the salt can open it, nobody can guess it."""
    return _sha256("|".join((salt, *facts)))


def _follows(public: dict[str, Any], seq: int, previous: str) -> bool:
    if type(public.get("seq")) is not int or public["seq"] != seq or public.get("previous") != previous:
        return False
    try:
        return bool(public.get("hash") == hash_of(public))
    except UnicodeEncodeError:
        # Half a surrogate pair is no text: nobody wrote it.
        return False


def _said(moved: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in moved.items() if value}


def _class_of(name: str) -> str:
    kinds = {kind: klass for klass, kind in CLASSES.items() if kind in (BOOKED, PRIORITY)}
    return kinds.get(kind_of(name), "walk-in") if name else ""


def _minute(at: int) -> str:
    return datetime.fromtimestamp(at, UTC).strftime("%Y-%m-%dT%H:%M:00Z")


def _sha256(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
