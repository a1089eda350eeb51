"""Any body, path or query at every route: a refusal that names what is wrong, never a 500, and nothing half done."""

import json
import re
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import quote

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

import schemas
from chalicelib.session import client
from chalicelib.settings import settings as deployed
from chalicelib.store import draws
from chalicelib.store.draws import Draw, DrawKey
from tests import roles
from tests.factories import HOME
from tests.functions.api import Said, ask, load, open_always
from tests.functions.bad_input import QUICK, TEXTS, broken, spoilt
from tests.openapi import operations

pytestmark = [pytest.mark.usefixtures("aws"), pytest.mark.slow]

OFFICE, COUNTER = "/offices/rsud", "/offices/rsud/counters/1"
SOON = (datetime.now(UTC) + timedelta(days=5)).date().isoformat()
RIGHT: dict[str, dict[str, Any]] = {
    "tickets": {"service": "umum", "priority": "elderly", "phone": "081234567890", "language": "en"},
    "check-in": {"position": {"distance": 40, "accuracy": 15}},
    "survey": {"satisfaction": 2, "elements": {"waktu": 3}},
    "calls": {"press": 17},
    "state": {"state": "open", "services": ["umum"]},
    "entries": {
        "visitor": {"nik": "3204110609979999", "name": "Siti", "phone": "081234567890"},
        "members": [{"nik": "3204110609979998"}],
        "slots": [f"{SOON}T09:00"],
        "waitlist": True,
        "for": "other",
    },
}
"""A right body by the last word of the path; of other routes, the examples of their schema."""

WITH_BODY = [route for route in roles.ROUTES if route[0] in ("POST", "PUT", "PATCH")]
KNOWN = {".", "..", "rsud", "umum", "gigi", "1", "2", "3"}
"""Texts that are no news in a path, or that a path cannot carry."""

QUERIES = {"slots": {"date": "2026-03-02"}, "ledger": {"date": "2026-03-02", "after": "1"}}
OTHER = {"from": "2026-03-02", "to": "2026-03-03", "date": "2026-03-02"}


@pytest.fixture
def names(aws: None) -> dict[str, str]:
    """What stands in the paths: an open office, a counter that has a ticket, and the code of one that waits."""
    load(open_always())
    ask("PUT", f"{COUNTER}/state", {"state": "open"}, groups=["rsud:staff"])
    codes = [ask("POST", f"{OFFICE}/tickets", {"service": "umum"}).body["code"] for _ in range(2)]
    for code in codes:
        ask("POST", f"/tickets/{code}/check-in", RIGHT["check-in"])
    ask("POST", f"{COUNTER}/calls", {}, groups=["rsud:staff"])
    at = int(datetime.now(UTC).timestamp())
    draws.announce(HOME, Draw(DrawKey("rsud", "umum", SOON), at - 60, at + 3600, "ab" * 32, at + 86_400))
    named = {"office": "rsud", "counter": "1", "service": "umum", "code": codes[1]}
    return {**named, "hold": "0" * 16, "closure": "0" * 16, "day": SOON, "thing": "kiosk-rsud-9"}


def path_of(template: str, names: dict[str, str]) -> str:
    return re.sub(r"\{(\w+)\}", lambda found: quote(names[found[1]], safe=""), template)


def asked(method: str, path: str, body: Any = None, raw: bytes | None = None) -> Said:
    """As the administrator, for whom every door is open."""
    said = ask(method, path, body, raw=raw, groups=["administrator"])
    assert said.status != 500, f"{method} {path} {body if raw is None else raw!r}: {said.text}"
    return said


def everything() -> list[Any]:
    """All items of both tables."""
    dynamodb = client("dynamodb", deployed().home_region)
    tables = (deployed().lines_table, deployed().visitors_table)
    return [sorted(map(str, dynamodb.scan(TableName=name)["Items"])) for name in tables]


def schema_of(route: tuple[str, str]) -> dict[str, Any]:
    content = operations()[route].get("requestBody", {"content": {"application/json": {"schema": {}}}})[
        "content"
    ]
    reference = content["application/json"]["schema"].get("$ref", "")
    name = reference.removeprefix("requests/").removesuffix(".json")
    return schemas.request(name) if name else {}


def right(route: tuple[str, str]) -> dict[str, Any]:
    known = RIGHT.get(route[1].rpartition("/")[2])
    examples: list[dict[str, Any]] = schema_of(route).get("examples", [{}])
    return known if known is not None else max(examples, key=lambda one: len(str(one)))


def is_wrong(route: tuple[str, str], body: Any) -> bool:
    checks = Draft202012Validator.FORMAT_CHECKER
    return not Draft202012Validator(schema_of(route), format_checker=checks).is_valid(body)


def is_problem(said: Said) -> bool:
    known = {"type", "title", "status", "detail", "field"}
    return said.headers["content-type"] == "application/problem+json" and set(said.body) <= known


@pytest.mark.parametrize("route", WITH_BODY, ids=" ".join)
@settings(QUICK, max_examples=20)
@given(st.data())
def test_a_body_that_is_wrong_in_one_place_is_refused_by_its_field(names, route, data):
    body, before = data.draw(spoilt(right(route))), everything()

    said = asked(route[0], path_of(route[1], names), body)

    if is_wrong(route, body):
        assert 400 <= said.status < 500, f"{body}: {said.text}"
        assert is_problem(said)
        assert everything() == before, f"{body} left something behind"
        assert said.kind != "invalid" or names_a_field(said, body, schema_of(route)), f"{body}: {said.text}"


def names_a_field(said: Said, body: dict[str, Any], schema: dict[str, Any]) -> bool:
    """The field at fault is one that was sent, or one that should have been."""
    field = said.body.get("field")
    known = ['""', *body, *schema.get("properties", {})]
    return field is not None and any(field == one[:80] or field.startswith(f"{one}."[:80]) for one in known)


@pytest.mark.parametrize("route", WITH_BODY, ids=" ".join)
@settings(QUICK, max_examples=8)
@given(st.data())
def test_a_body_that_is_no_json_object_is_refused_and_changes_nothing(names, route, data):
    raw, before = data.draw(broken(right(route))), everything()

    said = asked(route[0], path_of(route[1], names), raw=raw)

    assert said.status in (400, 413, 422), f"{raw!r}: {said.text}"
    assert is_problem(said)
    assert everything() == before


@pytest.mark.parametrize("route", WITH_BODY, ids=" ".join)
def test_a_field_that_stands_twice_or_a_body_that_is_huge_is_refused(names, route):
    twice = b'{"service": "umum", "press": 1, "service": "gigi"}'
    nested = b'{"position": {"distance": 5000, "distance": 1, "accuracy": 5}}'
    before, path = everything(), path_of(route[1], names)

    assert asked(route[0], path, raw=twice).body["field"] == "service"
    assert asked(route[0], path, raw=nested).body["field"] == "distance"
    assert asked(route[0], path, {**right(route), "x": "x" * 70_000}).status == 413
    assert everything() == before


@pytest.mark.parametrize("route", [one for one in roles.ROUTES if "{" in one[1]], ids=" ".join)
@settings(QUICK, max_examples=8)
@given(st.data())
def test_any_text_in_a_path_is_refused(names, route, data):
    which = data.draw(st.sampled_from(re.findall(r"\{(\w+)\}", route[1])))
    text = data.draw(TEXTS.filter(lambda one: one and one not in KNOWN))
    body = right(route) if route in WITH_BODY else None
    before = everything()

    said = asked(route[0], path_of(route[1], {**names, which: text}), body)

    assert 400 <= said.status < 500, said.text
    assert everything() == before


@pytest.mark.parametrize("route", [one for one in roles.ROUTES if one[0] == "GET"], ids=" ".join)
@settings(QUICK, max_examples=8)
@given(st.data())
def test_any_text_in_a_query_is_refused_or_passed_over(names, route, data):
    query = dict(QUERIES.get(route[1].rpartition("/")[2], OTHER))
    query[data.draw(st.sampled_from(sorted(query)))] = data.draw(TEXTS)
    before = everything()
    said = asked("GET", f"{path_of(route[1], names)}?{'&'.join(f'{n}={quote(v)}' for n, v in query.items())}")

    assert said.status < 500
    assert said.status != 422 or said.body["field"] in query
    assert json.loads(said.text) is not None
    assert everything() == before
