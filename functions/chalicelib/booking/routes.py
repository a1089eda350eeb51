"""How visitors reach slots and bookings."""

from chalicelib import fields
from chalicelib.asking import Answer, Ask
from chalicelib.caller import PARTNER, PUBLIC, STAFF
from chalicelib.edge import Routes
from chalicelib.issuing.at_the_door import come
from chalicelib.issuing.check_in import check_in_booking, may_come
from chalicelib.issuing.erase_visitor import erase_booking
from chalicelib.issuing.explain import explain
from chalicelib.issuing.found import found as found_ticket
from chalicelib.issuing.presence import proof_of, prove
from chalicelib.queueing.places import PARTNER as PARTNERS
from chalicelib.queueing.places import WALK_IN, WEB
from chalicelib.store import keys, learnt, offices

from .accept_offer import accept_offer
from .alternatives import offering
from .as_draw import as_draw, as_list, found_draw, part_asked
from .as_read import as_read, found
from .book import book as book_slot
from .calendar import KIND, SAVED
from .calendar import calendar as as_event
from .cancel import cancel as cancel_booking
from .claim import claim_of, run_asked
from .door import Knock
from .enter_draw import enter_draw
from .entering import entering as entry_asked
from .hold_place import as_answered, drop_hold, hold_place, wanted
from .join_waitlist import join
from .passes import WRITTEN
from .rebook_ticket import rebook_ticket
from .release_told import release_told
from .reschedule import reschedule
from .slots_of_day import day_asked, slots_of_day
from .wish import wish_of

routes = Routes(__name__)


@routes.view("GET", "/offices/{office}/services/{service}/slots", who=PUBLIC)
def slots(ask: Ask, office: str, service: str) -> Answer:
    """The slots of a service on one day."""
    there, day = offices.read(office), day_asked(ask.query.get("date"))
    listed = {"slots": slots_of_day(there, there.service(service), day, ask.now)}
    told = release_told(there, there.service(service), day, ask.now)
    return Answer(listed | told, cache="public, max-age=2")


@routes.view("POST", "/offices/{office}/holds", who=PUBLIC)
def hold(ask: Ask, office: str) -> Answer:
    """Keep a place while the form is open."""
    there = offices.read(office)
    asked = wanted(there, ask.body, ask.now)
    with offering(there, asked.service, asked.n, ask.language, ask.now):
        code, kept = hold_place(there, asked, ask.who, ask.key, ask.body_hash, ask.now, _knock(ask))
    return Answer(as_answered(code, kept), 201)


@routes.view("DELETE", "/offices/{office}/holds/{hold}", who=PUBLIC)
def drop(ask: Ask, office: str, hold: str) -> Answer:
    """Give a kept place back before its time."""
    drop_hold(offices.read(office), hold)
    return Answer(status=204)


@routes.view("POST", "/offices/{office}/bookings", who=PUBLIC)
def book(ask: Ask, office: str) -> Answer:
    """Claim a place in a slot."""
    return _booked(ask, office, WEB)


@routes.view("POST", "/offices/{office}/quotas/walk-in/bookings", who=STAFF)
def book_walk_in(ask: Ask, office: str) -> Answer:
    """Claim one of the places that are kept for bookings made at the office."""
    return _booked(ask, office, WALK_IN)


@routes.view("POST", "/offices/{office}/quotas/partner/bookings", who=PARTNER)
def book_partner(ask: Ask, office: str) -> Answer:
    """Claim one of the places that are kept for partners."""
    return _booked(ask, office, PARTNERS)


def _booked(ask: Ask, office: str, quota: str) -> Answer:
    there = offices.read(office)
    claim, kept = claim_of(there, ask.body, ask.language, ask.now), _hold(ask)
    with offering(there, claim.service, claim.party.size, ask.language, ask.now):
        booking = book_slot(there, claim, ask.who, ask.key, ask.body_hash, ask.now, quota, kept, _knock(ask))
    return Answer(as_read(there, booking, ask.now), 201)


def _hold(ask: Ask) -> str:
    """The code of a hold that a body names, if it does."""
    return fields.text(ask.body, "hold", fields.CODE) if "hold" in ask.body else ""


def _knock(ask: Ask) -> Knock:
    """What whoever asks brings along, a pass if they have one."""
    return Knock(fields.text(ask.body, "pass", WRITTEN) if "pass" in ask.body else "", ask.address)


@routes.view("GET", "/offices/{office}/services/{service}/draws/{day}", who=PUBLIC)
def draw(ask: Ask, office: str, service: str, day: str) -> Answer:
    """A draw: when it opens, what is committed to, and what came of it."""
    there = offices.read(office)
    found = found_draw(there, there.service(service), day)
    return Answer(as_draw(there, found, ask.now), cache="public, max-age=2")


@routes.view("POST", "/offices/{office}/services/{service}/draws/{day}/entries", who=PUBLIC)
def enter(ask: Ask, office: str, service: str, day: str) -> Answer:
    """Enter a draw."""
    there = offices.read(office)
    asked = entry_asked(
        there, found_draw(there, there.service(service), day), ask.body, ask.language, ask.now
    )
    booking = enter_draw(there, asked, ask.who, ask.key, ask.body_hash, ask.now)
    return Answer(as_read(there, booking, ask.now), 201)


@routes.view("GET", "/offices/{office}/services/{service}/draws/{day}/list", who=PUBLIC)
def draw_list(ask: Ask, office: str, service: str, day: str) -> Answer:
    """Everyone in a draw as leaves, and once it is drawn what each got."""
    there = offices.read(office)
    found, part = found_draw(there, there.service(service), day), part_asked(ask.query.get("part", "1"))
    # What is drawn never changes; while entries come there is another list each minute.
    age = 3600 if found.state == "drawn" else 10
    return Answer(as_list(there, found, part, ask.now), cache=f"public, max-age={age}")


@routes.view("POST", "/offices/{office}/waitlist", who=PUBLIC)
def wait(ask: Ask, office: str) -> Answer:
    """Wait for a place, where there is none on the days that suit."""
    there = offices.read(office)
    wish = wish_of(there, ask.body, ask.language, ask.now)
    booking = join(there, wish, ask.who, ask.key, ask.body_hash, ask.now, ask.address)
    return Answer(as_read(there, booking, ask.now), 201)


@routes.view("GET", "/bookings/{code}", who=PUBLIC)
def one(ask: Ask, code: str) -> Answer:
    """A booking."""
    office, booking = found(code)
    return Answer(as_read(office, booking, ask.now))


@routes.view("PATCH", "/bookings/{code}", who=PUBLIC)
def move(ask: Ask, code: str) -> Answer:
    """Move the booking to another slot."""
    office, booking = found(code)
    fields.only(ask.body, "slot", "pass")
    service = office.service(booking.service)
    run = run_asked(office, service, ask.body, ask.now)
    with offering(office, service, booking.party, ask.language, ask.now):
        moved = reschedule(office, booking, run, ask.now, _knock(ask))
    return Answer(as_read(office, moved, ask.now))


@routes.view("POST", "/bookings/{code}/acceptance", who=PUBLIC)
def accept(ask: Ask, code: str) -> Answer:
    """Accept the place that the waitlist offers."""
    office, booking = found(code)
    fields.only(ask.body)
    return Answer(as_read(office, accept_offer(office, booking, ask.now), ask.now))


@routes.view("POST", "/tickets/{code}/rebooking", who=PUBLIC)
def rebook(ask: Ask, code: str) -> Answer:
    """Have a booking instead of a number, where the service was closed today."""
    office, ticket, line = found_ticket(code, surely=True)
    fields.only(ask.body, "slot")
    service = office.service(ticket.service)
    run = run_asked(office, service, ask.body, ask.now) if "slot" in ask.body else None
    return Answer(as_read(office, rebook_ticket(office, ticket, line, run, ask.now), ask.now), 201)


@routes.view("DELETE", "/bookings/{code}", who=PUBLIC)
def cancel(ask: Ask, code: str) -> Answer:
    """Give the place back."""
    office, booking = found(code)
    cancel_booking(office, booking, ask.now)
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


@routes.view("POST", "/offices/{office}/check-ins", who=STAFF)
def check_in_here(ask: Ask, office: str) -> Answer:
    """Staff check in who stands before them, by the code of a booking or of a number from home."""
    there = offices.read(office)
    fields.only(ask.body, "code")
    code = fields.text(ask.body, "code", fields.CODE)
    keys.use(there.home, "check-ins", there.id, ask.key, ask.body_hash, int(ask.now.timestamp()))
    ticket, line = come(there, code, "staff", ask.now)
    return Answer(explain(learnt.pace(there, ask.now.timestamp()), ticket, line, ask.language))
