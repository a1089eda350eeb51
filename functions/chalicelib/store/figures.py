"""Figures: one item for each ticket, numbers and times only; each part written once, in whatever order it comes."""

from typing import Any

from chalicelib.queueing.line import LineKey

from . import table as tables
from .plain import Item
from .table import ConditionFailed


def note(region: str, key: LineKey, number: str, first: dict[str, Any]) -> None:
    """Note values of a ticket that never change once known; those that are known stay."""
    sets = ", ".join(f"#{name} = if_not_exists(#{name}, :{name})" for name in first)
    values = {f":{name}": value for name, value in first.items()}
    tables.lines(region).update(
        *_key(key, number), f"SET {sets}", "", {f"#{name}": name for name in first}, values
    )


def note_last(region: str, key: LineKey, number: str, seq: int, last: dict[str, Any]) -> None:
    """Note values of a ticket as the step `seq` left them, unless a later step has."""
    changes = {**last, "seq": seq}
    sets = ", ".join(f"#{name} = :{name}" for name in changes)
    try:
        tables.lines(region).update(
            *_key(key, number), f"SET {sets}", "attribute_not_exists(#seq) OR #seq < :seq",
            {f"#{name}": name for name in changes}, {f":{name}": value for name, value in changes.items()},
        )  # fmt: skip
    except ConditionFailed:
        return


def of_day(region: str, office: str, day: str) -> list[dict[str, Any]]:
    """The figures of all tickets of a day, by number."""
    return [_figure(item) for item in tables.lines(region).query(f"figures#{office}#{day}", prefix="ticket#")]


def _figure(item: Item) -> dict[str, Any]:
    own = {name: value for name, value in item.items() if name not in ("pk", "sk", "seq")}
    return {"number": item["sk"].rpartition("#")[2], **own}


def _key(key: LineKey, number: str) -> tuple[str, str]:
    """Numbers begin anew with an epoch only when they are jumped; so the epoch need not be part of the key."""
    return f"figures#{key.office}#{key.day}", f"ticket#{number}"
