"""A draw of some people, families and all, and its public list as it comes to be."""

import hashlib
import hmac
from typing import Any

from chalicelib.queueing import draw_list
from chalicelib.queueing.drawing import Entry, commit_of, draw_id, seed_of

DAY = "2026-03-16"
DRAW = draw_id("rsud", "umum", DAY)
SEED = seed_of(b"secret of the draws", DRAW)
SLOTS = tuple(f"{DAY}T{hour:02d}:00" for hour in range(8, 12))


def leaf(name: object) -> str:
    """A person's leaf in this draw."""
    return hmac.new(b"pepper", f"{DRAW}|{name}".encode(), hashlib.sha256).hexdigest()


def an_entry(name: object, *wishes: int, members: int = 0) -> Entry:
    """An entry with wishes by their number, and members."""
    along = tuple(leaf(f"{name} {n}") for n in range(members))
    return Entry(leaf(name), tuple(SLOTS[n] for n in wishes), along)


ENTRIES = [an_entry(n, *((n % 4, (n + 1) % 4) if n % 3 else ()), members=n % 4) for n in range(14)]
WITHDRAWN = leaf("withdrawn")


def announced() -> dict[str, Any]:
    """The list before anyone entered."""
    return {
        "office": "rsud", "service": "umum", "day": DAY, "opens": "2026-03-02T08:00:00+07:00",
        "closes": "2026-03-02T08:10:00+07:00", "state": "open", "commit": commit_of(SEED), "checkpoints": [],
        "people": {},
    }  # fmt: skip


def a_list(entries: list[Entry] | None = None, runs: Any = None, places: Any = None) -> dict[str, Any]:
    """The list of a draw that is over: half of them came by the first checkpoint."""
    entries = ENTRIES if entries is None else entries
    listed = announced()
    for minute, some in enumerate((entries[::2], entries), 1):
        people = [one for entry in some for one in entry.people]
        listed = draw_list.checked(listed, [*people, WITHDRAWN], f"2026-03-02T01:0{minute}:00Z")
    runs = runs or [(slot,) for slot in SLOTS]
    listed = draw_list.closed(listed, entries, runs, places or dict(zip(SLOTS, (3, 4, 2, 5), strict=True)))
    return draw_list.drawn(listed, SEED)
