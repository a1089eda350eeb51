"""The records of an SQS batch, one by one: a bad one cannot stop another."""

import json
from collections.abc import Callable
from typing import Any

from . import log
from .errors import Later, Refusal

Message = dict[str, Any]


def each(event: dict[str, Any], do: Callable[[Message], object]) -> dict[str, Any]:
    """Do the work of each record; those that fail are reported, so that SQS brings only them again."""
    faults = {record["messageId"]: _fault(record, do) for record in event["Records"]}
    failed = {one: why for one, why in faults.items() if why}
    answer: dict[str, Any] = {"batchItemFailures": [{"itemIdentifier": one} for one in failed]}
    return {**answer, "said": {"faults": list(failed.values())}} if failed else answer


def content(body: str) -> Message:
    """The JSON object in a record's body; an empty one when a device sent something else.

    Office, place, thing and moment in it are the topic rule's own, which go before what a device says of itself.
    """
    try:
        read = json.loads(body)
    except (ValueError, RecursionError):
        return {}
    return read if isinstance(read, dict) else {}


def _fault(record: dict[str, Any], do: Callable[[Message], object]) -> str:
    try:
        do(content(record["body"]))
    except Refusal as refusal:
        # What the rules refuse does not get better by coming again; what is only busy does.
        return log.why(refusal) if isinstance(refusal, Later) else ""
    except Exception as fault:  # noqa: BLE001 - whatever is wrong with this record, the others go on and SQS brings it again
        return log.why(fault)
    return ""
