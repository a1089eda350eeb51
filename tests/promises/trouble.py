"""What goes wrong between a process and its table: it dies before or after a request, or an answer is lost on the way."""

import random
from typing import Any

from botocore.exceptions import ReadTimeoutError
from botocore.httpsession import URLLib3Session

from chalicelib.store.table import Table


class Crashed(BaseException):
    """The process died here; nothing in it can catch that, and whoever asked asks again."""


class Trouble:
    """Troubles of a table's client, by the library's own events, each with the same chance a request."""

    def __init__(self, luck: random.Random, chance: float) -> None:
        self.luck, self.chance, self.wire = luck, chance, URLLib3Session(timeout=(5, 20))

    def befall(self, table: Table) -> None:
        """From now on, let it happen to every request to this table."""
        events = table.connection.client.meta.events
        events.register("before-call.dynamodb", self._dies, unique_id="dies-before")
        events.register("before-send.dynamodb", self._is_sent_again, unique_id="sent-again")
        events.register("after-call.dynamodb", self._dies, unique_id="dies-after")
        events.register("after-call.dynamodb", self._hears_nothing, unique_id="hears-nothing")

    def _dies(self, **_: Any) -> None:
        if self.luck.random() < self.chance:
            raise Crashed

    def _is_sent_again(self, request: Any, **_: Any) -> None:
        """The request is done, its answer is lost, and the SDK sends it once more by itself."""
        if self.luck.random() < self.chance:
            self.wire.send(request)
            raise ReadTimeoutError(endpoint_url=request.url)

    def _hears_nothing(self, **_: Any) -> None:
        """The request is done, and the SDK has given up before it could say so."""
        if self.luck.random() < self.chance:
            raise ReadTimeoutError(endpoint_url="table")
