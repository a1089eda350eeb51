"""One consumer of the stream, a process of its own: its table is the strict engine's, its queues and topics are its own."""

import os
import random
from typing import Any

import pytest
from moto import mock_aws

from chalicelib import stream
from chalicelib.session import client
from chalicelib.settings import settings
from chalicelib.store import ledger
from chalicelib.store.table import Table
from tests.factories import HOME, moment
from tests.functions.deployed import QUEUES

NOW = moment("Monday 2026-03-02 09:00")
CRASH = 0.02
"""How often a consumer dies before a write of a new item, and how often after it."""

REAL: Any = {"core": {"mock_credentials": False, "passthrough": {"services": ["dynamodb"]}}}


class Crashed(BaseException):
    """The process died here; the stream brings the whole batch again."""


def consume(seed: int, batches: list[list[dict[str, Any]]]) -> int:
    """Follow the batches, each twice and in any order, dying now and then; how often it died."""
    luck = random.Random(seed)
    put_new, deaths = Table.put_new, 0

    def dying(table: Table, item: Any) -> Any:
        _die(luck)
        there = put_new(table, item)
        _die(luck)
        return there

    with pytest.MonkeyPatch.context() as patch, mock_aws(config=REAL):
        patch.setattr(Table, "put_new", dying)
        _make_rooms()
        for batch in luck.sample(batches * 2, k=2 * len(batches)):
            deaths += _until_followed(batch)
    return deaths


def tidy() -> int:
    """What the clock does each minute, by one more process; how many offices still wait."""
    with mock_aws(config=REAL):
        _make_rooms()
        return stream.each_minute(NOW)


def _until_followed(batch: list[dict[str, Any]]) -> int:
    for deaths in range(1000):
        try:
            for office, records in stream.by_office(batch).items():
                stream.follow_office(office, records, NOW)
        except Crashed:
            ledger.forget()
            settings.cache_clear()
            continue
        return deaths
    raise AssertionError("it never came through")


def _die(luck: random.Random) -> None:
    if luck.random() < CRASH:
        raise Crashed


def _make_rooms() -> None:
    """The queues and the bucket that this process writes to, and nobody reads."""
    for name in QUEUES:
        url = client("sqs", HOME).create_queue(QueueName=name)["QueueUrl"]
        os.environ[f"ANTREAN_{name.upper()}_QUEUE"] = url
    settings.cache_clear()
    where = {"LocationConstraint": HOME}
    client("s3", HOME).create_bucket(Bucket=settings().boards_bucket(HOME), CreateBucketConfiguration=where)
