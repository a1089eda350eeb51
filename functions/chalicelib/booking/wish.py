"""What a visitor asks for who wishes to wait for a place, read from the body."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from chalicelib import fields
from chalicelib.fields import Body
from chalicelib.queueing.hours import day_of, local
from chalicelib.queueing.office import Office, Service
from chalicelib.queueing.slots import bookable_days

from .claim import WHO, Party, party_of, service_of

FURTHEST = 60
"""How many days ahead a day may be wished for."""


@dataclass(frozen=True)
class Wish:
    """A place wanted by a party on any of the days from the first to the last, both YYYY-MM-DD."""

    service: Service
    first: str
    last: str
    party: Party


def wish_of(office: Office, body: Body, language: str, now: datetime) -> Wish:
    """The wish that a body makes: from today until the newest day that can be booked, unless it says otherwise."""
    fields.only(body, *WHO, "from", "to")
    service, today = service_of(office, body), day_of(office, now)
    first = fields.day(body, "from") if "from" in body else today
    last = fields.day(body, "to") if "to" in body else max(first, bookable_days(office, now)[1].isoformat())
    furthest = (local(office, now).date() + timedelta(days=FURTHEST)).isoformat()
    if last < max(first, today):
        raise fields.wrong(
            "to", "Hari terakhir sudah lewat.", "The last day is before the first one, or past."
        )
    if last > furthest:
        raise fields.wrong(
            "to", f"Paling jauh {FURTHEST} hari dari sekarang.", f"At most {FURTHEST} days from now."
        )
    return Wish(service, max(first, today), last, party_of(office, service, body, language, now))
