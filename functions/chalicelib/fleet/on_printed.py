"""A kiosk says whether a slip came out; one that did not is kept as the kiosk's fault until a slip comes out."""

import re
from typing import Any

from chalicelib.log import logged
from chalicelib.records import each
from chalicelib.store import offices, things
from schemas import topics

NUMBER = re.compile(r"([A-HJ-NP-Z]|K[1-9][0-9]?-)[0-9]{3,4}")
FAULT = re.compile(r"[a-z][a-z0-9_-]{0,39}")


@logged
def handler(event: dict[str, Any], context: Any) -> dict[str, Any]:
    """Note what came of the slips of a batch."""
    return each(event, note_printed)


def note_printed(message: dict[str, Any]) -> None:
    """Note one slip; a message that is not as it should be says nothing."""
    number, printed = message.get("number"), message.get("printed")
    if not isinstance(number, str) or not NUMBER.fullmatch(number) or not isinstance(printed, bool):
        return
    office = offices.read(str(message.get("office", "")))
    thing = topics.thing_name(topics.KIOSK, office.id, str(message.get("place", "")))
    fault = message.get("fault") if isinstance(message.get("fault"), str) else ""
    kept = fault if fault and FAULT.fullmatch(fault) else "not_printed"
    things.note(office.home, office.id, thing, {"slip": number, "slip_fault": "" if printed else kept})
