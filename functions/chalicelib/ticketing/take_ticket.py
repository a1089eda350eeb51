"""Take a number."""

from datetime import UTC, datetime, timedelta

from chalicelib import codes
from chalicelib.errors import DayEnded, NotTaken, OfficeClosed, Refusal, TooMany
from chalicelib.issuing.issue import issue
from chalicelib.queueing.closed import closed_on
from chalicelib.queueing.hours import at_minute, is_open, local
from chalicelib.queueing.line import ABSENT, Line, list_name
from chalicelib.queueing.office import Office
from chalicelib.settings import settings
from chalicelib.store import lines, tickets
from chalicelib.store.running import running
from chalicelib.store.tickets import KEPT, Ticket

from .wish import Wish


def take_ticket(office: Office, wish: Wish, now: datetime) -> tuple[Ticket, Line]:
    """The ticket of a wish and its line: two writes for a new one, none that matters for a repeat.

    A repeat is answered even when a new one would be refused, for it was promised. Raises a `Refusal`.
    """
    key = running(office, now)
    line = lines.read(office.home, key, consistent=False)
    ticket = _ticket(office, wish, line)
    no = refusal(office, wish, line, now)
    if no is not None and tickets.read(office.home, ticket.id) is None:
        raise no
    return issue(office, ticket, int(now.timestamp()), line)


def refusal(office: Office, wish: Wish, line: Line, now: datetime) -> Refusal | None:
    """Why no new number can be had now, if so."""
    if "number" not in wish.service.takes:
        return NotTaken(field="service")
    if not is_open(office, now, wish.service.id):
        return closed_on(office, local(office, now).date(), wish.service.id, "service") or OfficeClosed()
    if line.ended:
        return DayEnded()
    if not wish.present and settings().rate_limits and from_home(office, line) >= office.from_home_per_day:
        return TooMany(retry_after=_until_tomorrow(office, now))
    return None


def from_home(office: Office, line: Line) -> int:
    """How many numbers were taken from home in a line."""
    return sum(line.issued.get(list_name(service.letter, ABSENT), 0) for service in office.services)


def _until_tomorrow(office: Office, now: datetime) -> int:
    tomorrow = local(office, now).date() + timedelta(days=1)
    return int((at_minute(office, tomorrow, 0) - now.astimezone(UTC)).total_seconds()) + 1


def _ticket(office: Office, wish: Wish, line: Line) -> Ticket:
    code = codes.code(office.home, "ticket", office.id, wish.caller, wish.key)
    own = codes.id_of(code)
    # From home a priority is only claimed: it counts once a kiosk or staff have seen the visitor.
    klass = "priority" if wish.priority and wish.present else "walk-in"
    return Ticket(
        id=own, code=code, office=office.id, day=line.key.day, epoch=line.key.epoch, service=wish.service.id,
        letter=wish.service.letter, rid=codes.rid_of(own), fence=line.seq, body=wish.body, taken=wish.taken,
        expires=wish.taken + KEPT, klass=klass, present=wish.present, language=wish.language, by=wish.by,
        phone=wish.phone, priority=wish.priority,
    )  # fmt: skip
