"""Offices as data: loaded into every region by the deployer, read here, and kept by a process for 30 s.

The closures that managers declare lie in the office's home; whoever declares one or is told of it forgets what was kept.
"""

import json
import time
from dataclasses import replace
from functools import lru_cache
from typing import Any

from chalicelib.errors import UnknownOffice
from chalicelib.fields import ID
from chalicelib.queueing.office import Office
from chalicelib.queueing.office_document import office_from
from chalicelib.settings import settings

from . import closures
from . import table as tables

FRESH = 30


def read(office: str) -> Office:
    """The office with its home region; raises `UnknownOffice`."""
    if not ID.fullmatch(office):
        raise UnknownOffice(office[:40])
    return _read(office, _now())


def document(office: str) -> str:
    """The office's document as JSON; raises `UnknownOffice`."""
    item = tables.lines(settings().home_region).get(f"office#{office}", "office", consistent=False)
    if item is None:
        raise UnknownOffice(office)
    return str(item["doc"])


def every() -> list[dict[str, Any]]:
    """All offices in the order of the list, each {id, name, time_zone, home, position}."""
    return [dict(one) for one in _every(_now())]


def is_known(office: str) -> bool:
    """Whether this process has read of such an office; asks nobody. What is not known may be anything, such as a phone."""
    return office in _known()


def forget() -> None:
    """Drop what the process has read: what was declared since is seen at once."""
    _read.cache_clear()
    _every.cache_clear()
    _known.cache_clear()


@lru_cache(maxsize=256)
def _read(office: str, _: int) -> Office:
    item = tables.lines(settings().home_region).get(f"office#{office}", "office", consistent=False)
    home = next((one["home"] for one in every() if one["id"] == office), None)
    if item is None or home is None:
        raise UnknownOffice(office)
    return replace(office_from(json.loads(item["doc"]), home), closures=closures.holding(home, office))


@lru_cache(maxsize=1)
def _every(_: int) -> list[dict[str, Any]]:
    found = tables.lines(settings().home_region).query("offices")
    _known().update(str(item["id"]) for item in found)
    return [{name: value for name, value in item.items() if name not in ("pk", "sk")} for item in found]


@lru_cache(maxsize=1)
def _known() -> set[str]:
    """The ids of all offices that this process has read of."""
    return set()


def _now() -> int:
    return int(time.monotonic()) // FRESH
