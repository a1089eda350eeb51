"""How many a closure would concern, and how far it has come with those whom one does."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Any

from chalicelib import fields
from chalicelib.errors import UnknownClosure
from chalicelib.fields import Body
from chalicelib.queueing.hours import day_of
from chalicelib.queueing.line import letter_of
from chalicelib.queueing.office import Office
from chalicelib.queueing.slots import bookable_days, slots_on
from chalicelib.store import closures, concerned, lines, slots
from chalicelib.store.running import running

from .close_office import days_asked, service_asked
from .coming_closures import as_told


@dataclass(frozen=True)
class Span:
    """The days, both included, on which a service, or with "" the office, would be closed."""

    service: str
    first: date
    last: date


def span_asked(office: Office, query: Body, now: datetime) -> Span:
    """The span that a query names: `from`, `to` and `service` as in a closure's body."""
    fields.only(query, "service", "from", "to")
    return Span(service_asked(office, query), *days_asked(office, query, now))


def concerns(office: Office, span: Span, now: datetime) -> dict[str, int]:
    """How many have a slot there for which they could still come, and how many numbers wait; the first may be a few who came."""
    booked: set[str] = set()
    for service, there in _slots(office, span, now):
        booked |= slots.booked_in(office.home, office.id, service, there)
    return {"bookings": len(booked), "numbers": _numbers(office, span, now)}


def progress(office: Office, closure: str, language: str) -> dict[str, Any]:
    """A closure with how many it concerns and how many of them are told; raises `UnknownClosure`."""
    declared = closures.read(office, closure)
    if declared is None:
        raise UnknownClosure
    every = [one for one in concerned.every(office.home, office.id, closure) if one.step != concerned.GONE]
    seen = concerned.finished(office.home, office.id).get(closure, "")
    return as_told(declared, language) | {
        "concerned": {
            "bookings": sum(1 for one in every if one.service),
            "numbers": sum(1 for one in every if not one.service),
            "told": sum(1 for one in every if one.step in (concerned.TOLD, concerned.BACK)),
            "done": seen == ("reopened" if declared.reopened else "closed"),
        }
    }


def _slots(office: Office, span: Span, now: datetime) -> Iterator[tuple[str, list[str]]]:
    """The slots of each service and day that nobody is too late for."""
    usual, late = replace(office, closures=()), timedelta(minutes=office.late_minutes)
    last = min(span.last, bookable_days(office, now)[1] + timedelta(days=1))
    for service in office.services:
        day = span.first
        while "booking" in service.takes and span.service in ("", service.id) and day <= last:
            yield service.id, [one.id for one in slots_on(usual, service, day) if one.start + late > now]
            day += timedelta(days=1)


def _numbers(office: Office, span: Span, now: datetime) -> int:
    if span.first.isoformat() > day_of(office, now):
        return 0
    line = lines.read(office.home, running(office, now), consistent=False)
    letters = [one.letter for one in office.services if span.service in ("", one.id)]
    waiting = sum(len(places) for name, places in line.waiting.items() if letter_of(name) in letters)
    return waiting + sum(1 for aside in line.aside.values() if letter_of(aside.list) in letters)
