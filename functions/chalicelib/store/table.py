"""A table as plain values: keys and conditions in, items out."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from chalicelib import session as shared
from chalicelib.settings import settings

from .connection import ConditionFailed, Connection
from .plain import Item, plain_item, typed, typed_item

__all__ = ["Change", "Check", "ConditionFailed", "Item", "Table", "from_image", "lines", "visitors"]

BATCH = 100
"""How many keys one BatchGetItem takes."""

WRITTEN = 25
"""How many items one BatchWriteItem takes."""

OLD = {"ReturnValuesOnConditionCheckFailure": "ALL_OLD"}

from_image = plain_item
"""A stream record's image in plain values."""


@dataclass(frozen=True)
class Change:
    """A change of one item, made if its condition holds."""

    pk: str
    sk: str
    expression: str
    condition: str
    names: Mapping[str, str] = field(default_factory=dict)
    values: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Check:
    """What must hold of an item of a table, so that changes of other items are made."""

    table: str
    pk: str
    sk: str
    condition: str
    names: Mapping[str, str] = field(default_factory=dict)
    values: Mapping[str, Any] = field(default_factory=dict)


class Table:
    """One table in one region; reads are consistent unless said otherwise.

    Every method raises `Busy` when DynamoDB throttles, times out or is away; a write may then have happened or not.
    """

    def __init__(self, name: str, region: str, endpoint: str | None = None) -> None:
        self.name = name
        self.connection = Connection(region, endpoint)

    def get(self, pk: str, sk: str, consistent: bool = True) -> Item | None:
        """The item, None when there is none."""
        found = self._ask("GetItem", Key=_key(pk, sk), ConsistentRead=consistent).get("Item")
        return plain_item(found) if found is not None else None

    def batch_get(self, keys: list[tuple[str, str]], consistent: bool = False) -> list[Item]:
        """The items that are there, in no order."""
        found: list[Item] = []
        left = [_key(pk, sk) for pk, sk in dict.fromkeys(keys)]
        while left:
            asked = {"RequestItems": {self.name: {"Keys": left[:BATCH], "ConsistentRead": consistent}}}
            answer = self.connection.ask("BatchGetItem", asked)
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
        found: list[Item] = []
        for page in self._pages(condition, values, forward, limit):
            found += page
            if limit is not None and len(found) >= limit:
                return found[:limit]
        return found

    def put(self, item: Mapping[str, Any]) -> None:
        """Write the item whole, over whatever was there."""
        self._ask("PutItem", Item=typed_item(item))

    def put_all(self, items: Sequence[Mapping[str, Any]]) -> None:
        """Write many items whole, over whatever was there; when it fails some may be written."""
        left = [{"PutRequest": {"Item": typed_item(item)}} for item in items]
        while left:
            answer = self.connection.ask("BatchWriteItem", {"RequestItems": {self.name: left[:WRITTEN]}})
            left = left[WRITTEN:] + answer.get("UnprocessedItems", {}).get(self.name, [])

    def put_new(self, item: Mapping[str, Any]) -> Item | None:
        """Write the item if its key is free; None when written, else the item that was there."""
        try:
            self._ask("PutItem", Item=typed_item(item), ConditionExpression="attribute_not_exists(pk)", **OLD)
        except ConditionFailed as failed:
            return failed.item or self.get(item["pk"], item["sk"])
        return None

    def update(
        self,
        pk: str,
        sk: str,
        expression: str,
        condition: str = "",
        names: Mapping[str, str] | None = None,
        values: Mapping[str, Any] | None = None,
        returned: str = "ALL_NEW",
    ) -> Item:
        """Change the item if the condition holds, and return it as it is then; raises `ConditionFailed`.

        `returned` = `NONE` saves reading an item that the caller knows; what is returned is then empty.
        """
        asked = {
            "UpdateExpression": expression,
            "ReturnValues": returned,
            **_bound(condition, names, values),
        }
        return plain_item(self._ask("UpdateItem", Key=_key(pk, sk), **asked).get("Attributes", {}))

    def change(self, *changes: Change, checks: Sequence[Check] = ()) -> None:
        """Make the changes if the checks hold, all or none; raises `ConditionFailed`, with what was there when it is one change only.

        Several are a transaction, at twice the write units; `Busy` then also means that another was at one of the items.
        """
        if len(changes) == 1 and not checks:
            one = changes[0]
            self.update(one.pk, one.sk, one.expression, one.condition, one.names, one.values, returned="NONE")
            return
        updates = [{"Update": {"TableName": self.name, **_changed(one)}} for one in changes]
        checked = [{"ConditionCheck": {"TableName": one.table, **_checked(one)}} for one in checks]
        self.connection.ask("TransactWriteItems", {"TransactItems": updates + checked})

    def delete(
        self,
        pk: str,
        sk: str,
        condition: str = "",
        names: Mapping[str, str] | None = None,
        values: Mapping[str, Any] | None = None,
    ) -> None:
        """Delete the item if the condition holds; one that is not there is no error without a condition."""
        self._ask("DeleteItem", Key=_key(pk, sk), **_bound(condition, names, values))

    def _pages(
        self, condition: str, values: Mapping[str, Any], forward: bool, limit: int | None
    ) -> Iterator[list[Item]]:
        asked = {"ScanIndexForward": forward, "ConsistentRead": True, "KeyConditionExpression": condition}
        asked |= {"ExpressionAttributeValues": typed_item(values)} | ({"Limit": limit} if limit else {})
        while True:
            answer = self._ask("Query", **asked)
            yield [plain_item(item) for item in answer["Items"]]
            if "LastEvaluatedKey" not in answer:
                return
            asked = {**asked, "ExclusiveStartKey": answer["LastEvaluatedKey"]}

    def _ask(self, operation: str, **asked: Any) -> dict[str, Any]:
        return self.connection.ask(operation, {"TableName": self.name, **asked})


def _key(pk: str, sk: str) -> dict[str, Any]:
    return {"pk": typed(pk), "sk": typed(sk)}


def _changed(one: Change) -> dict[str, Any]:
    return {"UpdateExpression": one.expression, **_checked(one)}


def _checked(one: Change | Check) -> dict[str, Any]:
    bound = _bound(one.condition, one.names, one.values)
    # In a transaction the refusal is read from its reasons.
    bound.pop("ReturnValuesOnConditionCheckFailure", None)
    return {"Key": _key(one.pk, one.sk), **bound}


def _bound(
    condition: str, names: Mapping[str, str] | None, values: Mapping[str, Any] | None
) -> dict[str, Any]:
    asked: dict[str, Any] = {"ConditionExpression": condition, **OLD} if condition else {}
    if names:
        asked["ExpressionAttributeNames"] = dict(names)
    if values:
        asked["ExpressionAttributeValues"] = typed_item(values)
    return asked


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
