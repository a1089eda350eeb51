"""A ticket as its visitor reads it: where it stands, how long it may take, and why."""

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from chalicelib.codes import rid_of
from chalicelib.queueing.line import PRIORITY, Cell, Line, Place, kind_of
from chalicelib.queueing.office import Office
from chalicelib.queueing.order import find, is_absent
from chalicelib.queueing.waiting_time import Pace, ahead, wait
from chalicelib.settings import settings
from chalicelib.store.tickets import Ticket

ZONES = {"Asia/Jakarta": "WIB", "Asia/Pontianak": "WIB", "Asia/Makassar": "WITA", "Asia/Jayapura": "WIT"}


def explain(pace: Pace, ticket: Ticket, line: Line, language: str) -> dict[str, Any]:
    """The ticket's answer (schemas/openapi.yaml, Ticket); the line knows more than the ticket until it has left it."""
    office, waits = pace.office, find(line, ticket.number)
    cell = _cell(line, ticket.number)
    present = not is_absent(waits[0]) if waits else ticket.present or cell is not None
    place = waits[1] if waits else None
    if waits:
        seen = kind_of(waits[0]) == PRIORITY
        ticket = replace(ticket, turn=waits[1].turn, klass="priority" if seen else ticket.klass)
    answer = {
        "code": ticket.code,
        "number": ticket.number,
        "office": office.id,
        "service": ticket.service,
        "state": state_of(ticket, line),
        "turn": datetime.fromtimestamp(ticket.turn, office.zone).isoformat(),
        "class": ticket.klass,
        "present": present,
        "why": why(office, ticket, present, language),
        **position(pace, ticket, line, place),
    }
    if cell:
        answer |= {"counter": cell[0], "call": cell[1].call}
    elif not waits and ticket.call:
        answer |= {"counter": ticket.counter, "call": ticket.call}
    if ticket.surveyed:
        answer["surveyed"] = True
    return {**answer, "links": links(ticket, answer["state"])}


def state_of(ticket: Ticket, line: Line) -> str:
    """The ticket's state by the line; one that has left the line is as the stream said, or as it will say."""
    if find(line, ticket.number):
        return "waiting"
    at = _cell(line, ticket.number)
    if at:
        return at[1].phase
    if rid_of(ticket.id, "withdraw") in dict(line.ring):
        return "withdrawn"
    return {"": "waiting", "called": "served", "serving": "served"}.get(ticket.state, ticket.state)


def position(pace: Pace, ticket: Ticket, line: Line, place: Place | None) -> dict[str, Any]:
    """How many are called before, and the range of minutes; nothing to wait for once called."""
    if place is None:
        return {"ahead": 0, "wait": {"minutes": [0, 0]}}
    service = pace.office.service(ticket.service)
    minutes = [min(1440, bound) for bound in wait(line, pace, service, place)]
    return {"ahead": len(ahead(line, pace.office, service, place)), "wait": {"minutes": minutes}}


def why(office: Office, ticket: Ticket, present: bool, language: str) -> str:
    """The turn in a sentence: which time counts, and what was taken off it."""
    came = clock(office, ticket.taken)
    starts = office.starts
    if ticket.klass == "booked":
        late = ticket.taken > ticket.slot + starts.grace
        begin, minutes = clock(office, ticket.taken if late else ticket.slot), starts.booked // 60
        if language == "en":
            return f"Your turn counts from {'check-in' if late else 'your slot'} at {begin}, moved up {minutes} minutes."
        return f"Giliran dihitung dari {'lapor datang' if late else 'jadwal'} pukul {begin}, dimajukan {minutes} menit."
    if ticket.klass == "priority":
        came, minutes = clock(office, ticket.turn + starts.priority), starts.priority // 60
        if language == "en":
            return f"Priority: your turn counts from {came}, moved up {minutes} minutes."
        return f"Prioritas: giliran dihitung dari pukul {came}, dimajukan {minutes} menit."
    if language == "en":
        return f"Your turn counts from {came}, when the number was taken." + _ENGLISH[present]
    return f"Giliran dihitung dari pukul {came}, saat nomor diambil." + _INDONESIAN[present]


_ENGLISH = {True: "", False: " You are called once you have checked in."}
_INDONESIAN = {True: "", False: " Anda dipanggil setelah lapor datang."}


def clock(office: Office, at: int) -> str:
    """A moment on the office's clock as people there write it, such as 09.40 WITA."""
    zone = ZONES.get(str(office.zone), "")
    return f"{datetime.fromtimestamp(at, UTC).astimezone(office.zone):%H.%M} {zone}".strip()


def page(ticket: Ticket) -> str:
    """The ticket's page; the code rides in the fragment, which no server sees."""
    return f"{settings().site}/#/t/{ticket.code}"


def links(ticket: Ticket, state: str) -> dict[str, str]:
    """Where to read on."""
    api = f"{settings().site}/api"
    own = f"{api}/tickets/{ticket.code}"
    found = {"self": own, "board": f"{api}/offices/{ticket.office}/board", "page": page(ticket)}
    return {**found, "survey": f"{own}/survey"} if state == "served" else found


def _cell(line: Line, number: str) -> tuple[str, Cell] | None:
    return next(((counter, cell) for counter, cell in line.counters.items() if cell.number == number), None)
