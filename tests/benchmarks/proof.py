"""Tens of thousands of tickets over a hundred lines, from several processes at once: what came twice, was lost or moved.

Each process takes and calls in every line, so all of them race in each; one request in twenty is sent again and must be
answered the same. Its size is BENCH_TICKETS, its longest time BENCH_SECONDS.
"""

import multiprocessing
import os
import random
import time
from collections import defaultdict
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, replace
from functools import partial
from itertools import pairwise

from chalicelib.errors import NobodyWaiting
from chalicelib.queueing.commands import CallNext, Command, Take
from chalicelib.queueing.line import Line, LineKey
from chalicelib.queueing.step import called
from chalicelib.store import lines
from tests.benchmarks.on_local import on_dynamodb_local
from tests.benchmarks.progress import Progress
from tests.benchmarks.table import Table
from tests.factories import HOME, MONDAY, NINE, opened, rid

LINES, PROCESSES = 100, 4
TICKETS = int(os.environ.get("BENCH_TICKETS", "100000"))
LONGEST = int(os.environ.get("BENCH_SECONDS", "1800"))
NOTE = (
    f"{LINES} lines on DynamoDB Local, {PROCESSES} processes that race in each of them: all tickets are issued, then "
    "all are called. Order: who is called is the one with the smallest turn, of those the first that came to the line. "
    "A run that would take longer than {minutes} minutes stops, and says how far it came."
)


@dataclass(frozen=True)
class Did:
    """One step of a line, as its asker was told."""

    line: str
    seq: int
    number: str
    turn: int = 0
    call: int = 0


def measure() -> list[Table]:
    """The counts, which but for the first rows should be none."""
    until, begun = time.time() + LONGEST, time.monotonic()
    each = TICKETS // LINES // PROCESSES
    with on_dynamodb_local():
        for n in range(LINES):
            for place in range(PROCESSES):
                lines.apply(HOME, _key(n), opened(str(place)), NINE)
        with Progress(2 * each * LINES * PROCESSES) as progress:
            issued = _everywhere(progress, partial(_issue, each, (time.time() + until) / 2))
            calls = _everywhere(progress, partial(_call, each, until))
        left = [lines.read(HOME, _key(n)) for n in range(LINES)]
    minutes = (time.monotonic() - begun) / 60
    rows = [
        ("tickets issued", str(len(issued))),
        ("tickets called", str(sum(bool(one.number) for one in calls))),
        *_faults(issued, calls, left),
    ]
    note = NOTE.format(minutes=LONGEST // 60) + f" This one took {minutes:.1f} minutes."
    return [Table("A hundred lines at once", ("what", "count"), rows, note)]


def _key(n: int) -> LineKey:
    return LineKey(f"proof-{n}", MONDAY)


def _everywhere(progress: Progress, do: "partial[list[Did]]") -> list[Did]:
    """What the steps of all processes did."""
    spawn = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(PROCESSES, spawn, progress.share, (progress.done,)) as pool:
        return [one for found in pool.map(do, range(PROCESSES)) for one in found]


def _issue(each: int, until: float, place: int) -> list[Did]:
    """One process takes its share of numbers in each line, round by round."""
    found: list[Did] = []
    seen: dict[int, Line] = {}
    for turn in range(each):
        for n in range(LINES):
            take = Take(rid(f"{n} {place} {turn}"), "proof", turn=NINE + turn, ticket=f"{place}-{turn:011d}")
            line, seq, number = _done(n, take, NINE + turn, seen.get(n))
            seen[n] = line
            found.append(Did(_key(n).office, seq, number, NINE + turn))
            Progress.one()
        if time.time() > until:
            break
    return found


def _call(each: int, until: float, place: int) -> list[Did]:
    """One process calls at its counter of each line until nobody waits there."""
    found: list[Did] = []
    seen: dict[int, Line] = {}
    open_, press = set(range(LINES)), 0
    while open_ and time.time() < until:
        press += 1
        for n in sorted(open_):
            at = NINE + 20_000 + 3 * press
            call = CallNext(rid(f"call {n} {place} {press}"), "proof", counter=str(place), letters=("A",))
            try:
                line, seq, result = _done(n, call, at, seen.get(n))
            except NobodyWaiting:
                open_.remove(n)
                continue
            seen[n] = line
            if ":" in result:
                number, of = called(result)
                found.append(Did(_key(n).office, seq, number, call=of))
                Progress.one()
            else:
                found.append(Did(_key(n).office, seq, ""))
                open_.remove(n)
    return found


def _done(n: int, command: Command, now: int, seen: Line | None) -> tuple[Line, int, str]:
    """The line, seq and result of a command; one in twenty is sent again, and its answer must be the same."""
    line, made = lines.apply(HOME, _key(n), command, now, seen)
    if random.random() < 0.05:
        again = lines.apply(HOME, _key(n), replace(command), now)[1]
        if not again.replayed or again.result != made.result:
            raise AssertionError(f"{command} was answered {made.result} and then {again.result}")
    return line, made.seq, made.result


def _faults(issued: list[Did], did: list[Did], left: list[Line]) -> list[tuple[str, str]]:
    """What may not be, counted."""
    calls = [one for one in did if one.number]
    waiting = sum(len(places) for line in left for places in line.waiting.values())
    seqs: dict[str, list[int]] = defaultdict(list)
    for one in (*issued, *did):
        seqs[one.line].append(one.seq)
    # The first steps of each line opened its counters.
    wrong = sum(sorted(seqs[line.key.office]) != list(range(PROCESSES + 1, line.seq + 1)) for line in left)
    return [
        ("numbers issued twice", str(_twice(issued))),
        ("tickets called twice", str(_twice(calls))),
        ("tickets lost", str(len(issued) - len(calls) - waiting)),
        ("called before one with an earlier place", str(_moved(issued, calls))),
        ("lines in which a seq is missing or was given twice", str(wrong)),
    ]


def _twice(did: list[Did]) -> int:
    return len(did) - len({(one.line, one.number) for one in did})


def _moved(issued: list[Did], calls: list[Did]) -> int:
    """How often one was called before somebody of an earlier turn, or of the same turn who came to the line before."""
    places = {(one.line, one.number): (one.turn, one.seq) for one in issued}
    in_order = sorted(calls, key=lambda one: (one.line, one.call))
    order = [(one.line, places[one.line, one.number]) for one in in_order]
    return sum(a[0] == b[0] and a[1] > b[1] for a, b in pairwise(order))
