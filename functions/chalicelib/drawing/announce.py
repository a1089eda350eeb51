"""Announce draws: a day before one opens its times and its commit are published, and stand."""

from datetime import date, datetime, timedelta

from chalicelib.queueing.hours import local
from chalicelib.queueing.office import Office, Service
from chalicelib.queueing.release import Release, release_of
from chalicelib.queueing.slots import slots_on
from chalicelib.store import draws
from chalicelib.store.draws import KEPT, Draw, DrawKey

from .seeds import commit_for

AHEAD = timedelta(days=1)
"""How long before it opens a draw is announced."""


def announce(office: Office, service: Service, known: list[Draw], now: datetime) -> list[Draw]:
    """The service's draws that are known, and those that are announced now.

    One whose minutes run already, because an office has just turned it on, is announced all the same: nobody could
    enter before.
    """
    there = {draw.key.day for draw in known}
    newest = local(office, now).date() + timedelta(days=office.slot_days)
    # That of the day before may go on over midnight.
    days = [newest + timedelta(days=n) for n in (-1, 0, 1)]
    return known + [
        draws.announce(office.home, _draw(office, service, day, release))
        for day in days
        if day.isoformat() not in there and (release := _due(office, service, day, now))
    ]


def _due(office: Office, service: Service, day: date, now: datetime) -> Release | None:
    release = release_of(office, service, day)
    soon = release.mode == "draw" and release.opens - AHEAD <= now < release.closes
    return release if soon and any(slots_on(office, service, day)) else None


def _draw(office: Office, service: Service, day: date, release: Release) -> Draw:
    key = DrawKey(office.id, service.id, day.isoformat())
    opens, closes = int(release.opens.timestamp()), int(release.closes.timestamp())
    return Draw(key, opens, closes, commit_for(key), expires=closes + KEPT)
