"""Why one's place is what it is, in a sentence or two: which time the turn counts from, and what came in between."""

from chalicelib.queueing.line import HELD, Line, place_of
from chalicelib.queueing.office import Office
from chalicelib.queueing.order import find
from chalicelib.store.tickets import Ticket

from .clock import clock
from .issue import turn_of
from .place import as_in_line, may_return


def why(office: Office, ticket: Ticket, line: Line, language: str) -> str:
    """The turn explained to the visitor, by what the line and the ticket say."""
    ticket, texts = as_in_line(office, ticket, line), ENGLISH if language == "en" else INDONESIAN
    told = {
        "minutes": _start(office, ticket) // 60,
        "from": clock(office, ticket.turn + _start(office, ticket)),
        "turn": clock(office, ticket.turn),
        "service": office.service(ticket.service).name["en" if language == "en" else "id"],
        "place": _named(office, _place(line, ticket), language),
        "until": clock(office, may_return(office, ticket, line)),
    }
    said = (texts[name].format_map(told) for name in (_base(office, ticket), *_more(office, ticket, line)))
    return " ".join(said)


def _base(office: Office, ticket: Ticket) -> str:
    """Which time the turn counts from."""
    if _anew(office, ticket):
        return "anew_priority" if ticket.klass == "priority" else "anew"
    if ticket.klass != "booked":
        return ticket.klass
    if ticket.taken > ticket.slot + office.starts.grace:
        return "late"
    return "early" if ticket.taken < ticket.slot else "in_time"


def _more(office: Office, ticket: Ticket, line: Line) -> list[str]:
    """What came in between, and what is to be done now."""
    place, aside = _place(line, ticket), line.aside.get(ticket.number)
    found = []
    if ticket.via in ("transfer", "station") and not _anew(office, ticket):
        found.append(f"{ticket.via}_kept")
    if ticket.via in ("return", "resume") and not aside:
        found.append(ticket.via)
    if place:
        found.append("at_floor" if place in [one.id for one in office.floors] else "at_counter")
    if aside:
        found.append("held" if aside.kind == HELD else "missed")
    return [*found, "absent"] if not ticket.present else found


def _anew(office: Office, ticket: Ticket) -> bool:
    """Whether the turn was counted again, from when the visitor was sent on or the next station began."""
    if ticket.via == "" and not ticket.stations:
        return False
    # A priority that was claimed from home counts from the check-in.
    return ticket.turn not in (turn_of(office, ticket), ticket.came - office.starts.priority)


def _start(office: Office, ticket: Ticket) -> int:
    """The head start that the turn has in it, in seconds."""
    if ticket.klass == "priority":
        return office.starts.priority
    return office.starts.booked if ticket.klass == "booked" and not _anew(office, ticket) else 0


def _place(line: Line, ticket: Ticket) -> str:
    """The counter or floor that the ticket waits for alone, if it does; once called, the call says where."""
    waits = find(line, ticket.number)
    return place_of(waits[0]) if waits else ""


def _named(office: Office, place: str, language: str) -> str:
    names = {floor.id: floor.name["en" if language == "en" else "id"] for floor in office.floors}
    return names.get(place, place)


INDONESIAN = {
    "walk-in": "Giliran dihitung dari pukul {from}, saat nomor diambil.",
    "in_time": "Giliran dihitung dari jadwal pukul {from}, dimajukan {minutes} menit.",
    "early": "Giliran dihitung dari jadwal pukul {from}, dimajukan {minutes} menit; datang lebih awal tidak mengubahnya.",
    "late": "Giliran dihitung dari lapor datang pukul {from} karena melewati batas jadwal, dimajukan {minutes} menit.",
    "priority": "Prioritas: giliran dihitung dari pukul {from}, dimajukan {minutes} menit.",
    "anew": "Giliran di {service} dihitung dari pukul {from}, saat Anda masuk antreannya.",
    "anew_priority": "Prioritas: giliran di {service} dihitung dari pukul {from}, saat Anda masuk antreannya, dimajukan {minutes} menit.",
    "transfer_kept": "Anda dialihkan ke {service} dan giliran Anda tetap.",
    "station_kept": "Kunjungan berlanjut ke {service} dan giliran Anda tetap.",
    "return": "Anda kembali setelah tidak hadir saat dipanggil; giliran Anda tetap.",
    "resume": "Nomor Anda sempat ditahan; giliran Anda tetap.",
    "at_counter": "Anda dipanggil ke loket {place}.",
    "at_floor": "Anda dipanggil di {place}.",
    "held": "Nomor Anda ditahan petugas; giliran Anda tetap.",
    "missed": "Anda tidak hadir saat dipanggil; silakan lapor ke petugas sampai pukul {until} untuk kembali ke antrean.",
    "absent": "Anda dipanggil setelah lapor datang.",
}

ENGLISH = {
    "walk-in": "Your turn counts from {from}, when the number was taken.",
    "in_time": "Your turn counts from your slot at {from}, moved up {minutes} minutes.",
    "early": "Your turn counts from your slot at {from}, moved up {minutes} minutes; to come early does not change it.",
    "late": "Your turn counts from check-in at {from}, as you came too late for your slot, moved up {minutes} minutes.",
    "priority": "Priority: your turn counts from {from}, moved up {minutes} minutes.",
    "anew": "Your turn at {service} counts from {from}, when you joined its line.",
    "anew_priority": "Priority: your turn at {service} counts from {from}, when you joined its line, moved up {minutes} minutes.",
    "transfer_kept": "You were sent on to {service} and keep your turn.",
    "station_kept": "Your visit goes on at {service} and you keep your turn.",
    "return": "You came back after you were called and missed; you keep your turn.",
    "resume": "Your number was on hold; you keep your turn.",
    "at_counter": "You will be called to counter {place}.",
    "at_floor": "You will be called at {place}.",
    "held": "Staff have put your number on hold; you keep your turn.",
    "missed": "You were called and missed; tell the staff by {until} to come back into the line.",
    "absent": "You are called once you have checked in.",
}
