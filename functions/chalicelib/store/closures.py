"""Closures that managers declare: one item each, kept some time behind their last day; a reopened one stays, marked."""

from dataclasses import dataclass
from datetime import date, timedelta

from chalicelib.errors import KeyReused
from chalicelib.queueing.hours import at_minute
from chalicelib.queueing.office import Office
from chalicelib.queueing.opening import Closure

from . import table as tables
from .plain import Item
from .table import ConditionFailed

KEPT = timedelta(days=30)
"""How long after its last day a closure is kept."""


@dataclass(frozen=True)
class Declared:
    """A closure as it was declared; `body` is the hash of what was asked, `by` who asked, as steps of a line name them.

    `reopened` is when it was taken back, in epoch seconds; 0 while it holds.
    """

    closure: Closure
    body: str
    by: str
    reopened: int = 0


def declare(office: Office, wanted: Declared) -> Declared:
    """Write the closure; the one that was there, when the request comes again. Raises `KeyReused`."""
    there = tables.lines(office.home).put_new(_item(office, wanted))
    stored = _declared(there) if there else wanted
    if stored.body != wanted.body:
        raise KeyReused
    return stored


def reopen(office: Office, closure: str, now: int) -> Declared | None:
    """Take the closure back, once: again it keeps the moment of the first time. None when there is none."""
    try:
        item = tables.lines(office.home).update(
            _pk(office.id), closure, "SET #reopened = if_not_exists(#reopened, :now)", "attribute_exists(pk)",
            {"#reopened": "reopened"}, {":now": now},
        )  # fmt: skip
    except ConditionFailed:
        return None
    return _declared(item)


def read(office: Office, closure: str) -> Declared | None:
    """The closure of that id, also one that was taken back."""
    item = tables.lines(office.home).get(_pk(office.id), closure)
    return _declared(item) if item else None


def every(region: str, office: str) -> list[Declared]:
    """All closures of an office that are kept, also those that were taken back, as they were declared."""
    found = [_declared(item) for item in tables.lines(region).query(_pk(office))]
    return sorted(found, key=lambda one: (one.closure.at, one.closure.id))


def holding(region: str, office: str) -> tuple[Closure, ...]:
    """The closures of an office that hold."""
    return tuple(one.closure for one in every(region, office) if not one.reopened)


def expires(office: Office, closure: Closure) -> int:
    """Until when what is known of a closure is kept, in epoch seconds."""
    return int((at_minute(office, date.fromisoformat(closure.last), 0) + KEPT).timestamp())


def _item(office: Office, one: Declared) -> Item:
    closure = one.closure
    return {
        "pk": _pk(office.id), "sk": closure.id, "service": closure.service, "first": closure.first,
        "last": closure.last, "why": dict(closure.why), "at": closure.at, "serve_waiting": closure.serve_waiting,
        "body": one.body, "by": one.by, "expires": expires(office, closure),
    }  # fmt: skip


def _declared(item: Item) -> Declared:
    closure = Closure(
        item["sk"],
        item["service"],
        item["first"],
        item["last"],
        item["why"],
        item["at"],
        item["serve_waiting"],
    )
    return Declared(closure, item["body"], item["by"], item.get("reopened", 0))


def _pk(office: str) -> str:
    return f"closure#{office}"
