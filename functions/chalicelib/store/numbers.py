"""Which ticket a number of a line is, noted by the stream; in the visitors' table, for a number opens nothing."""

from chalicelib.queueing.line import LineKey

from . import table as tables


def put(region: str, line: LineKey, number: str, ticket: str, expires: int) -> None:
    """Note which ticket a number of a line is."""
    tables.visitors(region).put({"pk": _pk(line), "sk": number, "ticket": ticket, "expires": expires})


def ticket_of(region: str, line: LineKey, number: str) -> str | None:
    """The id of the ticket that has this number, once the stream has noted it."""
    item = tables.visitors(region).get(_pk(line), number)
    return item["ticket"] if item else None


def tickets_of(region: str, line: LineKey, numbers: list[str]) -> dict[str, str]:
    """The ids of the tickets that have these numbers, by number; also of one that was noted a moment ago."""
    found = tables.visitors(region).batch_get([(_pk(line), number) for number in numbers], consistent=True)
    return {item["sk"]: item["ticket"] for item in found}


def _pk(line: LineKey) -> str:
    return f"number#{line.office}#{line.day}#{line.epoch}"
