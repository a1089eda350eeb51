"""Every deployed route, knocked at by everyone, on real tokens: whoever may not call it gets 401 or 403.

What is asked for is of no effect where the door is open: no such counter, no such code, an empty body.
"""

from collections.abc import Iterator

import boto3
import pytest

from tests import roles
from tests.deployed.callers import tokens
from tests.journeys.doors import Api

pytestmark = pytest.mark.cloud

NOTHING = {
    "counter": "99",
    "code": "0000000000000000",
    "hold": "0000000000000000",
    "closure": "0000000000000000",
    "service": "igd",
    "day": "2020-01-01",
    "thing": "kiosk-nowhere-1",
}
ELSEWHERE = "rsud"
"""An office whose id begins as the first office's does."""


@pytest.fixture(scope="module")
def callers(told, office) -> Iterator[dict[str, list[str]]]:
    """The bearer tokens of everyone."""
    with tokens(told, office, ELSEWHERE) as known:
        yield known


def knock(told, token, method, path):
    body: dict[str, str] | None = {} if method in ("POST", "PUT", "PATCH") else None
    key = "6f1c2d9e-8a54-4f0b-9d3e-2b7a51c0e4f8" if method == "POST" else ""
    return Api(told["api"], token).ask(method, path, body, key)


@pytest.mark.parametrize(("method", "template"), roles.ROUTES)
def test_who_may_not_call_a_route_is_refused_and_who_may_is_not(told, office, callers, method, template):
    path = template.format(office=office, **NOTHING)

    for caller in roles.CALLERS:
        expected = roles.answer(caller, roles.ROUTES[method, template])
        for token in callers[caller]:
            answer = knock(told, token, method, path)
            where = f"{caller}: {method} {template} → {answer.status} {answer.body}"
            if expected:
                assert answer.status == expected, where
                assert expected == 401 or answer.body["type"].endswith("/not-yours"), where
            else:
                assert answer.status < 500, where
                assert answer.status not in (401, 403), where


def test_an_expired_token_is_signed_by_the_pool_and_only_too_old(told, office, callers):
    """One of the keys must open the door with a fresh token, else the expired ones above show nothing."""
    path = f"/offices/{office}/line"

    assert 200 in [knock(told, token, "GET", path).status for token in callers["renewed token"]]


def test_the_deployed_gateway_has_these_routes_and_no_other(told):
    """As the local AWS lists them, without what the description leaves to the gateway (OPTIONS)."""
    deployed = {route for route in gateway_routes(told) if route[0] != "OPTIONS"}

    assert deployed == set(roles.ROUTES)


def gateway_routes(told) -> set[tuple[str, str]]:
    """Methods and paths of the API that is deployed in the first region."""
    client = boto3.client(
        "apigateway",
        told["regions"]["homes"][0],
        endpoint_url=told["aws"],
        aws_access_key_id="test",
        aws_secret_access_key="test",
    )
    api = told["api_direct"].rstrip("/").split("/")[-2]
    resources = client.get_resources(restApiId=api, limit=500)["items"]
    return {(method, one["path"]) for one in resources for method in one.get("resourceMethods", {})}
