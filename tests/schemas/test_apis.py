"""The two API descriptions are sound, complete for what is built, and use every schema."""

import json
import re
from collections.abc import Iterator
from typing import Any

import pytest
import yaml
from openapi_spec_validator import validate

import schemas
from schemas import topics

HERE = schemas.HERE
OPENAPI = yaml.safe_load((HERE / "openapi.yaml").read_text(encoding="utf-8"))
ASYNCAPI = yaml.safe_load((HERE / "asyncapi.yaml").read_text(encoding="utf-8"))

BUILT = """
GET /offices
GET /offices/{office}
GET /offices/{office}/board
GET /offices/{office}/closures
POST /offices/{office}/closures
GET /offices/{office}/concerned
GET /offices/{office}/closures/{closure}
DELETE /offices/{office}/closures/{closure}
GET /offices/{office}/devices
POST /offices/{office}/devices
DELETE /offices/{office}/devices/{thing}
GET /offices/{office}/devices/{thing}/settings
PATCH /offices/{office}/devices/{thing}/settings
DELETE /offices/{office}/hub/lease
GET /offices/{office}/services/{service}/slots
POST /offices/{office}/holds
DELETE /offices/{office}/holds/{hold}
POST /offices/{office}/bookings
POST /offices/{office}/quotas/walk-in/bookings
POST /offices/{office}/quotas/partner/bookings
GET /offices/{office}/services/{service}/alternatives
POST /offices/{office}/room
GET /offices/{office}/services/{service}/draws/{day}
POST /offices/{office}/services/{service}/draws/{day}/entries
GET /offices/{office}/services/{service}/draws/{day}/list
POST /offices/{office}/check-ins
POST /offices/{office}/waitlist
GET /bookings/{code}
PATCH /bookings/{code}
DELETE /bookings/{code}
POST /bookings/{code}/acceptance
DELETE /bookings/{code}/visitor
GET /bookings/{code}/calendar
POST /bookings/{code}/check-in
POST /offices/{office}/tickets
GET /tickets/{code}
DELETE /tickets/{code}
DELETE /tickets/{code}/visitor
POST /tickets/{code}/check-in
POST /tickets/{code}/rebooking
POST /tickets/{code}/survey
POST /offices/{office}/counters/{counter}/calls
POST /offices/{office}/counters/{counter}/recalls
POST /offices/{office}/counters/{counter}/serving
POST /offices/{office}/counters/{counter}/finish
POST /offices/{office}/counters/{counter}/no-show
POST /offices/{office}/counters/{counter}/hold
POST /offices/{office}/counters/{counter}/resume
POST /offices/{office}/counters/{counter}/transfer
POST /offices/{office}/counters/{counter}/undo
POST /offices/{office}/counters/{counter}/void
PUT /offices/{office}/counters/{counter}/state
GET /offices/{office}/counters/{counter}/ticket
POST /offices/{office}/corrections
GET /offices/{office}/line
GET /offices/{office}/ledger
GET /offices/{office}/ledger/summary
GET /tickets/{code}/entries
GET /offices/{office}/reports
""".strip().splitlines()


def operations() -> dict[str, dict[str, Any]]:
    """Every operation by its method and path."""
    return {
        f"{method.upper()} {path}": operation
        for path, item in OPENAPI["paths"].items()
        for method, operation in item.items()
        if method != "parameters"
    }


def refs(part: Any) -> Iterator[str]:
    """Every `$ref` in a description."""
    if isinstance(part, list):
        for one in part:
            yield from refs(one)
    elif isinstance(part, dict):
        yield from [part["$ref"]] if isinstance(part.get("$ref"), str) else []
        for one in part.values():
            yield from refs(one)


def test_the_http_description_is_openapi():
    assert OPENAPI["openapi"].startswith("3.1")
    validate(OPENAPI, base_uri=(HERE / "openapi.yaml").as_uri())


def test_what_is_described_is_what_is_built():
    assert list(operations()) == sorted(operations(), key=BUILT.index)
    assert set(operations()) == set(BUILT)


@pytest.mark.parametrize("name", BUILT)
def test_every_post_needs_an_idempotency_key_and_may_be_refused_for_it(name):
    operation = operations()[name]
    keyed = {"$ref": "#/components/parameters/key"} in operation.get("parameters", [])

    assert keyed == name.startswith("POST ")
    if keyed:
        assert {"400", "413", "415", "422"} <= operation["responses"].keys()


@pytest.mark.parametrize("name", BUILT)
def test_every_read_has_an_etag(name):
    operation = operations()[name]
    watched = name.startswith("GET ")

    assert ("304" in operation["responses"]) == watched
    assert ("ETag" in operation["responses"].get("200", {}).get("headers", {})) == watched
    assert ({"$ref": "#/components/parameters/seen"} in operation.get("parameters", [])) == watched


@pytest.mark.parametrize("name", BUILT)
def test_every_operation_can_be_busy_and_what_needs_a_token_can_be_denied(name):
    operation = operations()[name]

    assert {"403", "429", "503"} <= operation["responses"].keys()
    assert ("401" in operation["responses"]) == ({"token": []} in operation.get("security", []))
    assert ("404" in operation["responses"]) == (name != "GET /offices")


@pytest.mark.parametrize("response", OPENAPI["components"]["responses"])
def test_every_refusal_is_a_problem_with_a_retry_where_it_helps(response):
    described = OPENAPI["components"]["responses"][response]

    if response != "Unchanged":
        assert "application/problem+json" in described["content"]
    assert ("Retry-After" in described.get("headers", {})) == (response in {"TooMany", "Busy"})


def test_the_channels_are_the_topics():
    channels = {
        re.sub(r"{\w+}", "+", c["address"]): list(c["messages"]) for c in ASYNCAPI["channels"].values()
    }

    assert channels == {pattern: [name] for pattern, name in topics.MESSAGES.items()}


def test_every_channel_names_its_parameters():
    for channel in ASYNCAPI["channels"].values():
        assert list(channel["parameters"]) == re.findall(r"{(\w+)}", channel["address"])


def test_the_cloud_receives_what_things_publish_and_sends_the_rest():
    heard = {topics.PRESSES, topics.TAKES, topics.PRINTS, topics.ISSUES, topics.SPEECHES, topics.HEALTHS}
    heard |= {topics.RENEWALS, topics.OFFLINE_STEPS, topics.hub_there("+")}
    heard_names = {topics.MESSAGES[pattern] for pattern in heard}

    ways = {o["channel"]["$ref"].split("/")[-1]: o["action"] for o in ASYNCAPI["operations"].values()}

    assert ways == {n: "receive" if n in heard_names else "send" for n in topics.MESSAGES.values()}


def test_the_board_that_is_read_is_the_board_that_is_published_without_its_envelope():
    read = set(OPENAPI["components"]["schemas"]["Board"]["required"])

    assert read | {"v", "id"} == set(schemas.message("board")["required"])


def test_every_schema_is_used():
    used = {ref.partition("#")[0] for ref in (*refs(OPENAPI), *refs(ASYNCAPI))}
    messages = {f"messages/{name}.json" for name in schemas.names("messages")}
    requests = {f"requests/{name}.json" for name in schemas.names("requests")}

    assert messages | requests - {"requests/office.json"} == used - {""}
    assert set(topics.MESSAGES.values()) == set(schemas.names("messages"))


def test_every_part_that_is_referred_to_is_there_and_every_part_is_referred_to():
    for api in (OPENAPI, ASYNCAPI):
        inside = {ref for ref in refs(api) if ref.startswith("#/components/")}
        there = {
            f"#/components/{kind}/{name}"
            for kind, parts in api["components"].items()
            for name in parts
            if kind != "securitySchemes"
        }
        assert inside == there


def test_the_schemas_are_json_that_the_functions_can_read_without_other_packages():
    for folder in ("messages", "requests"):
        for path in (HERE / folder).iterdir():
            assert isinstance(json.loads(path.read_text(encoding="utf-8")), dict)
