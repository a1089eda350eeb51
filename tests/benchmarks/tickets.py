"""POST ticket at 1, 4 and 8 clients, beside a bare function behind a gateway of the same local cloud."""

import io
import json
import time
import zipfile
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from typing import Any
from uuid import uuid4

import boto3
import requests

from tests.benchmarks.spread import p50_p95, ratio
from tests.benchmarks.table import Table

CLIENTS, EACH = (1, 4, 8), 25
BARE = "def handler(event, context):\n    print('{}')\n    return {'statusCode': 201, 'body': '{}'}\n"
TRUST = {
    "Version": "2012-10-17",
    "Statement": [
        {"Effect": "Allow", "Principal": {"Service": "lambda.amazonaws.com"}, "Action": "sts:AssumeRole"}
    ],
}
NOTE = (
    "Milliseconds of a request through the gateway, warm, clients in turn without pause; the client shares the two "
    "cores. The bare function does nothing but answer; the ratio is that of the medians."
)


def measure(told: dict[str, Any]) -> list[Table]:
    """p50 and p95 of both, and their ratio, by how many clients ask at once."""
    url = f"{told['api_direct']}/offices/{told['offices'][0]}/tickets"
    rows = []
    with bare_api(told) as bare:
        for clients in CLIENTS:
            _times(bare, clients, 3), _times(url, clients, 3)  # warm as many workers as there are clients
            nothing, issued = _times(bare, clients, EACH), _times(url, clients, EACH)
            rows.append((str(clients), p50_p95(nothing), p50_p95(issued), ratio(issued, nothing)))
    columns = ("clients", "bare function p50 / p95", "POST ticket p50 / p95", "ratio")
    return [Table("POST ticket through the gateway", columns, rows, NOTE)]


def _times(url: str, clients: int, each: int) -> list[float]:
    with ThreadPoolExecutor(clients) as pool:
        return [t for times in pool.map(lambda _: _client(url, each), range(clients)) for t in times]


def _client(url: str, each: int) -> list[float]:
    times = []
    with requests.Session() as session:
        for _ in range(each):
            begun = time.monotonic()
            answer = session.post(
                url, json={"service": "igd"}, headers={"Idempotency-Key": str(uuid4())}, timeout=60
            )
            times.append(time.monotonic() - begun)
            if answer.status_code != 201:
                raise RuntimeError(f"{url}: {answer.status_code} {answer.text[:200]}")
    return times


@contextmanager
def bare_api(told: dict[str, Any]) -> Iterator[str]:
    """The URL of a function that only answers, made for this run and taken away after it."""
    region, name = told["regions"]["homes"][0], f"bench-bare-{uuid4().hex[:8]}"
    make = _maker(told["aws"], region)
    iam, functions, gateway = make("iam"), make("lambda"), make("apigateway")
    role = iam.create_role(RoleName=name, AssumeRolePolicyDocument=json.dumps(TRUST))["Role"]["Arn"]
    arn = functions.create_function(
        FunctionName=name, Runtime="python3.12", Role=role, Handler="bare.handler", Code={"ZipFile": _zip()}
    )["FunctionArn"]
    api = gateway.create_rest_api(name=name)["id"]
    root = gateway.get_resources(restApiId=api)["items"][0]["id"]
    gateway.put_method(restApiId=api, resourceId=root, httpMethod="POST", authorizationType="NONE")
    uri = f"arn:aws:apigateway:{region}:lambda:path/2015-03-31/functions/{arn}/invocations"
    gateway.put_integration(
        restApiId=api,
        resourceId=root,
        httpMethod="POST",
        type="AWS_PROXY",
        integrationHttpMethod="POST",
        uri=uri,
    )
    gateway.create_deployment(restApiId=api, stageName="api")
    try:
        yield f"{told['aws']}/_aws/execute-api/{api}/api/"
    finally:
        gateway.delete_rest_api(restApiId=api)
        functions.delete_function(FunctionName=name)
        iam.delete_role(RoleName=name)


def _maker(endpoint: str, region: str) -> Callable[[str], Any]:
    keys = {"aws_access_key_id": "test", "aws_secret_access_key": "test"}
    return lambda service: boto3.client(service, region, endpoint_url=endpoint, **keys)


def _zip() -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("bare.py", BARE)
    return packed.getvalue()
