"""Loads the offices into the lines table of every home region, where functions read them."""

import json
from decimal import Decimal
from typing import Any

from boto3.dynamodb.types import TypeSerializer

from infra.target import Target

TABLE = "antrean-lines"


def load_offices_into(target: Target, offices: list[dict[str, Any]]) -> None:
    """Put each office as one item, whole; nothing else writes these items."""
    serialize = TypeSerializer().serialize
    for region in target.homes:
        client = target.client("dynamodb", region)
        for office in offices:
            item = {"pk": "offices", "sk": office["id"], **office}
            plain = json.loads(json.dumps(item), parse_float=Decimal)
            client.put_item(TableName=TABLE, Item={name: serialize(value) for name, value in plain.items()})
