"""Hand each display its office's lobby code, anew each minute."""

from datetime import UTC, datetime
from typing import Any

from chalicelib import bus
from chalicelib.codes import lobby_code
from chalicelib.homes import for_each
from chalicelib.log import logged
from chalicelib.queueing.board import stamp
from chalicelib.queueing.office import Office
from schemas import topics

WINDOW = 60
"""Seconds for which a code is the newest; it stays valid for one window more."""


@logged
def handler(event: dict[str, Any], context: Any) -> None:
    """Each minute: publish the codes of the offices that have their home in this region."""
    now = datetime.now(UTC)
    for_each(lambda office: publish_code(office, now))


def publish_code(office: Office, now: datetime) -> None:
    """Publish the office's code to each of its displays, retained, so that one that starts has it at once."""
    window = int(now.timestamp()) // WINDOW
    until = stamp(datetime.fromtimestamp((window + 1) * WINDOW, UTC))
    code = lobby_code(office.home, office.id, window)
    for display in office.displays:
        message = bus.message(now, code=code, until=until)
        bus.publish(topics.lobby_code(office.id, display), message, retain=True)
