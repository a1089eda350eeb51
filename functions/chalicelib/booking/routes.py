"""How visitors reach slots and bookings."""

from chalicelib.asking import Answer, Ask
from chalicelib.caller import PUBLIC
from chalicelib.edge import Routes
from chalicelib.issuing.check_in import check_in_booking, may_come
from chalicelib.issuing.erase_visitor import erase_booking
from chalicelib.issuing.explain import explain
from chalicelib.issuing.presence import proof_of, prove
from chalicelib.store import keys, learnt, offices

from .as_read import as_read, found
from .book import book as book_slot
from .calendar import KIND, SAVED
from .calendar import calendar as as_event
from .cancel import cancel as cancel_booking
from .claim import claim_of
from .slots_of_day import day_asked, slots_of_day

routes = Routes(__name__)


@routes.view("GET", "/offices/{office}/services/{service}/slots", who=PUBLIC)
def slots(ask: Ask, office: str, service: str) -> Answer:
    """The slots of a service on one day."""
    there = offices.read(office)
    listed = slots_of_day(there, there.service(service), day_asked(ask.query.get("date")), ask.now)
    return Answer({"slots": listed}, cache="public, max-age=2")


@routes.view("POST", "/offices/{office}/bookings", who=PUBLIC)
def book(ask: Ask, office: str) -> Answer:
    """Claim a place in a slot."""
    there = offices.read(office)
    claim = claim_of(there, ask.body, ask.language, ask.now)
    booking = book_slot(there, claim, ask.who, ask.key, ask.body_hash, ask.now)
    return Answer(as_read(there, booking, ask.now), 201)


@routes.view("GET", "/bookings/{code}", who=PUBLIC)
def one(ask: Ask, code: str) -> Answer:
    """A booking."""
    office, booking = found(code)
    return Answer(as_read(office, booking, ask.now))


@routes.view("DELETE", "/bookings/{code}", who=PUBLIC)
def cancel(ask: Ask, code: str) -> Answer:
    """Give the place back."""
    office, booking = found(code)
    cancel_booking(office.home, booking)
    return Answer(status=204)


@routes.view("DELETE", "/bookings/{code}/visitor", who=PUBLIC)
def erase(ask: Ask, code: str) -> Answer:
    """Delete what the visitor told of themselves; the place stays."""
    office, booking = found(code)
    erase_booking(office.home, booking.id, ask.now)
    return Answer(status=204)


@routes.view("GET", "/bookings/{code}/calendar", who=PUBLIC)
def calendar(ask: Ask, code: str) -> Answer:
    """The booking as an event for the visitor's own calendar."""
    return Answer(as_event(*found(code), ask.now), kind=KIND, headers=SAVED)


@routes.view("POST", "/bookings/{code}/check-in", who=PUBLIC)
def check_in(ask: Ask, code: str) -> Answer:
    """The booked visitor has come; the booking becomes a ticket."""
    office, booking = found(code)
    proof = proof_of(ask.body)
    keys.use(office.home, "check-in", booking.id, ask.key, ask.body_hash, int(ask.now.timestamp()))
    if booking.state != "checked_in":
        may_come(office, booking, ask.now)
        prove(office, proof, booking.id, ask.now)
    ticket, line = check_in_booking(office, booking, "visitor", ask.now)
    pace = learnt.pace(office, ask.now.timestamp())
    return Answer(explain(pace, ticket, line, ask.language))
