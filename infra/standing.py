"""Whether bookings stand for a service that an office is about to have no more, or under another letter."""

import json
from collections.abc import Iterator
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from infra.target import Target

TABLE = "antrean-lines"


def standing(target: Target, office: dict[str, Any]) -> Iterator[str]:
    """A sentence for each such service with bookings from today on: how many, until when, and what to do instead."""
    before, lines = _loaded(target, office), target.client("dynamodb", office["home"])
    letters = {service["id"]: service["letter"] for service in office["services"]}
    for service in before.get("services", ()):
        now = letters.get(service["id"])
        if now == service["letter"]:
            continue
        booked, last = _booked(lines, office, service["id"])
        if booked:
            change = f"has the letter {now}, not {service['letter']}," if now else "is gone,"
            yield (
                f"offices/{office['id']}.yaml: the service {service['id']} {change} but bookings stand for it,"
                f" {booked} until {last}; keep it without booking in its takes until that day is over"
            )


def _loaded(target: Target, office: dict[str, Any]) -> dict[str, Any]:
    """The office as it was loaded last; empty when it never was."""
    key = {"pk": {"S": f"office#{office['id']}"}, "sk": {"S": "office"}}
    found = target.client("dynamodb", office["home"]).get_item(TableName=TABLE, Key=key).get("Item")
    loaded: dict[str, Any] = json.loads(found["doc"]["S"]) if found else {}
    return loaded


def _booked(lines: Any, office: dict[str, Any], service: str) -> tuple[int, str]:
    """How many bookings have a slot from today on, and the last such day; the whole table is looked through, once in a while."""
    prefix = f"slot#{office['id']}#{service}#"
    today = datetime.now(ZoneInfo(office["time_zone"])).date().isoformat()
    who, last = set[str](), ""
    pages = lines.get_paginator("scan").paginate(
        TableName=TABLE, FilterExpression="begins_with(pk, :slot) AND pk >= :today AND attribute_exists(who)",
        ExpressionAttributeValues={":slot": {"S": prefix}, ":today": {"S": f"{prefix}{today}"}},
    )  # fmt: skip
    for page in pages:
        for item in page["Items"]:
            who |= set(item["who"].get("SS", ()))
            last = max(last, item["pk"]["S"].rpartition("#")[2][:10])
    return len(who), last
