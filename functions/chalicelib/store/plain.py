"""Plain Python values to DynamoDB's typed ones and back."""

import base64
from collections.abc import Callable, Mapping
from typing import Any

Item = dict[str, Any]


def typed(value: Any) -> dict[str, Any]:
    """A str, int, float, bytes, bool, None, list, tuple, mapping or set of str as DynamoDB writes it."""
    match value:
        case bool():
            return {"BOOL": value}
        case str():
            return {"S": value}
        case int() | float():
            return {"N": repr(value)}
        case bytes():
            return {"B": base64.b64encode(value).decode()}
        case None:
            return {"NULL": True}
        case list() | tuple():
            return {"L": [typed(v) for v in value]}
        case set() | frozenset():
            return {"SS": sorted(value)}
        case Mapping():
            return {"M": typed_item(value)}
    raise TypeError(f"DynamoDB keeps no {type(value).__name__}")


def plain(value: Mapping[str, Any]) -> Any:
    """The plain value of a typed one."""
    [(kind, content)] = value.items()
    return _PLAIN[kind](content)


def _number(content: str) -> int | float:
    try:
        return int(content)
    except ValueError:
        return float(content)


_PLAIN: dict[str, Callable[[Any], Any]] = {
    "S": str,
    "N": _number,
    "B": base64.b64decode,
    "BOOL": bool,
    "NULL": lambda _: None,
    "L": lambda content: [plain(value) for value in content],
    "M": lambda content: plain_item(content),
    "SS": set,
}
"""A line has a thousand values on a busy day, so each is read by one look-up."""


def typed_item(item: Mapping[str, Any]) -> dict[str, dict[str, Any]]:
    """An item of plain values as DynamoDB writes it."""
    return {name: typed(value) for name, value in item.items()}


def plain_item(item: Mapping[str, Mapping[str, Any]]) -> Item:
    """An item as DynamoDB writes it, in plain values."""
    return {name: plain(value) for name, value in item.items()}
