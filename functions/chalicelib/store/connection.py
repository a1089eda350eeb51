"""pynamodb's connection to one region: short time-outs, our session, and its errors as ours."""

from threading import Lock
from typing import Any

import botocore.session
from botocore.exceptions import ConnectionError as NotReached
from botocore.exceptions import HTTPClientError
from pynamodb.connection import Connection as PynamoConnection
from pynamodb.exceptions import VerboseClientError

from chalicelib import session as shared
from chalicelib.errors import Busy

from .plain import Item, plain_item

CONNECT, READ, RETRIES = 1, 2, 2
"""Seconds to connect and to read, and how often botocore tries again."""

LATER = {
    "InternalServerError",
    "ProvisionedThroughputExceededException",
    "RequestLimitExceeded",
    "ServiceUnavailable",
    "ThrottlingException",
    "TransactionConflictException",
    "TransactionInProgressException",
}

_lock = Lock()


class ConditionFailed(Exception):
    """A write's condition did not hold; `item` is what was there instead, None when nothing was."""

    def __init__(self, item: Item | None) -> None:
        super().__init__("condition failed")
        self.item = item


class Connection(PynamoConnection):
    """pynamodb's connection on the session that all clients share."""

    def __init__(self, region: str, endpoint: str | None = None) -> None:
        super().__init__(region, endpoint, READ, CONNECT, RETRIES)
        with _lock:
            self.meta = self.client.meta
        if not self.meta.service_model.shape_for("AttributeValue").is_document_type:
            # Binaries would be written as base64 of base64, and no repeat be known again.
            raise RuntimeError(f"botocore does not read {shared.DATA}")

    @property
    def session(self) -> botocore.session.Session:
        """The session that makes the client."""
        return shared.session()

    def ask(self, operation: str, asked: dict[str, Any]) -> dict[str, Any]:
        """One call; raises `ConditionFailed`, or `Busy` when DynamoDB throttles, times out or is away."""
        try:
            return self.dispatch(operation, asked)
        except VerboseClientError as error:
            raise _ours(error) from error
        except (HTTPClientError, NotReached) as error:
            raise Busy(operation) from error


def _ours(error: VerboseClientError) -> Exception:
    code = error.response["Error"]["Code"]
    # pynamodb's own error leaves out what was there instead, and why a transaction was cancelled.
    told = getattr(error.__cause__, "response", {})
    if code == "TransactionCanceledException":
        reasons = {reason.get("Code") for reason in told.get("CancellationReasons", ())}
        return ConditionFailed(None) if "ConditionalCheckFailed" in reasons else Busy(code)
    if code == "ConditionalCheckFailedException":
        there = told.get("Item")
        return ConditionFailed(plain_item(there) if there else None)
    return Busy(code) if code in LATER else error
