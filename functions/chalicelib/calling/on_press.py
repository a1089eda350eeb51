"""A push of a counter's button: single calls next, double recalls (or takes a no-show back), long is a no-show."""

import json
from datetime import UTC, datetime
from typing import Any

from chalicelib import bus, log
from chalicelib.errors import Busy, Invalid, NotYours, PressExpired, PressStale, Refusal
from chalicelib.fields import PLACE, whole
from chalicelib.log import logged
from chalicelib.queueing.office import Office
from chalicelib.store import lines, offices
from schemas import topics

from .asked import ByButton, line_now
from .call_next import call_next
from .no_show import no_show
from .recall_or_take_back import recall_or_take_back

FRESH = 10
"""Seconds by the broker's clock after which a press is no longer what its pusher meant."""

VERBS = {"single": call_next, "double": recall_or_take_back, "long": no_show}
PRESS_MAX = 2**53 - 1


@logged
def handler(event: dict[str, Any], context: object) -> dict[str, Any]:
    """Presses from the queue; one that finds the table busy comes again until it is too old, others go on."""
    now, later, refused = datetime.now(UTC), [], []
    for record in event["Records"]:
        try:
            press(_message(record["body"]), now)
        except Busy:
            later.append({"itemIdentifier": record["messageId"]})
        except Refusal as refusal:
            refused.append(refusal.slug())
        except Exception as fault:  # noqa: BLE001 - whatever is wrong with this press, the others go on; it comes again until it is too old
            later.append({"itemIdentifier": record["messageId"]})
            refused.append(log.why(fault))
    return {"batchItemFailures": later, "said": {"refused": refused, "later": len(later)}}


def press(message: dict[str, Any], now: datetime) -> None:
    """Do what a press asks. A refusal is told to the button by a red light, and raised for the log."""
    office, counter = _where(message)
    office.counter(counter)
    try:
        if not isinstance(message.get("press"), str) or message["press"] not in VERBS:
            raise Invalid(field="press")
        VERBS[message["press"]](office, counter, _asked(message, office, counter, now), now)
    except (Busy, PressStale):
        # Busy comes again; a stale one is the broker's repeat of what was done or refused before.
        raise
    except Refusal as refusal:
        bus.publish(topics.counter_state(office.id, counter), _red(office, counter, refusal, now))
        raise


def _message(body: str) -> dict[str, Any]:
    try:
        message = json.loads(body)
    except (ValueError, RecursionError) as error:
        raise Invalid("not JSON") from error
    if not isinstance(message, dict):
        raise Invalid("not an object")
    return message


def _where(message: dict[str, Any]) -> tuple[Office, str]:
    """The office and counter of the topic on which the press came; the broker has written it into the message."""
    topic = str(message.get("topic", ""))
    if not topics.matches(topics.PRESSES, topic) or not PLACE.fullmatch(topics.place_of(topic)):
        raise Invalid(field="topic")
    return offices.read(topics.office_of(topic)), topics.place_of(topic)


def _asked(message: dict[str, Any], office: Office, counter: str, now: datetime) -> ByButton:
    thing = str(message.get("thing", ""))
    if topics.kind_of(thing) != topics.BUTTON or not thing.startswith(f"{topics.BUTTON}-{office.id}-"):
        raise NotYours(thing[:80])
    received = whole(message, "received", 0, PRESS_MAX)
    if now.timestamp() - received / 1000 > FRESH:
        raise PressExpired(counter)
    return ByButton(thing, whole(message, "seq", 0, PRESS_MAX))


def _red(office: Office, counter: str, refusal: Refusal, now: datetime) -> dict[str, Any]:
    """The counter as it is, with a red light and the reason; not retained, for it passes."""
    key = line_now(office, now)
    line = lines.read(office.home, key, consistent=False)
    cell = line.cell(counter)
    shown = {"number": cell.number} if cell.number else {}
    why = {"type": refusal.type(), "title": refusal.title("id")}
    state = {"day": key.day, "epoch": key.epoch, "seq": line.seq, "state": cell.state, **shown}
    return bus.message(now, **state, light="red", refused=why)
