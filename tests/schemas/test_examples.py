"""Every schema is sound, is strict, shows by example what it means, and carries nothing personal."""

import json
from typing import Any

import pytest
from jsonschema import Draft202012Validator

import schemas
from schemas.topics import MESSAGES
from tests.contracts import check_message

MESSAGE_NAMES = schemas.names("messages")
EVERY = [(name, schemas.message(name)) for name in MESSAGE_NAMES] + [
    (name, schemas.request(name)) for name in schemas.names("requests")
]


@pytest.mark.parametrize(("name", "schema"), EVERY)
def test_every_example_of_every_schema_is_valid(name, schema):
    Draft202012Validator.check_schema(schema)

    checker = Draft202012Validator(schema, format_checker=Draft202012Validator.FORMAT_CHECKER)

    assert schema["examples"]
    assert [error.message for one in schema["examples"] for error in checker.iter_errors(one)] == []


@pytest.mark.parametrize(("name", "schema"), EVERY)
def test_every_object_says_all_its_fields_and_every_text_its_bounds(name, schema):
    for part in parts(schema):
        if part.get("type") == "object":
            assert "additionalProperties" in part
            assert part["additionalProperties"] is not True
        if part.get("type") == "string":
            assert "pattern" in part or "maxLength" in part, part
        if part.get("type") == "array":
            assert "maxItems" in part, part


@pytest.mark.parametrize("name", MESSAGE_NAMES)
def test_every_message_has_a_version_an_id_and_a_time(name):
    assert {"v", "id", "at"} <= set(schemas.message(name)["required"])


@pytest.mark.parametrize("name", MESSAGE_NAMES)
def test_no_message_has_room_for_personal_data(name):
    fields = {field for part in parts(schemas.message(name)) for field in part.get("properties", {})}

    assert not fields & {"phone", "nik", "visitor", "email", "address", "birth", "party"}


@pytest.mark.parametrize(("pattern", "name"), MESSAGES.items())
def test_a_message_on_its_topic_is_checked_and_one_without_an_id_is_found(pattern, name):
    topic, example = pattern.replace("+", "rsud-igd"), schemas.message(name)["examples"][0]

    check_message(topic, json.dumps(example))

    without = {key: value for key, value in example.items() if key != "id"}
    with pytest.raises(AssertionError, match="'id' is a required property"):
        check_message(topic, json.dumps(without))


def test_a_message_on_a_topic_that_is_not_ours_is_found():
    with pytest.raises(AssertionError, match="not one of our topics"):
        check_message("antrean/rsud-igd/counters/1/pull", "{}")


@pytest.mark.parametrize(
    ("phone", "right"),
    [
        ("081234567890", True), ("+62 812-3456-7890", True), ("6281234567890", True), ("81234567890", True),
        ("0212345678", False), ("+6581234567", False), ("08123", False), ("0812345678x", False), ("0" * 20, False),
    ],
)  # fmt: skip
def test_only_an_indonesian_mobile_number_can_be_given(phone, right):
    body = {"service": "igd", "phone": phone}

    assert Draft202012Validator(schemas.request("ticket")).is_valid(body) is right


@pytest.mark.parametrize("body", [{}, {"position": {"distance": 5, "accuracy": 3}, "lobby_code": "402817"}])
def test_a_check_in_has_one_way_of_showing_that_the_visitor_has_come(body):
    assert not Draft202012Validator(schemas.request("check_in")).is_valid(body)


def parts(schema: Any) -> list[dict[str, Any]]:
    """The schema and every schema in it."""
    if isinstance(schema, list):
        return [part for one in schema for part in parts(one)]
    if not isinstance(schema, dict):
        return []
    return [schema, *(part for key, one in schema.items() if key != "examples" for part in parts(one))]
