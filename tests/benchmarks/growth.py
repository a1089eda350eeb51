"""What a step costs with nobody waiting and with a thousand: units, requests, CPU and time of an issue and a call."""

import os
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from statistics import median
from uuid import uuid4

from chalicelib.calling.asked import ByButton
from chalicelib.calling.call_next import call_next
from chalicelib.queueing.commands import Step
from chalicelib.queueing.line import Line, LineKey
from chalicelib.queueing.office import Office
from chalicelib.store import lines, table
from chalicelib.ticketing.take_ticket import take_ticket
from chalicelib.ticketing.wish import Wish
from tests.benchmarks.counting import Listener
from tests.benchmarks.on_local import on_dynamodb_local
from tests.benchmarks.table import Table
from tests.factories import MONDAY, NINE, a_take, after, an_office, opened

WAITING, RUNS = (0, 50, 200, 1000), 15
NOTE = (
    f"One caller in one process, on DynamoDB Local; medians of {RUNS}, each on the same line put there anew: ten open "
    "counters, a full ring, and so many waiting (one for the call at 0). CPU-ms of that process, no HTTP in it; units of the step "
    "with its pending ticket. A kilobyte more is a unit more: that is what AWS charges for."
)
COLUMNS = ("step", "waiting", "table requests", "write units", "CPU-ms", "ms")


@dataclass(frozen=True)
class Cost:
    """What one step cost."""

    requests: int
    units: float
    cpu: float
    seconds: float


def measure() -> list[Table]:
    """Costs by how many wait."""
    with on_dynamodb_local():
        listener = Listener()
        rows = [row for waiting in WAITING for row in _at(waiting, listener)]
    return [Table("Growth with the line", COLUMNS, rows, NOTE)]


def _at(waiting: int, listener: Listener) -> list[tuple[str, ...]]:
    office = an_office(
        id=f"growth-{waiting}", counters=[{"id": str(n), "services": ["umum"]} for n in range(10)]
    )
    found = []
    for name, do, many in (("issue", _issue, waiting), ("call by a button", _call, max(waiting, 1))):
        line = _line(office, many)
        _cost(office, line, do, listener)  # warm
        costs = [_cost(office, line, do, listener) for _ in range(RUNS)]
        found.append((name, str(many), *_medians(costs)))
    return found


def _medians(costs: list[Cost]) -> tuple[str, ...]:
    return (
        f"{median(cost.requests for cost in costs):g}", f"{median(cost.units for cost in costs):g}",
        f"{1000 * median(cost.cpu for cost in costs):.1f}", f"{1000 * median(cost.seconds for cost in costs):.1f}",
    )  # fmt: skip


def _line(office: Office, waiting: int) -> Line:
    """A line with a full ring in which so many wait: those that filled the ring were called."""
    before = after(*[opened(str(n)) for n in range(10)], line=Line(LineKey(office.id, MONDAY)))
    takes = [a_take(n, NINE - 4000 + 4 * n, ticket=f"{n:016d}") for n in range(max(waiting, 70))]
    line = after(*takes, line=before)
    places = line.places("A.w")
    return line.with_list("A.w", places[len(places) - waiting :])


def _cost(office: Office, line: Line, do: Callable[[Office], object], listener: Listener) -> Cost:
    table.lines(office.home).put(lines.encode(line, Step(line.seq, "take", "0" * 16, NINE)))
    listener.since()
    begun, cpu = time.monotonic(), time.process_time()
    do(office)
    took, used = time.monotonic() - begun, time.process_time() - cpu
    asked = listener.since()
    return Cost(sum(asked.requests.values()), asked.write_units, used, took)


def _issue(office: Office) -> object:
    now = datetime.fromtimestamp(NINE, UTC)
    return take_ticket(
        office, Wish(office.service("umum"), "", str(uuid4()), "body", NINE, present=True), now
    )


def _call(office: Office) -> object:
    press = ByButton("button-growth-1", int.from_bytes(os.urandom(6)))
    return call_next(office, "1", press, datetime.fromtimestamp(NINE, UTC) + timedelta(seconds=5))
