"""How visitors reach tickets."""

from chalicelib import fields
from chalicelib.asking import Answer, Ask
from chalicelib.caller import PUBLIC
from chalicelib.edge import Routes
from chalicelib.errors import UnknownTicket
from chalicelib.issuing.check_in import check_in_ticket
from chalicelib.issuing.erase_visitor import erase_ticket
from chalicelib.issuing.explain import explain
from chalicelib.issuing.found import found
from chalicelib.issuing.presence import proof_of, prove
from chalicelib.queueing.line import Line
from chalicelib.queueing.office import Office
from chalicelib.queueing.order import find, is_absent
from chalicelib.store import keys, learnt, offices, tickets
from chalicelib.store.tickets import Ticket

from . import take_ticket as taking
from . import withdraw as withdrawing
from .wish import Wish, wanted

routes = Routes(__name__)


@routes.view("POST", "/offices/{office}/tickets", who=PUBLIC)
def take(ask: Ask, office: str) -> Answer:
    """Take a number from home: it is called once its visitor has come. Who is there takes it at a kiosk."""
    there = offices.read(office)
    fields.only(ask.body, "service", "priority", "phone", "language")
    wish = Wish(
        **wanted(there, ask.body, ask.language), caller=ask.who, key=ask.key, body=ask.body_hash,
        taken=int(ask.now.timestamp()), by="visitor",
    )  # fmt: skip
    ticket, line = taking.take_ticket(there, wish, ask.now)
    return _answer(ask, there, ticket, line, 201)


@routes.view("GET", "/tickets/{code}", who=PUBLIC)
def one(ask: Ask, code: str) -> Answer:
    """A ticket and its place in the line."""
    return _answer(ask, *found(code))


@routes.view("DELETE", "/tickets/{code}", who=PUBLIC)
def withdraw(ask: Ask, code: str) -> Answer:
    """Leave the line."""
    withdrawing.withdraw(code, ask.now)
    return Answer(status=204)


@routes.view("DELETE", "/tickets/{code}/visitor", who=PUBLIC)
def erase(ask: Ask, code: str) -> Answer:
    """Delete what the visitor told of themselves; the place in the line stays."""
    known = tickets.by_code(code)
    if known is None:
        raise UnknownTicket
    erase_ticket(*known, ask.now)
    return Answer(status=204)


@routes.view("POST", "/tickets/{code}/check-in", who=PUBLIC)
def check_in(ask: Ask, code: str) -> Answer:
    """The visitor who took the number from home has come."""
    office, ticket, line = found(code)
    proof = proof_of(ask.body)
    keys.use(office.home, "check-in", ticket.id, ask.key, ask.body_hash, int(ask.now.timestamp()))
    waits = find(line, ticket.number)
    if waits and is_absent(waits[0]):
        prove(office, proof, ticket.id, ask.now)
    return _answer(ask, office, *check_in_ticket(office, ticket, line, "visitor", ask.now))


def _answer(ask: Ask, office: Office, ticket: Ticket, line: Line, status: int = 200) -> Answer:
    pace = learnt.pace(office, ask.now.timestamp())
    return Answer(explain(pace, ticket, line, ask.language), status)
