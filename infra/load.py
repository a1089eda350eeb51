"""Loads the offices into the lines table of every home region, where functions read them."""

import json
from typing import Any

from infra.target import Target

TABLE = "antrean-lines"


def load_offices_into(target: Target, offices: list[dict[str, Any]]) -> None:
    """Put each office as one item, whole, and its place in the list; nothing else writes these items."""
    for region in target.homes:
        client = target.client("dynamodb", region)
        for order, office in enumerate(offices):
            client.put_item(TableName=TABLE, Item=_whole(office))
            client.put_item(TableName=TABLE, Item=_listed(office, order))


def _whole(office: dict[str, Any]) -> dict[str, Any]:
    doc = {name: value for name, value in office.items() if name != "home"}
    return _typed(
        {"pk": f"office#{office['id']}", "sk": "office", "doc": json.dumps(doc, ensure_ascii=False)}
    )


def _listed(office: dict[str, Any], order: int) -> dict[str, Any]:
    short = {name: office[name] for name in ("id", "name", "time_zone", "home", "position")}
    return _typed({"pk": "offices", "sk": f"{order:04d}#{office['id']}", **short})


def _typed(value: Any) -> dict[str, Any]:
    """A mapping of strings, numbers and mappings as DynamoDB's client takes it."""
    return {name: _one(part) for name, part in value.items()}


def _one(value: Any) -> dict[str, Any]:
    if isinstance(value, dict):
        return {"M": _typed(value)}
    return {"S": value} if isinstance(value, str) else {"N": repr(value)}
