"""Keep the figures of tickets, as the stream tells them; a message that comes twice or late changes nothing."""

from typing import Any

from chalicelib.log import logged
from chalicelib.queueing.line import LineKey
from chalicelib.records import each
from chalicelib.store import figures, offices

WALK_IN, FROM_HOME, BOOKED = "walk_in", "from_home", "booked"
OUTCOMES = {"finish": "served", "no_show": "no_show", "withdraw": "withdrawn"}


@logged
def handler(event: dict[str, Any], context: Any) -> dict[str, Any]:
    """Keep what the records of a batch tell."""
    return each(event, keep)


def keep(told: dict[str, Any]) -> None:
    """Keep what one step said about its tickets."""
    region = offices.read(told["office"]).home
    key, seq, at = LineKey(told["office"], told["day"], told["epoch"]), told["seq"], told["at"]
    first = FIRSTS.get(told["kind"], _nothing)(told)
    if first:
        figures.note(region, key, told["number"], first)
    ends = dict.fromkeys(told.get("done", ()), "served")
    ends |= dict.fromkeys(told.get("numbers", ()), "ended")
    if told["kind"] in OUTCOMES:
        ends[told["number"]] = OUTCOMES[told["kind"]]
    for number, outcome in ends.items():
        figures.note_last(region, key, number, seq, {"outcome": outcome, "finished": at})


def _take(told: dict[str, Any]) -> dict[str, Any]:
    how = FROM_HOME if told.get("absent") else BOOKED if told.get("class") == "booked" else WALK_IN
    first = {
        "taken": told["at"],
        "class": told.get("class", "walk-in"),
        "how": how,
        "service": told.get("service", ""),
    }
    return first if told.get("absent") else {**first, **_came(told)}


def _came(told: dict[str, Any]) -> dict[str, Any]:
    promise: dict[str, Any] = {name: told[name] for name in ("expected", "promised") if name in told}
    return {"came": told["at"], **promise}


def _nothing(told: dict[str, Any]) -> dict[str, Any]:
    return {}


FIRSTS = {
    "take": _take,
    "check_in": _came,
    "call": lambda told: {"called": told["at"], "counter": told["counter"]},
    "serve": lambda told: {"served": told["at"]},
}
"""What a kind of step says that stays as it was said first."""
