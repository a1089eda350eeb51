"""How the outside reaches offices."""

from chalicelib.asking import Answer, Ask
from chalicelib.caller import MANAGER, PUBLIC
from chalicelib.edge import Routes
from chalicelib.store import lines
from chalicelib.store import offices as store
from chalicelib.store.running import running

from . import as_read
from .close_office import close_office, closure_asked
from .coming_closures import as_told, coming_closures
from .concerns import concerns, progress, span_asked
from .read_board import read_board
from .reopen_office import reopen_office

routes = Routes(__name__)


@routes.view("GET", "/offices", who=PUBLIC)
def every(ask: Ask) -> Answer:
    """All offices, in their order."""
    listed = [as_read.summary(item, ask.language) for item in store.every()]
    return Answer({"offices": listed}, cache="public, max-age=60")


@routes.view("GET", "/offices/{office}", who=PUBLIC)
def one(ask: Ask, office: str) -> Answer:
    """One office, with its counters as they are now."""
    there = store.read(office)
    line = lines.read(there.home, running(there, ask.now), consistent=False)
    return Answer(as_read.whole(there, line, ask.now, ask.language), cache="public, max-age=10")


@routes.view("GET", "/offices/{office}/board", who=PUBLIC)
def board(ask: Ask, office: str) -> Answer:
    """The office's board."""
    return Answer(read_board(store.read(office), ask.now), cache="public, max-age=1")


@routes.view("GET", "/offices/{office}/closures", who=PUBLIC)
def closures(ask: Ask, office: str) -> Answer:
    """The coming days on which a manager closes the office or a service."""
    there = store.read(office)
    listed = coming_closures(there, ask.now, ask.language)
    return Answer({"closures": listed}, cache="public, max-age=10")


@routes.view("POST", "/offices/{office}/closures", who=MANAGER)
def close(ask: Ask, office: str) -> Answer:
    """Close the office or a service, at once or later."""
    there = store.read(office)
    wanted = closure_asked(there, ask.body, ask.now)
    declared = close_office(there, wanted, ask.who, ask.key, ask.body_hash, ask.now)
    return Answer(as_told(declared, ask.language), 201)


@routes.view("GET", "/offices/{office}/concerned", who=MANAGER)
def concerned(ask: Ask, office: str) -> Answer:
    """How many a closure would concern."""
    there = store.read(office)
    return Answer(concerns(there, span_asked(there, ask.query, ask.now), ask.now))


@routes.view("GET", "/offices/{office}/closures/{closure}", who=MANAGER)
def closure(ask: Ask, office: str, closure: str) -> Answer:
    """A closure, and how far it has come with those whom it concerns."""
    return Answer(progress(store.read(office), closure, ask.language))


@routes.view("DELETE", "/offices/{office}/closures/{closure}", who=MANAGER)
def reopen(ask: Ask, office: str, closure: str) -> Answer:
    """Take a closure back."""
    reopen_office(store.read(office), closure, ask.now)
    return Answer(status=204)
