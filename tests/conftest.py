"""What must be torn down for many rooms: the in-memory cloud, and the engine that is as strict as AWS."""

import os
from collections.abc import Iterator
from typing import Any
from uuid import uuid4

import boto3
import pytest
from botocore.config import Config
from hypothesis import HealthCheck
from hypothesis import settings as rules
from moto import mock_aws

from chalicelib import codes
from chalicelib.boards import catalogue
from chalicelib.booking import alternatives
from chalicelib.drawing import seeds
from chalicelib.session import client
from chalicelib.settings import settings
from chalicelib.store import (
    draw_lists,
    gate,
    learnt,
    ledger,
    no_shows,
    offices,
    rooms,
    running,
    table,
    tries,
)
from tests.engines import dynamodb_local
from tests.engines import ministack as ministack_

# An engine that has just begun may take long to make a table, and asked again it says that the table is there.
PATIENT = Config(read_timeout=60, retries={"mode": "standard", "total_max_attempts": 1})

# The same examples on every run, however slow the machine; ANTREAN_SEARCH=1 looks for new ones.
rules.register_profile(
    "steady",
    deadline=None,
    derandomize="ANTREAN_SEARCH" not in os.environ,
    suppress_health_check=[HealthCheck.too_slow],
)
rules.load_profile("steady")

REGIONS = ("ap-southeast-3", "ap-southeast-5")


@pytest.fixture
def nothing_kept() -> Iterator[None]:
    """No settings, secrets or offices of another test; clients stay, for to make one takes long."""
    _forget()
    yield
    _forget()


@pytest.fixture
def aws(nothing_kept: None, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Both home regions in memory: empty tables and a secret. It loses updates when threads race; never race on it."""
    _deployment(monkeypatch)
    with mock_aws():
        for region in REGIONS:
            make_tables(client("dynamodb", region))
            secrets = client("secretsmanager", region)
            secrets.create_secret(Name="antrean/secret", SecretString=f"secret of {region}")
            secrets.create_secret(Name="antrean/draws", SecretString="secret of the draws")
        yield


@pytest.fixture(scope="session")
def dynamodb_url() -> Iterator[str]:
    """DynamoDB Local, started once for a run."""
    if reason := dynamodb_local.why_not():
        pytest.fail(f"{reason}; `make test` installs it")
    with dynamodb_local.running() as url:
        yield url


@pytest.fixture(scope="session")
def ministack_url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The local AWS, started once for a run, apart from that of `make up`."""
    if reason := ministack_.why_not():
        pytest.fail(f"{reason}; `make up` installs it")
    with ministack_.running(tmp_path_factory.mktemp("ministack")) as url:
        yield url


@pytest.fixture
def dynamodb(nothing_kept: None, dynamodb_url: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Empty tables on DynamoDB Local, under names of their own."""
    yield from _tables_at(dynamodb_url, monkeypatch)


@pytest.fixture
def ministack(nothing_kept: None, ministack_url: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Empty tables on the local AWS, under names of their own."""
    yield from _tables_at(ministack_url, monkeypatch)


def _tables_at(url: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    _deployment(monkeypatch)
    mine = uuid4().hex[:12]
    values = {
        "AWS_ENDPOINT_URL_DYNAMODB": url,
        "AWS_ACCESS_KEY_ID": "test",
        "AWS_SECRET_ACCESS_KEY": "test",
        "ANTREAN_LINES_TABLE": f"lines-{mine}",
        "ANTREAN_VISITORS_TABLE": f"visitors-{mine}",
    }
    for name, value in values.items():
        monkeypatch.setenv(name, value)
    table.forget()
    make_tables(boto3.client("dynamodb", REGIONS[0], endpoint_url=url, config=PATIENT))
    yield
    table.forget()


def make_tables(dynamodb: Any) -> None:
    """Both tables, as infra's templates say them."""
    for name in (settings().lines_table, settings().visitors_table):
        dynamodb.create_table(
            TableName=name,
            BillingMode="PAY_PER_REQUEST",
            StreamSpecification={"StreamEnabled": True, "StreamViewType": "NEW_IMAGE"},
            AttributeDefinitions=[{"AttributeName": k, "AttributeType": "S"} for k in ("pk", "sk")],
            KeySchema=[
                {"AttributeName": "pk", "KeyType": "HASH"},
                {"AttributeName": "sk", "KeyType": "RANGE"},
            ],
        )


def _deployment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ANTREAN_REGIONS", ",".join(REGIONS))
    monkeypatch.setenv("AWS_DEFAULT_REGION", REGIONS[0])
    monkeypatch.setenv("AWS_EC2_METADATA_DISABLED", "true")
    monkeypatch.delenv("AWS_ENDPOINT_URL", raising=False)


def _forget() -> None:
    settings.cache_clear()
    codes.secret.cache_clear()
    seeds.forget()
    draw_lists.forget()
    offices.forget()
    catalogue.forget()
    learnt.forget()
    no_shows.forget()
    ledger.forget()
    running.forget()
    rooms.forget()
    gate.forget()
    tries.forget()
    alternatives.forget()
