"""A whole deployment in one process: the tables, queues and buckets in memory, the real handlers, and the work between them."""

import base64
import contextlib
import io
import json
import logging
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from importlib import import_module
from typing import Any

import boto3
import pytest
from moto import mock_aws

from app import FUNCTIONS
from chalicelib.session import client
from chalicelib.settings import settings
from chalicelib.store.plain import plain_item
from tests.conftest import REGIONS, _deployment, _forget, make_tables
from tests.factories import HOME

from .wire import Sent, heard

QUEUES = {
    "messages": "on_message",
    "figures": "on_figure",
    "trailing": "on_trailing",
    "closures": "tend_closures",
}
"""The queues, and the functions that work them off."""

TRAILS = 1.1
"""Seconds after which a board's trailing copy may be made."""


FRONT = "only the front knows"
"""The key with which the front says from which address a request comes."""


class Cloud:
    """The deployment; `sent` is all that left the functions, `printed` what they wrote into their logs."""

    def __init__(self, sent: list[Sent], printed: io.StringIO) -> None:
        self.sent, self.printed = sent, printed
        self._streams = boto3.client("dynamodbstreams", HOME)
        self._at = self._beginning()

    @property
    def logs(self) -> list[str]:
        """Every line of every log."""
        return self.printed.getvalue().splitlines()

    def run(self, name: str, event: Any) -> Any:
        """Run a function; what it raises is logged as Lambda does, by its kind and message."""
        try:
            return import_module(f"chalicelib.{FUNCTIONS[name]}").handler(event, None)
        except Exception as failed:  # noqa: BLE001 - as Lambda's own runtime, which goes on with the next event
            print(f"[ERROR] {type(failed).__name__}: {failed}")
            return None

    def device(self, name: str, *messages: dict[str, Any]) -> None:
        """Hand devices' messages to the function that their queue is worked off by."""
        self.run(name, _records(messages))

    def settle(self, trailing: bool = False) -> None:
        """Follow the stream and work off the queues until nothing is left to do."""
        if trailing:
            time.sleep(TRAILS)
        while any([self._follow(), *[self._work_off(queue) for queue in QUEUES]]):
            continue

    def items(self, table: str, region: str = HOME) -> list[dict[str, Any]]:
        """All that a table has."""
        scanned: list[dict[str, Any]] = []
        for page in boto3.client("dynamodb", region).get_paginator("scan").paginate(TableName=table):
            scanned += [plain_item(_as_on_the_wire(item)) for item in page["Items"]]
        return scanned

    def files(self) -> dict[str, str]:
        """All that the buckets have, by their keys."""
        s3, found = boto3.client("s3", HOME), {}
        for bucket in (settings().boards_bucket(HOME), settings().reports_bucket(HOME)):
            for one in s3.list_objects_v2(Bucket=bucket).get("Contents", ()):
                body = s3.get_object(Bucket=bucket, Key=one["Key"])["Body"].read()
                found[one["Key"]] = body.decode()
        return found

    def _beginning(self) -> str:
        [stream] = self._streams.list_streams(TableName=settings().lines_table)["Streams"]
        arn = stream["StreamArn"]
        [shard] = self._streams.describe_stream(StreamArn=arn)["StreamDescription"]["Shards"]
        asked = {"StreamArn": arn, "ShardId": shard["ShardId"], "ShardIteratorType": "TRIM_HORIZON"}
        return str(self._streams.get_shard_iterator(**asked)["ShardIterator"])

    def _follow(self) -> bool:
        page = self._streams.get_records(ShardIterator=self._at)
        self._at = page["NextShardIterator"]
        records = [_as_on_the_wire(one) for one in page["Records"]]
        if records:
            self.run("on_stream", {"Records": records})
        return bool(records)

    def _work_off(self, queue: str) -> bool:
        sqs, url = boto3.client("sqs", HOME), getattr(settings(), f"{queue}_queue")
        got = sqs.receive_message(QueueUrl=url, MaxNumberOfMessages=10).get("Messages", [])
        for message in got:
            sqs.delete_message(QueueUrl=url, ReceiptHandle=message["ReceiptHandle"])
        if got:
            self.run(QUEUES[queue], _records([json.loads(one["Body"]) for one in got]))
        return bool(got)


@contextmanager
def deployed() -> Iterator[Cloud]:
    """A deployment without offices; all that its functions print is kept."""
    printed = io.StringIO()
    with pytest.MonkeyPatch.context() as patch, mock_aws(), heard() as sent, _kept(printed):
        _deployment(patch)
        patch.setenv("ANTREAN_FRONT_KEY", FRONT)
        patch.setenv("ANTREAN_RATE_LIMITS", "on")
        _forget()
        for region in REGIONS:
            make_tables(boto3.client("dynamodb", region))
            for secret in (settings().secret_id, settings().draws_secret_id):
                boto3.client("secretsmanager", region).create_secret(
                    Name=secret, SecretString=f"{secret} is kept"
                )
        sqs = client("sqs", HOME)
        for queue in QUEUES:
            patch.setenv(f"ANTREAN_{queue.upper()}_QUEUE", sqs.create_queue(QueueName=queue)["QueueUrl"])
        settings.cache_clear()
        for bucket in (settings().boards_bucket(HOME), settings().reports_bucket(HOME)):
            place = {"LocationConstraint": HOME}
            boto3.client("s3", HOME).create_bucket(Bucket=bucket, CreateBucketConfiguration=place)
        yield Cloud(sent, printed)
    _forget()


@contextmanager
def _kept(printed: io.StringIO) -> Iterator[None]:
    """What is printed, and what any library logs at a level that Lambda writes."""
    handler = logging.StreamHandler(printed)
    handler.setLevel(logging.WARNING)
    loggers = [logging.getLogger(), *_apart()]
    for one in loggers:
        one.addHandler(handler)
    try:
        with contextlib.redirect_stdout(printed), contextlib.redirect_stderr(printed):
            yield
    finally:
        for one in loggers:
            one.removeHandler(handler)


def _apart() -> list[logging.Logger]:
    """Chalice's own logger, which tells the root nothing."""
    from app import app

    return [app.log]


def _records(messages: Any) -> dict[str, Any]:
    return {"Records": [{"messageId": str(n), "body": json.dumps(one)} for n, one in enumerate(messages)]}


def _as_on_the_wire(value: Any) -> Any:
    """Binaries as base64 and moments as numbers, as Lambda gets them."""
    if isinstance(value, dict):
        return {name: _as_on_the_wire(one) for name, one in value.items()}
    if isinstance(value, list):
        return [_as_on_the_wire(one) for one in value]
    if isinstance(value, datetime):
        return value.astimezone(UTC).timestamp()
    return base64.b64encode(value).decode() if isinstance(value, bytes) else value
