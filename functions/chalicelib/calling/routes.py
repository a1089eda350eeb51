"""How the pages reach the counters."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from chalicelib.asking import Answer, Ask
from chalicelib.caller import MANAGER, STAFF
from chalicelib.codes import staff
from chalicelib.edge import Routes
from chalicelib.fields import only
from chalicelib.queueing.office import Office
from chalicelib.store import offices

from . import bodies
from .asked import Asked, ByPage
from .call_next import call_next
from .call_this import call_this, number_of
from .correct import correct
from .finish import finish
from .hold import hold
from .no_show import no_show
from .recall import recall
from .resume import resume
from .serve import serve
from .set_counter import set_counter
from .ticket_there import ticket_there
from .transfer import transfer
from .undo import undo
from .void import void

routes = Routes(__name__)

COUNTER = "/offices/{office}/counters/{counter}"

Verb = Callable[[Office, str, Asked, datetime], Mapping[str, Any]]


@routes.view("POST", f"{COUNTER}/calls", who=STAFF)
def post_call(ask: Ask, office: str, counter: str) -> Answer:
    """Call the next ticket to the counter, or the one that is named."""
    at = offices.read(office)
    at.counter(counter)
    if "ticket" not in ask.body:
        only(ask.body, "press")
        asked = _asked(ask, "calls", office, counter, bodies.press(ask.body))
        return Answer(call_next(at, counter, asked, ask.now), 201)
    said, reason = bodies.chosen(ask.body)
    asked = _asked(ask, "calls", office, counter)
    number = said if bodies.NUMBER.fullmatch(said) else number_of(at, said, asked, ask.now)
    return Answer(call_this(at, counter, number, reason, asked, ask.now), 201)


@routes.view("POST", f"{COUNTER}/recalls", who=STAFF)
def post_recall(ask: Ask, office: str, counter: str) -> Answer:
    """Call the counter's ticket again."""
    return _verb(recall, ask, "recalls", office, counter)


@routes.view("POST", f"{COUNTER}/serving", who=STAFF)
def post_serving(ask: Ask, office: str, counter: str) -> Answer:
    """Begin to serve the called visitor."""
    return _verb(serve, ask, "serving", office, counter)


@routes.view("POST", f"{COUNTER}/finish", who=STAFF)
def post_finish(ask: Ask, office: str, counter: str) -> Answer:
    """End the service of the counter's ticket, which goes on to its next station unless this was the last."""
    at, last = offices.read(office), bodies.last(ask.body)
    return Answer(finish(at, counter, last, _asked(ask, "finish", office, counter), ask.now))


@routes.view("POST", f"{COUNTER}/no-show", who=STAFF)
def post_no_show(ask: Ask, office: str, counter: str) -> Answer:
    """Note that the called visitor did not come."""
    return _verb(no_show, ask, "no-show", office, counter)


@routes.view("POST", f"{COUNTER}/hold", who=STAFF)
def post_hold(ask: Ask, office: str, counter: str) -> Answer:
    """Put the counter's ticket aside."""
    return _verb(hold, ask, "hold", office, counter)


@routes.view("POST", f"{COUNTER}/resume", who=STAFF)
def post_resume(ask: Ask, office: str, counter: str) -> Answer:
    """Let a ticket that is on hold, or was missed within the grace, wait again."""
    at, number = offices.read(office), bodies.number(ask.body)
    return Answer(resume(at, counter, number, _asked(ask, "resume", office, counter), ask.now))


@routes.view("POST", f"{COUNTER}/transfer", who=STAFF)
def post_transfer(ask: Ask, office: str, counter: str) -> Answer:
    """Send the counter's ticket to another service, counter or floor."""
    at = offices.read(office)
    where, keep_turn = bodies.where(ask.body, at, counter)
    asked = _asked(ask, "transfer", office, counter)
    return Answer(transfer(at, counter, where, keep_turn, asked, ask.now))


@routes.view("POST", f"{COUNTER}/undo", who=STAFF)
def post_undo(ask: Ask, office: str, counter: str) -> Answer:
    """Take the counter's last step back."""
    return _verb(undo, ask, "undo", office, counter)


@routes.view("POST", f"{COUNTER}/void", who=STAFF)
def post_void(ask: Ask, office: str, counter: str) -> Answer:
    """Declare a number void that waits or is on hold."""
    at, number = offices.read(office), bodies.number(ask.body)
    return Answer(void(at, counter, number, _asked(ask, "void", office, counter), ask.now))


@routes.view("PUT", f"{COUNTER}/state", who=STAFF)
def put_state(ask: Ask, office: str, counter: str) -> Answer:
    """Open, pause or close the counter."""
    at = offices.read(office)
    return Answer(set_counter(at, counter, bodies.wanted(ask.body, at), staff(ask.who), ask.now))


@routes.view("GET", f"{COUNTER}/ticket", who=STAFF)
def get_ticket(ask: Ask, office: str, counter: str) -> Answer:
    """The ticket that the counter has, with what its visitor booked and brings."""
    return Answer(ticket_there(offices.read(office), counter, ask.now, ask.language))


@routes.view("POST", "/offices/{office}/corrections", who=MANAGER)
def post_correction(ask: Ask, office: str) -> Answer:
    """Set right what became of a ticket of a day that has ended."""
    at, (day, number, state) = offices.read(office), bodies.correction(ask.body)
    return Answer(correct(at, day, number, state, _asked(ask, "corrections", office, ""), ask.now))


def _verb(verb: Verb, ask: Ask, name: str, office: str, counter: str) -> Answer:
    only(ask.body)
    at = offices.read(office)
    return Answer(verb(at, counter, _asked(ask, name, office, counter), ask.now))


def _asked(ask: Ask, name: str, office: str, counter: str, press: str = "") -> ByPage:
    return ByPage((name, office, counter, ask.who, ask.key), ask.body_hash, press)
