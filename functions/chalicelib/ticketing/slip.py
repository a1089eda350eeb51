"""What a slip says, as plain lines; the kiosk lays them out for its printer."""

from datetime import datetime

from chalicelib.issuing.clock import clock
from chalicelib.issuing.explain import explain, page
from chalicelib.queueing.line import Line
from chalicelib.queueing.waiting_time import Pace
from chalicelib.store.tickets import Ticket

DAYS = {
    "id": ("Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu", "Minggu"),
    "en": ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"),
}
MONTHS = {
    "id": ("Januari", "Februari", "Maret", "April", "Mei", "Juni", "Juli", "Agustus", "September", "Oktober",
           "November", "Desember"),
    "en": ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
           "November", "December"),
}  # fmt: skip
WAITING = {
    "id": "{ahead} orang di depan Anda, {low}-{high} menit",
    "en": "{ahead} ahead of you, {low}-{high} minutes",
}


def slip(pace: Pace, ticket: Ticket, line: Line) -> dict[str, object]:
    """The slip of a ticket (schemas/messages/slip.json, without the envelope); the office's name comes first."""
    language, office = ticket.language, pace.office
    told = explain(pace, ticket, line, language)
    low, high = told["wait"]["minutes"]
    lines = [
        office.name[language],
        office.service(ticket.service).name[language],
        ticket.number,
        moment(pace, ticket),
        WAITING[language].format(ahead=told["ahead"], low=low, high=high),
        told["why"],
    ]
    return {"number": ticket.number, "code": ticket.code, "lines": lines, "url": page(ticket)}


def moment(pace: Pace, ticket: Ticket) -> str:
    """When the ticket was taken, as people there write it: Senin, 2 Maret 2026 09.00 WIB."""
    at = datetime.fromtimestamp(ticket.taken, pace.office.zone)
    day, month = DAYS[ticket.language][at.weekday()], MONTHS[ticket.language][at.month - 1]
    return f"{day}, {at.day} {month} {at.year} {clock(pace.office, ticket.taken)}"
