"""Close the office, or a service of it, on some days; from today it holds at once."""

import re
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from chalicelib import codes, fields
from chalicelib.errors import UnknownService
from chalicelib.fields import Body
from chalicelib.queueing.hours import local
from chalicelib.queueing.office import Office
from chalicelib.queueing.opening import Closure, Names
from chalicelib.store import asides, closures, offices
from chalicelib.store.closures import Declared

WHY = re.compile(r"[^\x00-\x1f]{1,150}")
"""The reason in one language: it stands on boards together with a service's name."""

AHEAD, LONGEST = 366, 92
"""How many days ahead a closure may begin, and how many it may take."""


@dataclass(frozen=True)
class Wanted:
    """What is to be closed, from `first` to `last`, both included; with the service "" the whole office."""

    service: str
    first: date
    last: date
    why: Names
    serve_waiting: bool


def closure_asked(office: Office, body: Body, now: datetime) -> Wanted:
    """The closure that a body asks for; refuses the first field that is wrong."""
    fields.only(body, "service", "from", "to", "why", "serve_waiting")
    service = service_asked(office, body)
    first, last = days_asked(office, body, now)
    return Wanted(service, first, last, _why(body), fields.yes(body, "serve_waiting", default=True))


def days_asked(office: Office, body: Body, now: datetime) -> tuple[date, date]:
    """The days `from` and `to` (left out: that one day), none of them past, by the office's own date."""
    today = local(office, now).date()
    first = date.fromisoformat(fields.day(body, "from"))
    if not today <= first <= today + timedelta(days=AHEAD):
        raise fields.wrong(
            "from",
            "Mulai hari ini atau sesudahnya, paling jauh satu tahun.",
            "From today on, a year ahead at most.",
        )
    last = date.fromisoformat(fields.day(body, "to")) if "to" in body else first
    if not first <= last < first + timedelta(days=LONGEST):
        raise fields.wrong(
            "to", f"Tidak sebelum hari pertama, paling lama {LONGEST} hari.",
            f"Not before the first day, {LONGEST} days at most.",
        )  # fmt: skip
    return first, last


def close_office(office: Office, wanted: Wanted, by: str, key: str, body: str, now: datetime) -> Declared:
    """The closure, declared once however often it is asked; this process goes by it at once, others within 30 s.

    Places for those whom it displaces are put aside before anybody hears of it. That they are offered them and told
    follows from its item in the table's stream. Raises `KeyReused`.
    """
    closure = Closure(
        codes.rid_of("closure", office.id, by, key), wanted.service, wanted.first.isoformat(),
        wanted.last.isoformat(), wanted.why, int(now.timestamp()), wanted.serve_waiting,
    )  # fmt: skip
    declared = closures.declare(office, Declared(closure, body, codes.staff(by)))
    offices.forget()
    if not declared.reopened:
        asides.put_aside(offices.read(office.id), declared.closure, now, asides.WHILE_ASKED)
    return declared


def service_asked(office: Office, body: Body) -> str:
    """The service that a body names; empty for the whole office."""
    if "service" not in body:
        return ""
    named = fields.text(body, "service", fields.ID)
    if named not in [service.id for service in office.services]:
        raise UnknownService(field="service")
    return named


def _why(body: Body) -> Names:
    """The reason, in both languages or the same for both."""
    if not isinstance(body.get("why"), dict):
        said = fields.text(body, "why", WHY).strip()
        return {"id": said, "en": said}
    told = fields.part(body, "why")
    fields.only(told, "id", "en", at="why.")
    return {tongue: fields.text(told, tongue, WHY, at="why.").strip() for tongue in ("id", "en")}
