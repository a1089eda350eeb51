"""Whether what goes over the wire is what the contracts say; for the tests of every room."""

import json
from functools import cache
from typing import Any

from jsonschema import Draft202012Validator

import schemas
from schemas.topics import message_of


def check_message(topic: str, payload: bytes | str) -> dict[str, Any]:
    """The message as a value; fails the test when the topic is not ours or the payload not what it carries."""
    name = message_of(topic)
    assert name, f"{topic} is not one of our topics"
    value: dict[str, Any] = json.loads(payload)
    faults = [f"{error.json_path}: {error.message}" for error in _messages(name).iter_errors(value)]
    assert not faults, f"{topic} carries no {name}: {'; '.join(faults)}"
    return value


def check_request(name: str, body: Any) -> None:
    """Fails the test when the body is not the named request."""
    faults = [f"{error.json_path}: {error.message}" for error in _requests(name).iter_errors(body)]
    assert not faults, f"this is no {name}: {'; '.join(faults)}"


@cache
def _messages(name: str) -> Draft202012Validator:
    return Draft202012Validator(schemas.message(name), format_checker=Draft202012Validator.FORMAT_CHECKER)


@cache
def _requests(name: str) -> Draft202012Validator:
    return Draft202012Validator(schemas.request(name), format_checker=Draft202012Validator.FORMAT_CHECKER)
