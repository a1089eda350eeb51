"""How the outside reads the ledger: everyone, any day, a page at a time."""

import re
from datetime import date
from typing import Any

from chalicelib.asking import Answer, Ask
from chalicelib.caller import PUBLIC
from chalicelib.edge import Routes
from chalicelib.fields import text, wrong
from chalicelib.queueing.line import LineKey
from chalicelib.store import ledger, offices

from .own import own_entries
from .summary import summary

PAGE = 500
"""Entries in one answer; `next` says that there are more."""

OPEN, COUNTED, CLOSED = "public, max-age=5", "public, max-age=15", "public, max-age=300"
"""How long an answer is kept: a count reads the whole day, a closed day changes only by a supplement."""

DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")

routes = Routes(__name__)


@routes.view("GET", "/offices/{office}/ledger", who=PUBLIC)
def entries(ask: Ask, office: str) -> Answer:
    """The ledger of a day beyond the seq `after`, with the hash of the day's last entry."""
    there = offices.read(office)
    key = LineKey(there.id, day_asked(ask, "date"))
    found = ledger.read(there.home, key, _after(ask), PAGE)
    last, roots = ledger.read_roots(there.home, key)
    body = named(key) | roots.public() | {"entries": found}
    more = {"next": found[-1]["seq"]} if found and found[-1]["seq"] < last else {}
    return Answer(body | more, cache=CLOSED if roots.closed else OPEN)


@routes.view("GET", "/offices/{office}/ledger/summary", who=PUBLIC)
def counted(ask: Ask, office: str) -> Answer:
    """A day's roots and figures, counted from its entries."""
    there = offices.read(office)
    key = LineKey(there.id, day_asked(ask, "date"))
    body = named(key) | summary(ledger.read(there.home, key))
    return Answer(body, cache=CLOSED if "closed_root" in body else COUNTED)


@routes.view("GET", "/tickets/{code}/entries", who=PUBLIC)
def own(ask: Ask, code: str) -> Answer:
    """What opens the commitments in the entries of the code's ticket."""
    return Answer(own_entries(code))


def named(key: LineKey) -> dict[str, Any]:
    """What an answer says of the ledger that it is about."""
    return {"office": key.office, "day": key.day, "epoch": key.epoch}


def day_asked(ask: Ask, name: str) -> str:
    """The date in the query's field; refuses what is no date."""
    said = text(ask.query, name, DAY)
    try:
        return date.fromisoformat(said).isoformat()
    except ValueError as error:
        raise wrong(name, "Tanggal ini tidak ada.", "There is no such date.") from error


def _after(ask: Ask) -> int:
    said = ask.query.get("after", "0")
    if not re.fullmatch(r"[0-9]{1,16}", said):
        raise wrong("after", "Isi dengan bilangan bulat.", "Give a whole number.")
    return min(int(said), 99_999_999)
