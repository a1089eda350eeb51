"""The order, checked from the public ledger alone: which calls passed over somebody of the service with an earlier turn."""

from collections.abc import Iterable
from typing import Any

from .order import is_absent

Place = tuple[str, int]
"""A list, such as `A.w`, and a turn."""


def out_of_order(entries: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
    """The calls, as {number, counter, at, passed}, for which `passed` of the same service should have come before.

    Only within a service: which services a counter takes is not in the ledger. Equal turns pass over nobody.
    """
    waiting: dict[str, Place] = {}
    found = []
    for entry in entries:
        number, kind = entry.get("number", ""), entry["kind"]
        if kind in ("take", "check_in"):
            waiting[number] = (entry["list"], entry["turn"])
        if kind == "call" and (passed := _passed(waiting, number)):
            found.append({"number": number, "counter": entry["counter"], "at": entry["at"], "passed": passed})
        if kind in ("call", "withdraw"):
            waiting.pop(number, None)
    return found


def _passed(waiting: dict[str, Place], number: str) -> list[str]:
    if number not in waiting:
        return []
    letter, turn = waiting[number][0].partition(".")[0], waiting[number][1]
    return sorted(
        other
        for other, (name, its) in waiting.items()
        if name.partition(".")[0] == letter and not is_absent(name) and its < turn
    )
