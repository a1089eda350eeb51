"""Plain Python values to DynamoDB's typed ones and back."""

import base64
from collections.abc import Mapping
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
            return {"B": value}
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
    """The plain value of a typed one; binaries may be bytes (a client's) or base64 (a stream record's)."""
    [(kind, content)] = value.items()
    match kind:
        case "N":
            return int(content) if content.lstrip("-").isdigit() else float(content)
        case "B":
            return base64.b64decode(content) if isinstance(content, str) else bytes(content)
        case "NULL":
            return None
        case "L":
            return [plain(v) for v in content]
        case "M":
            return plain_item(content)
        case "SS":
            return set(content)
    return content


def typed_item(item: Mapping[str, Any]) -> dict[str, dict[str, Any]]:
    """An item of plain values as DynamoDB writes it."""
    return {name: typed(value) for name, value in item.items()}


def plain_item(item: Mapping[str, Mapping[str, Any]]) -> Item:
    """An item as DynamoDB writes it, in plain values."""
    return {name: plain(value) for name, value in item.items()}
