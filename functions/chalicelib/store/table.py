"""A table as plain values: pynamodb's connection below, conditions and refusals above."""

from collections.abc import Iterator, Mapping
from functools import lru_cache
from threading import Lock
from typing import Any

import botocore.session
from botocore.exceptions import HTTPClientError
from pynamodb.connection import Connection
from pynamodb.exceptions import VerboseClientError

from .. import session as shared
from ..errors import Busy
from ..settings import settings
from .plain import Item, plain_item, typed, typed_item

BATCH = 100
"""How many keys one BatchGetItem takes."""

LATER = {
    "ProvisionedThroughputExceededException", "ThrottlingException", "RequestLimitExceeded",
    "TransactionConflictException", "TransactionInProgressException", "InternalServerError", "ServiceUnavailable",
}  # fmt: skip

_lock = Lock()


class ConditionFailed(Exception):
    """A write's condition did not hold; `item` is what was there instead, None when nothing was."""

    def __init__(self, item: Item | None) -> None:
        super().__init__("condition failed")
        self.item = item


class _Connection(Connection):
    """pynamodb's connection on the session that all clients share."""

    @property
    def session(self) -> botocore.session.Session:
        return shared.session()


class Table:
    """One table in one region; reads are consistent unless said otherwise.

    Every method raises `Busy` when DynamoDB throttles, times out or is away; a write may then have happened or not.
    """

    def __init__(self, name: str, region: str, endpoint: str | None = None) -> None:
        self.name = name
        with _lock:
            self._connection = _Connection(region, endpoint, 2, 1, 2)
            self._connection.client  # noqa: B018 - making the client here keeps it inside the lock

    def get(self, pk: str, sk: str, consistent: bool = True) -> Item | None:
        """The item, None when there is none."""
        found = self._ask("GetItem", Key=_key(pk, sk), ConsistentRead=consistent).get("Item")
        return plain_item(found) if found is not None else None

    def batch_get(self, keys: list[tuple[str, str]]) -> list[Item]:
        """The items that are there, in no order; eventually consistent."""
        found: list[Item] = []
        left = [_key(pk, sk) for pk, sk in dict.fromkeys(keys)]
        while left:
            answer = self._connected("BatchGetItem", {"RequestItems": {self.name: {"Keys": left[:BATCH]}}})
            found += [plain_item(item) for item in answer["Responses"].get(self.name, [])]
            left = left[BATCH:] + answer.get("UnprocessedKeys", {}).get(self.name, {}).get("Keys", [])
        return found

    def query(
        self, pk: str, *, prefix: str = "", after: str = "", forward: bool = True, limit: int | None = None
    ) -> list[Item]:
        """The items of a partition by sort key: those with the prefix, or those beyond `after` in the direction."""
        condition, values = "pk = :pk", {":pk": pk}
        if prefix:
            condition, values = f"{condition} AND begins_with(sk, :prefix)", {**values, ":prefix": prefix}
        elif after:
            condition, values = (
                f"{condition} AND sk {'>' if forward else '<'} :after",
                {**values, ":after": after},
            )
        asked = {
            "KeyConditionExpression": condition, "ExpressionAttributeValues": typed_item(values),
            "ScanIndexForward": forward, "ConsistentRead": True,
        }  # fmt: skip
        found: list[Item] = []
        for page in self._pages(asked, limit):
            found += page
            if limit is not None and len(found) >= limit:
                return found[:limit]
        return found

    def put(self, item: Mapping[str, Any]) -> None:
        """Write the item whole, over whatever was there."""
        self._ask("PutItem", Item=typed_item(item))

    def put_new(self, item: Mapping[str, Any]) -> Item | None:
        """Write the item if its key is free; None when written, else the item that was there."""
        try:
            self._ask(
                "PutItem", Item=typed_item(item), ConditionExpression="attribute_not_exists(pk)", **_OLD
            )
        except ConditionFailed as failed:
            return failed.item or self.get(item["pk"], item["sk"])
        return None

    def update(
        self, pk: str, sk: str, expression: str, condition: str = "",
        names: Mapping[str, str] | None = None, values: Mapping[str, Any] | None = None,
    ) -> Item:  # fmt: skip
        """Change the item if the condition holds, and return it as it is then; raises `ConditionFailed`."""
        asked = _expressions(condition, names, values)
        answer = self._ask(
            "UpdateItem", Key=_key(pk, sk), UpdateExpression=expression, ReturnValues="ALL_NEW", **asked
        )
        return plain_item(answer["Attributes"])

    def delete(
        self, pk: str, sk: str, condition: str = "",
        names: Mapping[str, str] | None = None, values: Mapping[str, Any] | None = None,
    ) -> None:  # fmt: skip
        """Delete the item if the condition holds; one that is not there is no error without a condition."""
        self._ask("DeleteItem", Key=_key(pk, sk), **_expressions(condition, names, values))

    def _pages(self, asked: dict[str, Any], limit: int | None) -> Iterator[list[Item]]:
        if limit is not None:
            asked = {**asked, "Limit": limit}
        while True:
            answer = self._ask("Query", **asked)
            yield [plain_item(item) for item in answer["Items"]]
            if "LastEvaluatedKey" not in answer:
                return
            asked = {**asked, "ExclusiveStartKey": answer["LastEvaluatedKey"]}

    def _ask(self, operation: str, **asked: Any) -> dict[str, Any]:
        return self._connected(operation, {"TableName": self.name, **asked})

    def _connected(self, operation: str, asked: dict[str, Any]) -> dict[str, Any]:
        try:
            return self._connection.dispatch(operation, asked)
        except VerboseClientError as error:
            raise _refusal(error) from error
        except HTTPClientError as error:
            raise Busy(operation) from error


_OLD = {"ReturnValuesOnConditionCheckFailure": "ALL_OLD"}


def _key(pk: str, sk: str) -> dict[str, Any]:
    return {"pk": typed(pk), "sk": typed(sk)}


def _expressions(
    condition: str, names: Mapping[str, str] | None, values: Mapping[str, Any] | None
) -> dict[str, Any]:
    asked: dict[str, Any] = {}
    if condition:
        asked = {"ConditionExpression": condition, **_OLD}
    if names:
        asked["ExpressionAttributeNames"] = dict(names)
    if values:
        asked["ExpressionAttributeValues"] = typed_item(values)
    return asked


def _refusal(error: VerboseClientError) -> Exception:
    code = error.response["Error"]["Code"]
    if code == "ConditionalCheckFailedException":
        there = getattr(error.__cause__, "response", {}).get("Item")
        return ConditionFailed(plain_item(there) if there else None)
    return Busy(code) if code in LATER else error


@lru_cache(maxsize=16)
def lines(region: str) -> Table:
    """The table of lines, slots, ledgers and figures: nothing personal."""
    return Table(settings().lines_table, region)


@lru_cache(maxsize=16)
def visitors(region: str) -> Table:
    """The table of tickets, bookings and their contacts, which stays in the data region."""
    return Table(settings().visitors_table, region)


def forget() -> None:
    """Drop the connections; for programs that change their endpoint or credentials, such as tests."""
    lines.cache_clear()
    visitors.cache_clear()
    shared.forget()


def from_image(image: Mapping[str, Any]) -> Item:
    """A stream record's image in plain values."""
    return plain_item(image)
