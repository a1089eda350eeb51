"""Keep what happened to tickets, as the stream tells it; a message that comes twice or late changes nothing."""

from typing import Any

from chalicelib.log import logged
from chalicelib.queueing.line import LineKey
from chalicelib.records import each
from chalicelib.store import figures, offices


@logged
def handler(event: dict[str, Any], context: Any) -> dict[str, Any]:
    """Keep what the records of a batch tell."""
    return each(event, keep)


def keep(told: dict[str, Any]) -> None:
    """Keep what one step said about its tickets."""
    region = offices.read(told["office"]).home
    key = LineKey(told["office"], told["day"], told["epoch"])
    for number, event in told["events"].items():
        figures.note(region, key, number, told["seq"], event)
