"""All that leaves the functions for AWS, heard where botocore sends it: also what is gone before anyone could look."""

import base64
import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any
from urllib.parse import unquote

from chalicelib import session as shared
from chalicelib.settings import settings
from chalicelib.store import table

READS = ("GetItem", "BatchGetItem", "Query")


@dataclass(frozen=True)
class Sent:
    """One thing that left: `to` is a place such as `mqtt antrean/rsud/board`, `lines`, `queue messages`, `sms`."""

    to: str
    text: str


@contextmanager
def heard() -> Iterator[list[Sent]]:
    """Hear what every client sends that is made from here on; before and after it, there is no client."""
    sent: list[Sent] = []

    def hear(model: Any, params: dict[str, Any], context: dict[str, Any], **_: Any) -> None:
        context["asked"] = params
        if model.service_model.service_name != "dynamodb":
            sent.extend(SAYS[model.service_model.service_name](model.name, params))

    def hear_written(model: Any, context: dict[str, Any], http_response: Any, **_: Any) -> None:
        # A write whose condition does not hold leaves nothing, whatever key it was for.
        if http_response.status_code == 200:
            sent.extend(_to_tables(model.name, context["asked"]))

    table.forget()
    shared.session().register("before-call", hear)
    shared.session().register("after-call.dynamodb", hear_written)
    yield sent
    table.forget()


def _to_tables(operation: str, params: dict[str, Any]) -> Iterator[Sent]:
    """What is written to each table; reads leave nothing."""
    if operation in READS:
        return
    body = json.loads(params["body"])
    parts = [one for many in body.get("TransactItems", ()) for one in many.values()] or [body]
    for part in parts:
        name = part.get("TableName") or next(iter(part.get("RequestItems", {"": None})))
        yield Sent("lines" if name == settings().lines_table else "visitors", json.dumps(_opened(part)))


def _to_queue(operation: str, params: dict[str, Any]) -> Iterator[Sent]:
    body = json.loads(params["body"])
    queue = str(body.get("QueueUrl", "")).rpartition("/")[2]
    for entry in body.get("Entries", [body]):
        if "MessageBody" in entry:
            yield Sent(f"queue {queue}", entry["MessageBody"])


def _to_topic(operation: str, params: dict[str, Any]) -> Iterator[Sent]:
    topic = unquote(params["url_path"]).partition("/topics/")[2]
    yield Sent(f"mqtt {topic}", _text(params["body"]))


def _to_phone(operation: str, params: dict[str, Any]) -> Iterator[Sent]:
    if operation == "Publish":
        yield Sent(f"sms {params['body']['PhoneNumber']}", params["body"]["Message"])


def _to_bucket(operation: str, params: dict[str, Any]) -> Iterator[Sent]:
    yield Sent(f"file {unquote(params['url_path'])}", _text(params["body"]))


def _nothing(operation: str, params: dict[str, Any]) -> Iterator[Sent]:
    yield from ()


SAYS = {
    "sqs": _to_queue, "iot-data": _to_topic, "sns": _to_phone, "s3": _to_bucket,
    "secretsmanager": _nothing, "dynamodbstreams": _nothing,
}  # fmt: skip
"""How to read what goes to each service; one that is not here fails the day, so that it is thought of."""


def _opened(value: Any) -> Any:
    """DynamoDB's JSON with its binaries as text, as far as they are text."""
    if isinstance(value, dict):
        if set(value) == {"B"}:
            return {"B": base64.b64decode(value["B"]).decode("latin-1")}
        return {name: _opened(one) for name, one in value.items()}
    return [_opened(one) for one in value] if isinstance(value, list) else value


def _text(body: Any) -> str:
    content = body.read() if hasattr(body, "read") else body
    if hasattr(body, "seek"):
        body.seek(0)
    return content.decode() if isinstance(content, bytes | bytearray) else str(content)
