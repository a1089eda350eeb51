"""Whom a closure displaces: two sweepers, the clock, visitors who change their minds and others who book, with crashes."""

import pytest

from chalicelib import codes
from chalicelib.session import client
from chalicelib.settings import settings
from chalicelib.store import table

from .closing import Race, faults, prepare, race
from .guards import GUARDS

pytestmark = [pytest.mark.engine, pytest.mark.slow]


@pytest.fixture
def closed_day(dynamodb, ministack_url, monkeypatch):
    """Tables on the strict engine; the secret and the queues on the local AWS."""
    monkeypatch.setenv("AWS_ENDPOINT_URL", ministack_url)
    table.forget()
    codes.secret.cache_clear()
    manager, sqs = client("secretsmanager", "ap-southeast-3"), client("sqs", "ap-southeast-3")
    if not manager.list_secrets()["SecretList"]:
        manager.create_secret(Name=settings().secret_id, SecretString="secret")
    for name in ("messages", "closures"):
        url = sqs.create_queue(QueueName=f"race-{name}")["QueueUrl"]
        monkeypatch.setenv(f"ANTREAN_{name.upper()}_QUEUE", url)
    settings.cache_clear()
    return prepare()


def test_nobody_who_was_displaced_loses_a_place_or_their_seniority(closed_day):
    race(Race(), closed_day)

    assert faults(closed_day) == []


def test_without_places_put_aside_others_are_seen_to_be_faster(closed_day, monkeypatch):
    GUARDS["closure: places put aside"](monkeypatch)

    race(Race(chance=0, pause=0, without="closure: places put aside"), closed_day)

    assert faults(closed_day) != []
