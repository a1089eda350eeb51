"""Loads the offices into the lines table of every home region, where functions read them."""

import json
from typing import Any

from infra.target import Target

TABLE = "antrean-lines"
LIST = "offices"
LISTED = ("id", "name", "time_zone", "home", "position")


def load_offices_into(target: Target, offices: list[dict[str, Any]]) -> None:
    """Put each office whole, and the list of all in its order; an office no longer listed leaves the list."""
    for region in target.homes:
        client = target.client("dynamodb", region)
        for item in items_of(offices):
            client.put_item(TableName=TABLE, Item=item)
        wanted = {item["sk"]["S"] for item in items_of(offices) if item["pk"]["S"] == LIST}
        for item in _listed(client):
            if item["sk"]["S"] not in wanted:
                client.delete_item(TableName=TABLE, Key={"pk": item["pk"], "sk": item["sk"]})


def items_of(offices: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The items in DynamoDB's form: `office#{id}` with the file as JSON, and one row of the list each."""
    items = []
    for office in offices:
        doc = json.dumps(office, ensure_ascii=False, sort_keys=True)
        items.append({"pk": _text(f"office#{office['id']}"), "sk": _text("office"), "doc": _text(doc)})
        row = {name: _typed(office[name]) for name in LISTED}
        items.append({"pk": _text(LIST), "sk": _text(f"{office['order']:04d}"), **row})
    return items


def _listed(client: Any) -> list[dict[str, Any]]:
    asked = {":pk": _text(LIST)}
    told = client.query(TableName=TABLE, KeyConditionExpression="pk = :pk", ExpressionAttributeValues=asked)
    found: list[dict[str, Any]] = told["Items"]
    return found


def _text(value: str) -> dict[str, Any]:
    return {"S": value}


def _typed(value: Any) -> dict[str, Any]:
    if isinstance(value, dict):
        return {"M": {name: _typed(one) for name, one in value.items()}}
    return {"N": str(value)} if isinstance(value, int | float) else _text(value)
