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

    What the topic says of office, place and thing goes before what a device says of itself: the broker let it publish
    only there.
    """
    try:
        read = json.loads(body)
    except ValueError:
        return {}
    return read | where(str(read.get("topic", ""))) if isinstance(read, dict) else {}


def where(topic: str) -> Message:
    """The office, place or thing that a device's topic names; nothing for a topic that names none."""
    match topic.split("/"):
        case ["antrean", office, _, place, _]:
            return {"office": office, "place": place}
        case ["devices", thing, "health"]:
            return {"thing": thing}
        case ["$aws", "events", "presence", change, thing]:
            return {"thing": thing, "status": "online" if change == "connected" else "offline"}
    return {}


def _fault(record: dict[str, Any], do: Callable[[Message], object]) -> str:
    try:
        do(content(record["body"]))
    except Refusal as refusal:
        # What the rules refuse does not get better by coming again; what is only busy does.
        return log.why(refusal) if isinstance(refusal, Later) else ""
    except Exception as fault:  # noqa: BLE001 - whatever is wrong with this record, the others go on and SQS brings it again
        return log.why(fault)
    return ""
