"""Loads the offices into the lines table of every home region, where functions read them."""

import json
from typing import Any

from infra.offices import WrongOffices
from infra.standing import standing
from infra.target import Target

TABLE = "antrean-lines"
LIST = "offices"


def load_offices_into(target: Target, offices: list[dict[str, Any]]) -> None:
    """Put each office as one item, whole, and its place in the list; nothing else writes these items.

    What stands in the list and is no office any more leaves it. Raises `WrongOffices`, and then puts none, where a service
    is gone or has another letter for which somebody still has a booking: who comes would find nobody who serves it.
    """
    faults = [fault for office in offices for fault in standing(target, office)]
    if faults:
        raise WrongOffices("\n".join(faults))
    for region in target.homes:
        client = target.client("dynamodb", region)
        rows = [_listed(office, order) for order, office in enumerate(offices)]
        for item in (*map(_whole, offices), *rows):
            client.put_item(TableName=TABLE, Item=item)
        for key in _listed_now(client):
            if key["sk"] not in [row["sk"] for row in rows]:
                client.delete_item(TableName=TABLE, Key=key)


def _whole(office: dict[str, Any]) -> dict[str, Any]:
    doc = {name: value for name, value in office.items() if name != "home"}
    return _typed(
        {"pk": f"office#{office['id']}", "sk": "office", "doc": json.dumps(doc, ensure_ascii=False)}
    )


def _listed(office: dict[str, Any], order: int) -> dict[str, Any]:
    short = {name: office[name] for name in ("id", "name", "time_zone", "home", "position")}
    return _typed({"pk": LIST, "sk": f"{order:04d}#{office['id']}", **short})


def _listed_now(client: Any) -> list[dict[str, Any]]:
    told = client.query(
        TableName=TABLE, KeyConditionExpression="pk = :pk", ExpressionAttributeValues={":pk": {"S": LIST}}
    )
    return [{"pk": item["pk"], "sk": item["sk"]} for item in told["Items"]]


def _typed(value: Any) -> dict[str, Any]:
    """A mapping of strings, numbers and mappings as DynamoDB's client takes it."""
    return {name: _one(part) for name, part in value.items()}


def _one(value: Any) -> dict[str, Any]:
    if isinstance(value, dict):
        return {"M": _typed(value)}
    return {"S": value} if isinstance(value, str) else {"N": repr(value)}
