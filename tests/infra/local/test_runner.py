"""The local AWS keeps what it was told over a kill."""

import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from socket import socket
from typing import Any

import boto3
import pytest

from infra.local import aws
from infra.local.settings import MINISTACK, ROOT
from infra.target import Target

pytestmark = pytest.mark.cloud
SECONDS = 1.0


def free_port() -> int:
    with socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


@contextmanager
def local_aws(folder: Path, numbers: tuple[int, int]) -> Iterator[Any]:
    """A local AWS of its own with its state in a folder, killed at the end; gives a client of its tables."""
    target = Target(
        ("ap-southeast-3",), "ap-southeast-1", "000000000000", "", f"http://localhost:{numbers[0]}"
    )
    told = {name: value for name, value in aws.environment(target).items() if value is not None}
    places = {name: str(folder / name) for name in ("STATE_DIR", "S3_DATA_DIR", "TMPDIR")}
    (folder / "TMPDIR").mkdir(exist_ok=True)
    own = {
        "GATEWAY_PORT": str(numbers[0]),
        "IOT_MTLS_PORT": str(numbers[1]),
        "SNAPSHOT_SECONDS": str(SECONDS),
    }
    command = [str(MINISTACK / "bin" / "python"), "-P", str(ROOT / "infra" / "local" / "runner.py")]
    with (
        (folder / "log").open("ab") as log,
        subprocess.Popen(command, env={**told, **places, **own}, stdout=log, stderr=log) as process,
    ):
        try:
            while not aws.healthy(target.endpoint):
                assert process.poll() is None, (folder / "log").read_text()
                time.sleep(0.1)
            yield boto3.client(
                "dynamodb", "ap-southeast-3", endpoint_url=target.endpoint,
                aws_access_key_id="test", aws_secret_access_key="test",
            )  # fmt: skip
        finally:
            process.kill()


def test_what_is_older_than_a_snapshot_survives_a_kill(tmp_path: Path) -> None:
    numbers = free_port(), free_port()
    with local_aws(tmp_path, numbers) as tables:
        tables.create_table(
            TableName="kept", BillingMode="PAY_PER_REQUEST",
            KeySchema=[{"AttributeName": "pk", "KeyType": "HASH"}],
            AttributeDefinitions=[{"AttributeName": "pk", "AttributeType": "S"}],
        )  # fmt: skip
        tables.put_item(TableName="kept", Item={"pk": {"S": "A001"}})
        time.sleep(3 * SECONDS)

    with local_aws(tmp_path, numbers) as tables:
        found = tables.get_item(TableName="kept", Key={"pk": {"S": "A001"}}).get("Item")

    assert found == {"pk": {"S": "A001"}}
