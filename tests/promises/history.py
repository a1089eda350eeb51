"""What the table's stream shows, in its order: the one witness that no process can talk to."""

import base64
import os
from typing import Any
from uuid import uuid4

import boto3

from chalicelib.queueing.commands import Step
from chalicelib.queueing.line import Line, LineKey
from chalicelib.settings import settings
from chalicelib.store import lines, table
from chalicelib.store.codec import decode, line_pk
from chalicelib.store.table import from_image
from tests.factories import HOME, KEY

PAGES = 200
"""A stream's page may be empty although more follows: so many are looked at before the end is believed missing."""


def history(key: LineKey = KEY) -> list[tuple[Line, Step]]:
    """The lines and steps of one line's day; a command behind the line that changed nothing is no step."""
    seen = [decode(from_image(record["dynamodb"]["NewImage"])) for record in records(key)]
    return [(line, made) for line, made in seen if not made.replayed]


def records(key: LineKey = KEY) -> list[dict[str, Any]]:
    """The stream's records of one line, up to the state that the table has now."""
    last, found = lines.read(HOME, key).seq, list[dict[str, Any]]()
    client = boto3.client("dynamodbstreams", HOME, endpoint_url=os.environ["AWS_ENDPOINT_URL_DYNAMODB"])
    for page in _pages(client):
        for record in page:
            if record["dynamodb"]["Keys"]["pk"]["S"] == line_pk(key):
                found.append(_as_lambda_gets_it(record))
        if found and decode(from_image(found[-1]["dynamodb"]["NewImage"]))[0].seq >= last:
            return found
    raise RuntimeError(f"the stream ended before seq {last}")


def slot_records() -> list[dict[str, Any]]:
    """The images of all slots as the stream shows them, in its order, up to what the table has now."""
    client = boto3.client("dynamodbstreams", HOME, endpoint_url=os.environ["AWS_ENDPOINT_URL_DYNAMODB"])
    marker = {"pk": f"slot#end#{uuid4().hex}", "sk": "slot"}
    table.lines(HOME).put(marker)
    found = list[dict[str, Any]]()
    for page in _pages(client):
        for record in page:
            if "NewImage" not in record["dynamodb"]:
                continue
            image = from_image(_as_lambda_gets_it(record["dynamodb"]["NewImage"]))
            if image["pk"] == marker["pk"]:
                return found
            if image["pk"].startswith("slot#") and not image["pk"].startswith("slot#end#"):
                found.append(image)
    raise RuntimeError("the stream ended before its end")


def _pages(client: Any) -> Any:
    [stream] = client.list_streams(TableName=settings().lines_table)["Streams"]
    arn = stream["StreamArn"]
    shards = client.describe_stream(StreamArn=arn)["StreamDescription"]["Shards"]
    for shard in shards:
        place = client.get_shard_iterator(
            StreamArn=arn, ShardId=shard["ShardId"], ShardIteratorType="TRIM_HORIZON"
        )["ShardIterator"]
        for _ in range(PAGES):
            page = client.get_records(ShardIterator=place)
            yield page["Records"]
            place = page.get("NextShardIterator")
            if not place:
                break


def _as_lambda_gets_it(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: _as_lambda_gets_it(one) for name, one in value.items()}
    if isinstance(value, list):
        return [_as_lambda_gets_it(one) for one in value]
    return base64.b64encode(value).decode() if isinstance(value, bytes) else value
