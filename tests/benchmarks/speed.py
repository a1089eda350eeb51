"""An issue and a call at 1, 8 and 32 clients, through a plain HTTP server on DynamoDB Local, with a bare hello as unit."""

import threading
from collections.abc import Callable, Iterator

from chalicelib.queueing.office import Office
from tests.benchmarks.found import COLUMNS, Found
from tests.benchmarks.load import Said, ask, together, warm
from tests.benchmarks.on_local import an_open_office, fill, on_dynamodb_local
from tests.benchmarks.peers import beside_the_peers
from tests.benchmarks.server import COUNTED
from tests.benchmarks.serving import serving
from tests.benchmarks.table import Table
from tests.functions.api import token

CLIENTS = (1, 8, 32)
HELLOS, ISSUES, CALLS = {1: 400, 8: 100, 32: 25}, {1: 200, 8: 50, 32: 20}, {1: 100, 8: 25, 32: 8}
"""How often each client asks, by how many there are."""

NOTE = (
    "gunicorn with as many processes as clients, as Lambda would have, on two cores that clients and DynamoDB Local "
    "share; so CPU-ms, what the server's own process took for a request with all of HTTP in it, is the figure to "
    "compare. Issue: POST ticket, clients in turn without pause. Call: POST calls by the staff page; all counters of "
    "one office press at the same moment, again and again. Requests and units are of a second, counted run; units "
    "grow with the line, which here begins with as many waiting as will be called. Twice: numbers given to two."
)


def measure() -> list[Table]:
    """CPU, times, requests and units of hello, issue and call."""
    hellos = [_hello(clients) for clients in CLIENTS]
    with on_dynamodb_local():
        found = [one for clients in CLIENTS for one in _ours(clients)]
    units = {one.clients: one.cpu for one in hellos}
    found.sort(key=lambda one: one.kind, reverse=True)
    rows = [one.row(units[one.clients]) for one in (*hellos, *found)]
    return [Table("Speed of an issue and a call", COLUMNS, rows, NOTE), beside_the_peers(hellos, found)]


def _hello(clients: int) -> Found:
    with serving("hello", clients) as port:
        warm(port, clients, lambda: ask(port, "GET", "/"))
        timed = together(clients, lambda _: (ask(port, "GET", "/") for _ in range(HELLOS[clients])))
    return Found("hello", clients, timed, [])


def _ours(clients: int) -> Iterator[Found]:
    """Issues and calls, each timed and then counted."""
    issued: list[list[Said]] = []
    called: list[list[Said]] = []
    for counted in ("", "yes"):
        name = f"speed-{clients}{counted and '-counted'}"
        warming, lobby, counters = (
            an_open_office(f"{name}-{kind}", clients) for kind in ("warm", "issue", "call")
        )
        fill(counters, clients * CALLS[clients])
        with serving("api", clients, **{COUNTED: counted}) as port:
            warm(port, clients, _issuing(port, warming))
            issue = _issuing(port, lobby)
            issued.append(together(clients, lambda _, issue=issue: (issue() for _ in range(ISSUES[clients]))))
            called.append(_call(port, counters, clients))
    yield Found("issue", clients, *issued)
    yield Found("call", clients, *called)


def _issuing(port: int, office: Office) -> Callable[[], Said]:
    return lambda: ask(port, "POST", f"/offices/{office.id}/tickets", {"service": "umum"})


def _call(port: int, office: Office, clients: int) -> list[Said]:
    """All counters press at once, and finish before they press again: nothing else is between two calls."""
    staff, gate = token([f"{office.id}:staff"]), threading.Barrier(clients)

    def press(place: int) -> Iterator[Said]:
        counter = f"/offices/{office.id}/counters/{place + 1}"
        for _ in range(CALLS[clients]):
            gate.wait()
            yield ask(port, "POST", f"{counter}/calls", {}, staff)
            gate.wait()
            ask(port, "POST", f"{counter}/finish", {}, staff)

    return together(clients, press)
