"""A display says which call it spoke last."""

from typing import Any

from chalicelib.fields import DAY, PLACE, is_count
from chalicelib.log import logged
from chalicelib.records import each
from chalicelib.store import offices, things
from schemas import topics


@logged
def handler(event: dict[str, Any], context: Any) -> dict[str, Any]:
    """Note what the displays of a batch spoke."""
    return each(event, note_spoken)


def note_spoken(message: dict[str, Any]) -> None:
    """Note one display's last call; a message that is not as it should be says nothing."""
    day, call, place = message.get("day"), message.get("call"), str(message.get("place", ""))
    if not isinstance(day, str) or not DAY.fullmatch(day) or not is_count(call) or not PLACE.fullmatch(place):
        return
    office = offices.read(str(message.get("office", "")))
    thing = topics.thing_name(topics.DISPLAY, office.id, place)
    things.note(office.home, office.id, thing, {"spoken": [day, call]})
