"""An issue and a call at 1, 8 and 32 clients, through a plain HTTP server on DynamoDB Local, with a bare hello as unit."""

import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from chalicelib.queueing.office import Office
from tests.benchmarks.load import Said, ask, percentiles, together, warm
from tests.benchmarks.on_local import an_open_office, fill, on_dynamodb_local
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
COLUMNS = ("request", "clients", "asked", "twice", "other answers", "CPU-ms", "hello = 1", "p50 / p95 / p99 ms",
           "longest ms", "table requests", "of them writes", "write units")  # fmt: skip


@dataclass(frozen=True)
class Found:
    """What one kind of request was told at one number of clients, timed and, in a run of its own, counted."""

    kind: str
    clients: int
    timed: list[Said]
    counted: list[Said]

    @property
    def cpu(self) -> float:
        """Milliseconds of the server's processes for a request."""
        return 1000 * sum(said.cpu for said in self.timed) / len(self.timed)

    def row(self, unit: float) -> tuple[str, ...]:
        """The row of the table; `unit` is the hello's CPU-ms at as many clients."""
        said = self.timed + self.counted
        spread = " / ".join(f"{1000 * seconds:.0f}" for seconds in percentiles(self.timed))
        return (
            self.kind, str(self.clients), str(len(said)), str(_twice(self.timed) + _twice(self.counted)),
            str(sum(one.status not in (200, 201) for one in said)), f"{self.cpu:.1f}", f"{self.cpu / unit:.0f}",
            spread, f"{1000 * max(one.seconds for one in self.timed):.0f}", *self._asked(),
        )  # fmt: skip

    def _asked(self) -> tuple[str, ...]:
        counts = [map(float, one.asked.split()) for one in self.counted]
        means = tuple(f"{sum(column) / len(counts):.1f}" for column in zip(*counts, strict=True))
        return means or ("", "", "")


def measure() -> list[Table]:
    """CPU, times, requests and units of hello, issue and call."""
    hellos = [_hello(clients) for clients in CLIENTS]
    with on_dynamodb_local():
        found = [one for clients in CLIENTS for one in _ours(clients)]
    units = {one.clients: one.cpu for one in hellos}
    found = [*hellos, *sorted(found, key=lambda one: one.kind, reverse=True)]
    return [
        Table("Speed of an issue and a call", COLUMNS, [one.row(units[one.clients]) for one in found], NOTE)
    ]


def _twice(said: list[Said]) -> int:
    """How many answers of one run, at one office, gave a number that another had got."""
    numbers = [one.body["number"] for one in said if one.status == 201]
    return len(numbers) - len(set(numbers))


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
