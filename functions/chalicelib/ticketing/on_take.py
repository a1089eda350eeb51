"""A kiosk asks for a number, or checks a visitor in; it is answered with a slip or a refusal, for the same id the same."""

from datetime import UTC, datetime
from typing import Any

from chalicelib import bus, fields
from chalicelib.errors import Busy, NotJson, Refusal
from chalicelib.issuing.at_the_door import come
from chalicelib.issuing.issue_given import body_of
from chalicelib.log import logged
from chalicelib.queueing.office import Office
from chalicelib.records import each
from chalicelib.store import learnt, offices
from schemas import topics

from .slip import slip
from .take_ticket import take_ticket
from .wish import Wish, wanted

SENT = ("v", "id", "at", "service", "priority", "booking", "language")
ADDED = ("office", "place", "thing", "received")
"""What the topic rule adds: where and from whom the broker got the message, and when (epoch milliseconds)."""

NO_ID = "-"


@logged
def handler(event: dict[str, Any], context: Any) -> dict[str, Any]:
    """Answer the takes of a batch; those that found the table busy come again."""
    return each(event, lambda message: answer(message, datetime.now(UTC)))


def answer(message: dict[str, Any], now: datetime) -> None:
    """Publish the slip of one take, or why there is none."""
    office, kiosk = str(message.get("office", "")), str(message.get("place", ""))
    if not fields.ID.fullmatch(office) or not fields.PLACE.fullmatch(kiosk):
        return
    asked = message.get("id")
    own = asked if isinstance(asked, str) and fields.MESSAGE_ID.fullmatch(asked) else NO_ID
    try:
        told: dict[str, Any] = serve(message, own, now)
    except Busy:
        raise
    except Refusal as refusal:
        told = refused(refusal, str(message.get("language")))
    bus.publish(topics.slip(office, kiosk), bus.message(now, id=own, **told))


def serve(message: dict[str, Any], own: str, now: datetime) -> dict[str, Any]:
    """What the kiosk is to print for its message."""
    if own == NO_ID:
        raise NotJson
    office = offices.read(message["office"])
    fields.only(message, *SENT, *ADDED)
    came = _came(message, now)
    if "booking" in message:
        code = fields.text(message, "booking", fields.CODE)
        ticket, line = come(office, code, str(message.get("thing", "")), came)
    else:
        ticket, line = take_ticket(office, _wish(office, message, own, came), came)
    return slip(learnt.pace(office, now.timestamp()), ticket, line)


def refused(refusal: Refusal, language: str) -> dict[str, Any]:
    """A refusal as kiosks understand it, in the visitor's language."""
    title, detail = refusal.title(language), refusal.sentence(language)
    more = {"detail": detail} if detail != title else {}
    return {"refused": {"type": refusal.type(), "title": title, **more}}


def _wish(office: Office, message: dict[str, Any], own: str, came: datetime) -> Wish:
    thing = str(message.get("thing") or topics.thing_name(topics.KIOSK, office.id, message["place"]))
    return Wish(
        **wanted(office, message, "id"), caller=thing, key=own, body=body_of(message["service"], message.get("priority", "")),
        taken=int(came.timestamp()), by=thing, present=True,
    )  # fmt: skip


def _came(message: dict[str, Any], now: datetime) -> datetime:
    """When the broker got the message: the only clock that counts for the turn."""
    received = message.get("received")
    if isinstance(received, bool) or not isinstance(received, int | float):
        return now
    return min(now, datetime.fromtimestamp(max(0.0, received) / 1000, UTC))
