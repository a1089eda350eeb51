"""An office that draws, people who enter, and the clock that holds the draw."""

import json
from datetime import datetime
from pathlib import Path
from runpy import run_path
from types import SimpleNamespace
from typing import Any

from chalicelib import codes
from chalicelib.drawing.hold_draws import hold_draws
from chalicelib.queueing.drawing import Entry, draw_id
from chalicelib.queueing.office import Office
from chalicelib.session import client
from chalicelib.settings import settings
from chalicelib.store import draws, entries, table
from chalicelib.store.draws import Draw, DrawKey
from chalicelib.store.slots import pk_of
from tests.factories import HOME, an_office, an_office_document, moment

DAY = "2026-03-16"
"""Monday, bookable from Monday 2026-03-02 08:00 on; the draw closes at 08:10."""

KEY = DrawKey("rsud", "umum", DAY)
DRAW = draw_id("rsud", "umum", DAY)
ANNOUNCED = moment("Sunday 2026-03-01 08:00")
OPEN = moment("Monday 2026-03-02 08:03")
CLOSED = moment("Monday 2026-03-02 08:11")

RULES = {
    "slot": {
        "minutes": 60, "days": 14, "capacity": {"umum": 2}, "opens": "08:00",
        "draw": {"services": ["umum"], "minutes": 10},
    },
}  # fmt: skip
"""Two places in each hour from 08:00 to 15:00 but for the break: twelve a day."""

PLACES = 12


def a_drawing_document(**changes: Any) -> dict[str, Any]:
    """The document of an office that draws the newest day of its clinic."""
    return an_office_document(**{**RULES, **changes})


def a_drawing_office(**changes: Any) -> Office:
    """That office."""
    return an_office(**{**RULES, **changes})


def leaf(name: object) -> str:
    """A person's leaf in the draw."""
    return codes.leaf(HOME, DRAW, codes.identity(HOME, "nik", str(name)))


def an_entry(name: object, *wishes: str, members: int = 0) -> Entry:
    """An entry of somebody, with wishes by the clock."""
    along = tuple(leaf(f"{name} {n}") for n in range(members))
    return Entry(leaf(name), tuple(f"{DAY}T{wish}" for wish in wishes), along)


def enter(name: object, *wishes: str, members: int = 0, waitlist: bool = False, booking: str = "") -> Entry:
    """Somebody enters, for a booking of that name."""
    entry = an_entry(name, *wishes, members=members)
    entries.enter(HOME, KEY, entry, booking or f"booking {name}", waitlist, 2_000_000_000)
    return entry


def make_bucket() -> None:
    """The bucket in which lists are kept."""
    where = {"LocationConstraint": HOME}
    client("s3", HOME).create_bucket(Bucket=settings().boards_bucket(HOME), CreateBucketConfiguration=where)


def announced(office: Office | None = None, at: datetime = ANNOUNCED) -> Draw:
    """The draw, announced."""
    hold_draws(office or a_drawing_office(), at)
    return the_draw()


def held(office: Office | None = None) -> Draw:
    """The draw after the clock has closed and drawn it."""
    hold_draws(office or a_drawing_office(), CLOSED)
    return the_draw()


def the_draw() -> Draw:
    """The draw as it is."""
    found = draws.read(HOME, KEY)
    assert found is not None
    return found


def the_list(draw: Draw | None = None) -> dict[str, Any]:
    """The draw's list as it lies in its bucket, its parts put together as anyone would."""
    draw = draw or the_draw()
    parts = []
    for part in range(1, draw.parts + 1):
        name = f"draws/rsud/umum/{DAY}/{draw.listed}.{part}.json"
        answer = client("s3", HOME).get_object(Bucket=settings().boards_bucket(HOME), Key=name)
        parts.append(json.loads(answer["Body"].read()))
    return {"parts": parts, "people": {}, "entries": {}} | {
        name: {one: told for part in parts for one, told in part.get(name, {}).items()}
        for name in ("people", "entries")
    }


def placed() -> dict[str, str]:
    """Who has places, by booking: the slot."""
    found = {}
    for item in _slots():
        for booking in item.get("who", ()):
            assert booking not in found, f"{booking} has places twice"
            found[booking] = item["pk"].rpartition("#")[2]
    return found


def left() -> dict[str, int]:
    """The places that each slot has left which somebody booked."""
    return {item["pk"].rpartition("#")[2]: item["left"] for item in _slots()}


def _slots() -> list[dict[str, Any]]:
    keys = [(pk_of("rsud", "umum", f"{DAY}T{hour:02d}:00"), "slot") for hour in range(8, 15)]
    return table.lines(HOME).batch_get(keys, consistent=True)


verifier = SimpleNamespace(**run_path(str(Path(__file__).parents[3] / "web" / "public" / "verify_draw.py")))


def faults(draw: Draw, **published: Any) -> str:
    """What anyone's check of the draw's list finds."""
    try:
        parts = [verifier.read(json.dumps(part).encode()) for part in the_list(draw)["parts"]]
        verifier.check(verifier.joined(parts), published)
    except verifier.Fault as fault:
        return str(fault)
    return ""
