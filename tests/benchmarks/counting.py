"""Counts what the functions ask of DynamoDB, by listening to their own client."""

from collections import Counter
from dataclasses import dataclass, field
from typing import Any

from chalicelib.session import session


@dataclass
class Asked:
    """Requests by operation, and the write and read units that the engine says they cost."""

    requests: Counter[str] = field(default_factory=Counter)
    write_units: float = 0
    read_units: float = 0

    @property
    def writes(self) -> int:
        """How many requests write."""
        return sum(n for name, n in self.requests.items() if name in ("PutItem", "UpdateItem", "DeleteItem"))


WRITES = {"PutItem", "UpdateItem", "DeleteItem"}


class Listener:
    """Listens on the process's one session; `since()` gives what was asked since the last time."""

    def __init__(self) -> None:
        self.now = Asked()
        session().register("provide-client-params.dynamodb", _ask_for_units)
        session().register("after-call.dynamodb", self._answered)

    def since(self) -> Asked:
        """What was asked since the last call of this."""
        counted, self.now = self.now, Asked()
        return counted

    def _answered(self, http_response: Any, parsed: dict[str, Any], model: Any, **_: Any) -> None:
        self.now.requests[model.name] += 1
        told = parsed.get("ConsumedCapacity", [])
        units = sum(one["CapacityUnits"] for one in (told if isinstance(told, list) else [told]))
        if model.name in WRITES:
            # The engine reports nothing for a condition that failed; AWS charges at least one unit.
            self.now.write_units += units or 1
        else:
            self.now.read_units += units


def _ask_for_units(params: dict[str, Any], **_: Any) -> dict[str, Any]:
    return {**params, "ReturnConsumedCapacity": "TOTAL"}
