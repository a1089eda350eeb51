"""A draw as anyone reads it: its times and its commit before it opens, then who is in it, at last root, seal and seed."""

import re
from datetime import UTC, datetime
from typing import Any

from chalicelib import fields
from chalicelib.errors import UnknownDraw
from chalicelib.queueing.board import stamp
from chalicelib.queueing.draw_list import Listed
from chalicelib.queueing.office import Office, Service
from chalicelib.settings import settings
from chalicelib.store import draw_lists, draws
from chalicelib.store.draws import Draw, DrawKey

PART = re.compile(r"[1-9][0-9]{0,3}")


def found_draw(office: Office, service: Service, day: str) -> Draw:
    """The draw of a service's day; raises `UnknownDraw` while none was announced."""
    key = DrawKey(office.id, service.id, day)
    draw = draws.read(office.home, key, consistent=False) if fields.DAY.fullmatch(day) else None
    if draw is None:
        raise UnknownDraw
    return draw


def as_draw(office: Office, draw: Draw, now: datetime) -> dict[str, Any]:
    """The draw's answer (schemas/openapi.yaml, Draw)."""
    key = draw.key
    own = f"{settings().site}/api/offices/{key.office}/services/{key.service}/draws/{key.day}"
    opens, closes = (datetime.fromtimestamp(at, office.zone).isoformat() for at in (draw.opens, draw.closes))
    answer: dict[str, Any] = {
        "day": key.day,
        "opens": opens,
        "closes": closes,
        "state": state(draw, now),
        "commit": draw.commit,
        "entries": draw.entries,
        "checkpoints": [
            {"at": stamp(datetime.fromtimestamp(one.at, UTC)), "people": one.people, "root": one.root}
            for one in draw.checkpoints
        ],
        "parts": draw.parts,
        "links": {"self": own, "list": f"{own}/list", "verifier": f"{settings().site}/verify_draw.py"},
    }
    later = {"root": draw.root, "sealed": draw.sealed, "seed": draw.seed}
    answer |= {name: value for name, value in later.items() if value}
    return answer | ({"places": dict(draw.places)} if draw.root else {})


def part_asked(query: str) -> int:
    """The `part` of a query, from 1 on."""
    if not PART.fullmatch(query):
        raise fields.wrong("part", "Bagian ditulis dengan angka dari 1.", "Parts are numbered from 1.")
    return int(query)


def as_list(office: Office, draw: Draw, part: int, now: datetime) -> Listed:
    """A part of the draw's list; before it is closed there are its people only."""
    if part > draw.parts:
        raise fields.wrong("part", f"Daftar ini {draw.parts} bagian.", f"This list has {draw.parts} parts.")
    listed = draw_lists.read_part(office, draw, part)
    return listed | {"state": state(draw, now)} if listed["state"] == "open" else listed


def state(draw: Draw, now: datetime) -> str:
    """The state on the wire: whether a draw is open the clock says."""
    at = now.timestamp()
    if draw.state == "drawn" or at >= draw.closes:
        return draw.state if draw.state == "drawn" else "closed"
    return "announced" if at < draw.opens else "open"
