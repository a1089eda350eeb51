"""A process that dies instead of the n-th thing that it would write or say; and what the stream then shows of the slots.

What it only reads changes nothing, and to die behind a write leaves what to die instead of the next one leaves: so each state
in which a process can die is tried once.
"""

import json
from collections.abc import Callable
from datetime import datetime
from typing import Any

import boto3

from chalicelib.following import follow_slot
from chalicelib.queueing.office import Office
from chalicelib.session import client
from chalicelib.settings import settings
from chalicelib.store import table
from chalicelib.store.table import from_image
from tests.factories import HOME
from tests.promises.trouble import Crashed

WRITES = ("PutItem", "UpdateItem", "DeleteItem", "BatchWriteItem", "TransactWriteItems")
SAYS = ("SendMessage", "SendMessageBatch")


def clients() -> list[Any]:
    """Whoever a process writes or says something by."""
    return [
        *(one.connection.client for one in (table.lines(HOME), table.visitors(HOME))),
        client("sqs", HOME),
    ]


def is_effect(operation: Any) -> bool:
    """Whether a request changes anything."""
    return operation.name in WRITES + SAYS


class Dying:
    """Watches a process's tables: keeps what the stream would show, and lets it die instead of an effect, if told to."""

    def __init__(self) -> None:
        self.images: list[dict[str, Any]] = []
        self.done, self.at = 0, -1
        self._touched: list[str] = []
        self._apart = boto3.client("dynamodb", HOME)
        for one in clients():
            one.meta.events.register("before-call", self._before)
            one.meta.events.register("after-call", self._after)

    def instead_of(self, n: int, do: Callable[[], object]) -> bool:
        """Do something, and die instead of its n-th effect; whether it came so far."""
        self.done, self.at = 0, n
        try:
            do()
        except Crashed:
            return True
        finally:
            self.at = -1
        return False

    def follow(self, office: Office, now: datetime) -> None:
        """The stream brings every change of a slot in its order, each twice; what follows from it changes slots too."""
        done = 0
        while done < len(self.images):
            for _ in range(2):
                follow_slot(office, self.images[done], now)
            done += 1
        self.images.clear()

    def _before(self, model: Any, params: dict[str, Any], **_: Any) -> None:
        self._touched = _slots(json.loads(params["body"])) if model.name in WRITES else []
        if is_effect(model):
            if self.done == self.at:
                raise Crashed
            self.done += 1

    def _after(self, http_response: Any, **_: Any) -> None:
        if http_response.status_code == 200:
            for pk in self._touched:
                found = self._apart.get_item(
                    TableName=settings().lines_table, Key={"pk": {"S": pk}, "sk": {"S": "slot"}}
                )
                self.images.append(from_image(found["Item"]))


def _slots(asked: dict[str, Any]) -> list[str]:
    """The keys of the slots that a request writes."""
    every = [asked, *(one["Update"] for one in asked.get("TransactItems", ()))]
    keys = [one.get("Key") or one.get("Item") or {} for one in every]
    return [key["pk"]["S"] for key in keys if key.get("pk", {}).get("S", "").startswith("slot#")]


Kept = dict[str, list[dict[str, Any]]]
"""What tables hold, as DynamoDB writes it."""


def kept() -> Kept:
    """What both tables hold."""
    tables = boto3.client("dynamodb", HOME)
    names = (settings().lines_table, settings().visitors_table)
    return {name: tables.scan(TableName=name)["Items"] for name in names}


def put_back(before: Kept) -> None:
    """Let both tables hold what they held before, and nothing else."""
    tables, keys = boto3.client("dynamodb", HOME), ("pk", "sk")
    for name, items in kept().items():
        gone = [{"DeleteRequest": {"Key": {key: item[key] for key in keys}}} for item in items]
        back = [{"PutRequest": {"Item": item}} for item in before[name]]
        for requests in (gone, back):
            for n in range(0, len(requests), 25):
                tables.batch_write_item(RequestItems={name: requests[n : n + 25]})
