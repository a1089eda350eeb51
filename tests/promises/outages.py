"""Troubles that no engine makes, put in the place of a table's answer by the library's own events."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from botocore.awsrequest import AWSResponse
from botocore.exceptions import ConnectTimeoutError, EndpointConnectionError, ReadTimeoutError

from chalicelib.store.table import Table

CODES = (
    "TransactionConflictException", "TransactionInProgressException", "ThrottlingException", "RequestLimitExceeded",
    "ProvisionedThroughputExceededException", "InternalServerError", "ServiceUnavailable",
)  # fmt: skip
"""What AWS answers when a table cannot do what it was asked now."""

SILENCE = {
    "not reached": EndpointConnectionError(endpoint_url="table"),
    "not connected in 1 s": ConnectTimeoutError(endpoint_url="table"),
    "not answered in 2 s": ReadTimeoutError(endpoint_url="table"),
}
"""What the library says when nothing answers at all."""

EVERY = (*CODES, *SILENCE)


@contextmanager
def outage(table: Table, what: str, operation: str = "*", nth: int = 1, lasts: int = 1_000) -> Iterator[None]:
    """From the nth such request of this block on, so many of them are not done; `what` is one of `EVERY`."""
    count = 0

    def instead(**_: Any) -> Any:
        nonlocal count
        count += 1
        if not nth <= count < nth + lasts:
            return None
        if what in SILENCE:
            raise SILENCE[what]
        # Whoever gives an event its answer spares the wire; botocore's own Stubber does no other.
        told = {"Error": {"Code": what, "Message": what}, "ResponseMetadata": {"HTTPStatusCode": 400}}
        return AWSResponse("table", 400, {}, None), told

    yield from _on(table, f"before-call.dynamodb.{operation}", instead)


@contextmanager
def lost_answer(table: Table, operation: str) -> Iterator[None]:
    """The first such request of this block is done, and its answer never comes."""
    lost = False

    def silence(**_: Any) -> None:
        nonlocal lost
        if not lost:
            lost = True
            raise ReadTimeoutError(endpoint_url="table")

    yield from _on(table, f"after-call.dynamodb.{operation}", silence)


def _on(table: Table, event: str, do: Any) -> Iterator[None]:
    events = table.connection.client.meta.events
    events.register_first(event, do)
    try:
        yield
    finally:
        events.unregister(event, do)
