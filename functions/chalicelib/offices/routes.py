"""How the outside reaches offices."""

from chalicelib.asking import Answer, Ask
from chalicelib.caller import PUBLIC
from chalicelib.edge import Routes
from chalicelib.store import lines
from chalicelib.store import offices as store
from chalicelib.store.running import running

from . import as_read
from .read_board import read_board

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
