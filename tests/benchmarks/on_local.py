"""Offices on DynamoDB Local that are always open, for what is measured below the gateway."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime

from moto import mock_aws

from chalicelib import codes, session
from chalicelib.queueing.commands import SetCounter
from chalicelib.queueing.line import LineKey
from chalicelib.queueing.office import Office
from chalicelib.queueing.office_document import office_from
from chalicelib.store import lines, table
from chalicelib.store.running import running
from tests.conftest import make_tables
from tests.engines import dynamodb_local
from tests.factories import HOME, a_take, rid
from tests.functions.api import load, open_always


def remember_secret() -> None:
    """Let this process know the secret behind codes, from memory: it is read once in a process's life."""
    with mock_aws():
        session.client("secretsmanager", HOME).create_secret(Name="antrean/secret", SecretString="bench")
        codes.secret(HOME)
    # The mock's clients must not outlive it.
    session.forget()


@contextmanager
def on_dynamodb_local() -> Iterator[str]:
    """The URL of an engine with empty tables, to which this process and those that it starts speak."""
    before = dict(os.environ)
    with dynamodb_local.running() as url:
        os.environ |= {
            "AWS_ENDPOINT_URL_DYNAMODB": url, "AWS_ACCESS_KEY_ID": "test", "AWS_SECRET_ACCESS_KEY": "test",
            "AWS_DEFAULT_REGION": HOME, "AWS_EC2_METADATA_DISABLED": "true",
        }  # fmt: skip
        remember_secret()
        table.forget()
        make_tables(session.client("dynamodb", HOME))
        try:
            yield url
        finally:
            os.environ.clear()
            os.environ.update(before)
            table.forget()


def an_open_office(name: str, counters: int = 1) -> Office:
    """An office that never closes, with so many counters for its first service, in the tables."""
    desks = [{"id": str(n + 1), "services": ["umum"]} for n in range(counters)]
    document = open_always(id=name, counters=desks)
    load(document)
    return office_from(document, HOME)


def fill(office: Office, waiting: int) -> LineKey:
    """Open all counters and let so many wait who are there: the line that the office is at."""
    now = datetime.now(UTC)
    key, at = running(office, now), int(now.timestamp())
    for counter in office.counters:
        one = SetCounter(rid(f"{office.id} open {counter.id}"), counter=counter.id, state="open")
        lines.apply(office.home, key, one, at)
    for n in range(waiting):
        lines.apply(office.home, key, a_take(f"{office.id} {n}", at, ticket=f"{n:016d}"), at)
    return key
