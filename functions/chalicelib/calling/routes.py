"""How the pages reach the counters."""

import re
from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from chalicelib.asking import Answer, Ask
from chalicelib.caller import STAFF
from chalicelib.edge import Routes
from chalicelib.fields import only, text, whole, wrong
from chalicelib.queueing.office import Office
from chalicelib.store import offices

from .asked import Asked, ByPage
from .call_next import call_next
from .finish import finish
from .no_show import no_show
from .recall import recall
from .serve import serve
from .set_counter import set_counter

routes = Routes(__name__)

COUNTER = "/offices/{office}/counters/{counter}"
STATES = ("open", "paused", "closed")
PRESS, PRESS_MAX = re.compile(r"[A-Za-z0-9._:-]{1,80}"), 2**53 - 1

Verb = Callable[[Office, str, Asked, datetime], Mapping[str, Any]]


@routes.view("POST", f"{COUNTER}/calls", who=STAFF)
def post_call(ask: Ask, office: str, counter: str) -> Answer:
    """Call the next ticket to the counter."""
    only(ask.body, "press")
    at = offices.read(office)
    return Answer(call_next(at, counter, _asked(ask, "calls", office, counter, _press(ask)), ask.now), 201)


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
    """End the service of the counter's ticket."""
    return _verb(finish, ask, "finish", office, counter)


@routes.view("POST", f"{COUNTER}/no-show", who=STAFF)
def post_no_show(ask: Ask, office: str, counter: str) -> Answer:
    """Note that the called visitor did not come."""
    return _verb(no_show, ask, "no-show", office, counter)


@routes.view("PUT", f"{COUNTER}/state", who=STAFF)
def put_state(ask: Ask, office: str, counter: str) -> Answer:
    """Open, pause or close the counter."""
    only(ask.body, "state", "services")
    at, state = offices.read(office), ask.body.get("state")
    if not isinstance(state, str) or state not in STATES:
        raise wrong(
            "state", "Pilih salah satu: open, paused, closed.", "Choose one of: open, paused, closed."
        )
    return Answer(set_counter(at, counter, state, _services(ask, at), ask.now))


def _verb(verb: Verb, ask: Ask, name: str, office: str, counter: str) -> Answer:
    only(ask.body)
    at = offices.read(office)
    return Answer(verb(at, counter, _asked(ask, name, office, counter), ask.now))


def _asked(ask: Ask, name: str, office: str, counter: str, press: str = "") -> ByPage:
    return ByPage((name, office, counter, ask.who, ask.key), ask.body_hash, press)


def _press(ask: Ask) -> str:
    if "press" not in ask.body:
        return ""
    if isinstance(ask.body["press"], str):
        # What a button's push is called says what to do; it is no name of one push, so only the key knows this one.
        return "" if ask.body["press"] == "single" else text(ask.body, "press", PRESS)
    return str(whole(ask.body, "press", 0, PRESS_MAX))


def _services(ask: Ask, office: Office) -> tuple[str, ...]:
    """The services named, in the office's order; all of them must be the office's."""
    if "services" not in ask.body:
        return ()
    named, known = ask.body["services"], [service.id for service in office.services]
    if not isinstance(named, list) or not named or any(one not in known for one in named):
        raise wrong("services", "Sebutkan layanan kantor ini.", "Name services of this office.")
    return tuple(one for one in known if one in named)
