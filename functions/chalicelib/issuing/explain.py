"""A ticket as its visitor reads it: where it stands, how long it may take, and why."""

from datetime import date, datetime
from typing import Any

from chalicelib.queueing.hours import closures_on
from chalicelib.queueing.line import Line, Place
from chalicelib.queueing.office import Office
from chalicelib.queueing.order import find
from chalicelib.queueing.waiting_time import Pace, ahead, wait
from chalicelib.settings import settings
from chalicelib.store.tickets import Ticket

from .place import as_in_line, cell_of, may_return, state_of
from .why import why

SHOWS_CALL = ("no_show", "held", "served")
"""The states behind a call in which the ticket still says where it was."""


def explain(pace: Pace, ticket: Ticket, line: Line, language: str) -> dict[str, Any]:
    """The ticket's answer (schemas/openapi.yaml, Ticket); the line knows more than the ticket until it has left it."""
    office, waits = pace.office, find(line, ticket.number)
    ticket, state = as_in_line(office, ticket, line), state_of(ticket, line)
    answer = {
        "code": ticket.code,
        "number": ticket.number,
        "office": office.id,
        "service": ticket.service,
        "state": state,
        "turn": _moment(office, ticket.turn),
        "class": ticket.klass,
        "present": ticket.present,
        "why": why(office, ticket, line, language),
        **position(pace, ticket, line, waits[1] if waits else None),
    }
    return answer | _history(office, ticket, line, state, language) | {"links": links(ticket, state)}


def _history(office: Office, ticket: Ticket, line: Line, state: str, language: str) -> dict[str, Any]:
    """Where the ticket was called, until when one who missed that may return, why its service is closed, and the stations before."""
    told: dict[str, Any] = {"surveyed": True} if ticket.surveyed else {}
    cell, until = cell_of(line, ticket.number), may_return(office, ticket, line)
    if cell:
        told |= {"counter": cell[0], "call": cell[1].call}
    elif state in SHOWS_CALL and ticket.call:
        told |= {"counter": ticket.counter, "call": ticket.call}
    if until:
        told["until"] = _moment(office, until)
    if state in ("waiting", "held", "no_show") and (closed := _closure(office, ticket, language)):
        told["closure"] = closed
    if ticket.stations:
        told["stations"] = [{"service": one, "at": _moment(office, at)} for one, at in ticket.stations]
    return told


def _closure(office: Office, ticket: Ticket, language: str) -> dict[str, Any]:
    """Why the service that is waited for has closed, and what one can do; nothing while it is open."""
    service = office.service(ticket.service)
    for one in closures_on(office, date.fromisoformat(ticket.day), service.id):
        why = one.why["en" if language == "en" else "id"]
        return {"why": why, "serve_waiting": one.serve_waiting, "rebooking": "booking" in service.takes}
    return {}


def position(pace: Pace, ticket: Ticket, line: Line, place: Place | None) -> dict[str, Any]:
    """How many are called before, and the range of minutes; nothing to wait for once called."""
    if place is None:
        return {"ahead": 0, "wait": {"minutes": [0, 0]}}
    service = pace.office.service(ticket.service)
    minutes = [min(1440, bound) for bound in wait(line, pace, service, place)]
    return {"ahead": len(ahead(line, pace.office, service, place)), "wait": {"minutes": minutes}}


def page(ticket: Ticket) -> str:
    """The ticket's page; the code rides in the fragment, which no server sees."""
    return f"{settings().site}/#/t/{ticket.code}"


def links(ticket: Ticket, state: str) -> dict[str, str]:
    """Where to read on."""
    api = f"{settings().site}/api"
    own = f"{api}/tickets/{ticket.code}"
    found = {"self": own, "board": f"{api}/offices/{ticket.office}/board", "page": page(ticket)}
    return {**found, "survey": f"{own}/survey"} if state == "served" else found


def _moment(office: Office, at: int) -> str:
    return datetime.fromtimestamp(at, office.zone).isoformat()
