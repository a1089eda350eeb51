"""Take each draw as far as its time has come: announce it, publish who is in it, close it, and draw."""

from datetime import UTC, datetime
from typing import Any

from chalicelib import log
from chalicelib.homes import SomeFailed, for_each
from chalicelib.log import logged
from chalicelib.queueing.hours import day_of
from chalicelib.queueing.office import Office
from chalicelib.store import draws
from chalicelib.store.draws import Draw, DrawMoved

from .announce import announce
from .collect import checkpoint
from .hold import close, give, reveal

SETTLE = 60
"""Seconds after its close before a draw is closed under its root: entries that came in time are written by then.

The function that takes them is stopped after 15 s (infra/templates/api.yaml).
"""


@logged
def handler(event: dict[str, Any], context: Any) -> dict[str, Any]:
    """Each minute: hold the draws of the offices that have their home in this region."""
    now, held = datetime.now(UTC), []
    for_each(lambda office: held.extend(hold_draws(office, now)))
    return {"said": {"drawn": len(held)}}


def hold_draws(office: Office, now: datetime) -> list[Draw]:
    """Hold the office's draws, and return those that are drawn by this; one's trouble stops no other.

    Raises `SomeFailed` at the end, so that it is known; each minute of a day tries again.
    """
    drawn, faults = [], {}
    for draw in _draws(office, now):
        try:
            if draw.is_to_come(now.timestamp()) and hold_draw(office, draw, now).state == "drawn":
                drawn.append(draw)
        except DrawMoved:
            # Another one holds it at this moment.
            continue
        except Exception as fault:  # noqa: BLE001 - whatever is wrong with this draw, the others are held; it is raised at the end
            faults[f"{draw.key.service} {draw.key.day}"] = log.why(fault)
    if faults:
        log.write(function="drawing", office=office.id, faults=faults)
        raise SomeFailed(", ".join(faults))
    return drawn


def hold_draw(office: Office, draw: Draw, now: datetime) -> Draw:
    """The draw, as far as its time has come; raises `DrawMoved` when another one took it further meanwhile."""
    at = now.timestamp()
    if draw.state == "announced" and draw.opens < at < draw.closes + SETTLE:
        return checkpoint(office, draw, now)
    if draw.state == "announced" and at >= draw.closes + SETTLE:
        draw = close(office, draw, now)
    if draw.state == "closed" and not draw.seed:
        draw = reveal(office, draw)
    return give(office, draw, now) if draw.state == "closed" else draw


def _draws(office: Office, now: datetime) -> list[Draw]:
    """The office's draws of days to come, by service; none at an office that draws nothing."""
    booked = [service for service in office.services if office.draw and "booking" in service.takes]
    return [
        draw
        for service in booked
        for draw in announce(
            office, service, draws.of_service(office.home, office.id, service.id, day_of(office, now)), now
        )
    ]
