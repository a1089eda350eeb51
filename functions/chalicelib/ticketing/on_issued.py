"""A kiosk says which number it issued by itself while there was no link; again until it is acknowledged, once in the line."""

from datetime import UTC, datetime
from typing import Any

from chalicelib import fields, log
from chalicelib.errors import DayEnded, Invalid, NumberKnown
from chalicelib.fields import PLACE
from chalicelib.issuing.issue_given import Given, issue_given
from chalicelib.log import logged
from chalicelib.queueing.office import Office
from chalicelib.records import each
from chalicelib.store import offices, things
from schemas import topics

from .wish import wanted

UNSEEN = 90
"""Seconds before the broker noticed that a link was lost in which a kiosk may have been without one."""

SENT = ("v", "id", "at", "service", "priority", "language", "number")
ADDED = ("office", "place", "thing", "received")


@logged
def handler(event: dict[str, Any], context: Any) -> dict[str, Any]:
    """Put the numbers of a batch into their lines."""
    return each(event, lambda message: put_in(message, datetime.now(UTC)))


def put_in(message: dict[str, Any], now: datetime) -> None:
    """Put one number into its line; what comes when the day is over is logged, for nobody waits any more."""
    place = str(message.get("place", ""))
    if not PLACE.fullmatch(place):
        return
    office = offices.read(str(message.get("office", "")))
    fields.only(message, *SENT, *ADDED)
    kiosk = topics.thing_name(topics.KIOSK, office.id, place)
    own, number = fields.text(message, "id", fields.MESSAGE_ID), fields.text(message, "number", fields.GIVEN)
    if number.partition("-")[0] != series_of(office, place):
        raise Invalid(field="number")
    wish = wanted(office, message, "id")
    given = Given(
        kiosk,
        own,
        number,
        wish["service"],
        happened(office, kiosk, message, now),
        wish["priority"],
        wish["language"],
    )
    try:
        issue_given(office, given, now)
    except (DayEnded, NumberKnown) as refusal:
        log.write(function="on_issued", office=office.id, number=number, refused=refusal.slug())


def series_of(office: Office, kiosk: str) -> str:
    """The series that a kiosk issues without a link: by its place among the office's kiosks."""
    return f"K{office.kiosks.index(kiosk) + 1}" if kiosk in office.kiosks else ""


def happened(office: Office, thing: str, message: dict[str, Any], now: datetime) -> int:
    """When it happened, in epoch seconds: as the device says, but not after its message came nor before it lost its link."""
    received = min(int(now.timestamp()), int(message.get("received", now.timestamp() * 1000)) // 1000)
    known = next((one for one in things.of_office(office.home, office.id) if one["thing"] == thing), {})
    earliest = int(known.get("left", 0)) // 1000 - UNSEEN
    return max(min(_said(message, received), received), min(earliest, received))


def _said(message: dict[str, Any], otherwise: int) -> int:
    try:
        return int(datetime.fromisoformat(str(message.get("at"))).timestamp())
    except (ValueError, OverflowError):
        return otherwise
