"""How the outside reads the ledger: everyone, any day, a page at a time."""

import re
from datetime import date

from chalicelib.asking import Answer, Ask
from chalicelib.caller import PUBLIC
from chalicelib.edge import Routes
from chalicelib.fields import text, wrong
from chalicelib.queueing.line import LineKey
from chalicelib.store import ledger, offices

PAGE = 500
"""Entries in one answer; `next` says that there are more."""

DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")

routes = Routes(__name__)


@routes.view("GET", "/offices/{office}/ledger", who=PUBLIC)
def entries(ask: Ask, office: str) -> Answer:
    """The ledger of a day beyond the seq `after`, with the hash of the day's last entry."""
    there = offices.read(office)
    key = LineKey(there.id, day_asked(ask, "date"))
    found = ledger.read(there.home, key, _after(ask), PAGE)
    seq, head = ledger.head(there.home, key)
    body = {
        "office": there.id,
        "day": key.day,
        "epoch": key.epoch,
        "root": head if seq else "",
        "entries": found,
    }
    more = {"next": found[-1]["seq"]} if found and found[-1]["seq"] < seq else {}
    return Answer(body | more, cache="public, max-age=5")


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
