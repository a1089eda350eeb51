"""Devices as they last were: status, paper, version, and the fault that staff see."""

from typing import Any

from . import table as tables
from .plain import Item
from .table import ConditionFailed


def put(region: str, office: str, thing: str, seen: int, values: dict[str, Any]) -> None:
    """Note what a device said, or was found to be, at `seen` (the broker's ms); older news changes nothing."""
    _set(region, office, thing, {**values, "seen": seen}, "attribute_not_exists(#seen) OR #seen <= :seen")


def note(region: str, office: str, thing: str, values: dict[str, Any]) -> None:
    """Note something of a device that has its own order, such as its last slip or the last call it spoke."""
    _set(region, office, thing, values, "")


def is_news(region: str, office: str, thing: str, name: str, value: str) -> bool:
    """Note one word that a device says of itself; whether it is another than before."""
    return _set(region, office, thing, {name: value}, f"attribute_not_exists(#{name}) OR #{name} <> :{name}")


def of_office(region: str, office: str) -> list[Item]:
    """The devices of an office that were ever heard of, by name, each with `thing`."""
    return [{**item, "thing": item["sk"]} for item in tables.lines(region).query(f"things#{office}")]


def _set(region: str, office: str, thing: str, values: dict[str, Any], condition: str) -> bool:
    sets = ", ".join(f"#{name} = :{name}" for name in values)
    try:
        tables.lines(region).update(
            f"things#{office}", thing, f"SET {sets}", condition,
            {f"#{name}": name for name in values}, {f":{name}": value for name, value in values.items()},
        )  # fmt: skip
    except ConditionFailed:
        return False
    return True
