"""A rush at opening through the real use cases, on DynamoDB Local: the sold-out gate, the waiting room, and the draw.

Several processes, as Lambda would have them, serve the same crowd in each of the three ways. The crowd's clock is
simulated; what the table is asked, and who wins a race, is not. Its size is BENCH_VISITORS.
"""

import multiprocessing
import os
import tempfile
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any

from chalicelib.drawing.hold_draws import hold_draws
from chalicelib.homes import SomeFailed
from chalicelib.queueing.office import Office
from chalicelib.session import client
from chalicelib.settings import settings
from chalicelib.store import bookings, table
from chalicelib.store.slot_item import pk_of
from tests.benchmarks.counting import Asked
from tests.benchmarks.crowd import crowd
from tests.benchmarks.on_local import on_dynamodb_local
from tests.benchmarks.progress import Progress
from tests.benchmarks.rush_doors import (
    OPENS,
    SERVICE,
    Outcome,
    begin,
    by_draw,
    by_gate,
    by_room,
    capacity,
    the_office,
    the_slots,
)
from tests.benchmarks.table import Table
from tests.engines import ministack
from tests.factories import HOME

TRIES = 5
"""Minutes in which the clock may draw a draw that met a busy table."""

PEOPLE = int(os.environ.get("BENCH_VISITORS", "20000"))
BOTS, CONNECTIONS, PROCESSES = 20, 50, 4
COLUMNS = (
    "way", "asked for a place", "booked", "oversold", "write units a booking", "table requests a refusal",
    "of them writes", "all gone after", "first second's share", "chi² by arrival (p 0.001: 27.9)", "people placed",
    "bots placed",
)  # fmt: skip
NOTE = (
    f"{PEOPLE:,} people for {{places}} places of one day, arriving after the opening with mean 15 s, half of whom want the "
    f"same 3 of 20 slots first, each then up to 3 others; and {BOTS} bots with {CONNECTIONS} connections each that all come "
    f"in the first 0.2 s with one identity and one address each. {PROCESSES} processes at once. By the gate everybody asks for every slot "
    "liked, whatever the list says. Bots placed: how many of the bots got a place, beside the same share of the people. "
    "The chi² is that of the places over ten equal groups by arrival: beyond 27.9 who came first had an advantage."
)
MODELLED = Table(
    "The same rush, modelled for 100,000",
    (
        "design",
        "all 1,000 places gone after",
        "write units a booking",
        "throttled calls",
        "p99 ms of bookings",
    ),
    [
        ("a transaction over slot and booking", "54 s", "71", "4,600,000", "18,302"),
        ("one conditional write", "5.7 s", "183", "2,700,000", "4,314"),
        ("the same, sharded by 8", "5.7 s", "325", "4,900,000", "4,855"),
        ("the same behind the sold-out gate of 1 s", "4.6 s", "13", "69,000", "3,870"),
        ("gate and waiting room of 300 a second: what Antrean does", "8.3 s", "2.7", "0", "15"),
    ],
    "By discrete events, 2026-11, nothing of it ran on real AWS: 100,000 people with mean 15 s, 20 slots of 50 places, half "
    "want the same 3 slots, then up to 3 others; 4 partitions of 1,000 write units a second. None of these oversells.",
)


@dataclass
class Way:
    """What came of one way, and what it asked of the table for those placed, for refusals, and else."""

    outcomes: list[Outcome] = field(default_factory=list)
    placed: Asked = field(default_factory=Asked)
    refused: Asked = field(default_factory=Asked)
    other: Asked = field(default_factory=Asked)
    oversold: int = 0


def measure() -> list[Table]:
    """The three ways with one crowd."""
    rows = [_row(name, way) for name, way in ways(PEOPLE, BOTS)]
    places = str(capacity() * len(the_slots(the_office("gate"))))
    return [Table("A rush at opening", COLUMNS, rows, NOTE.format(places=places)), MODELLED]


def ways(people: int, bots: int) -> list[tuple[str, Way]]:
    """What came of each way to give the places to one crowd."""
    found, size = [], people + bots * CONNECTIONS
    with _cloud(), Progress(3 * size) as progress:
        for name, do in (("sold-out gate", _gate), ("waiting room", _room), ("draw", _draw)):
            way = do(progress, people, bots)
            way.oversold = _oversold(name)
            found.append((name, way))
    return found


@contextmanager
def _cloud() -> Iterator[None]:
    """The strict engine for tables; the local AWS for the bucket and the secrets."""
    with on_dynamodb_local(), tempfile.TemporaryDirectory() as folder, ministack.running(Path(folder)) as url:
        os.environ |= {"AWS_ENDPOINT_URL": url, "ANTREAN_RATE_LIMITS": "on"}
        settings.cache_clear()
        table.forget()
        where: Any = {"LocationConstraint": HOME}
        client("s3", HOME).create_bucket(
            Bucket=settings().boards_bucket(HOME), CreateBucketConfiguration=where
        )
        for name in (settings().secret_id, settings().draws_secret_id):
            client("secretsmanager", HOME).create_secret(Name=name, SecretString="bench")
        yield


def _gate(progress: Progress, people: int, bots: int) -> Way:
    return _served(progress, by_gate, the_office("gate"), people, bots)


def _room(progress: Progress, people: int, bots: int) -> Way:
    return _served(progress, by_room, the_office("room"), people, bots)


def _draw(progress: Progress, people: int, bots: int) -> Way:
    """Everybody enters, then the draw is held; the stream's part, to confirm, is not counted."""
    office = the_office("draw")
    hold_draws(office, OPENS - timedelta(hours=12))
    way = _served(progress, by_draw, office, people, bots)
    closed = _held(office, OPENS + timedelta(minutes=12))
    entered = {one.booking: one for one in way.outcomes if one.booking}
    for placed in _placed(office):
        entered[placed].booked = True
    for one in entered.values():
        one.at = (closed - OPENS).total_seconds()
    return way


def _held(office: Office, at: datetime) -> datetime:
    """When the draw was drawn: the clock holds it each minute, and one of those may meet a busy table."""
    for minute in range(TRIES):
        with suppress(SomeFailed):
            hold_draws(office, at + timedelta(minutes=minute))
            return at + timedelta(minutes=minute)
    raise RuntimeError(f"not drawn within {TRIES} minutes")


def _served(progress: Progress, by: Any, office: Office, people: int, bots: int) -> Way:
    """The crowd in shares to all processes, each in the order of arrival."""
    everybody = crowd(people, bots, CONNECTIONS, the_slots(office))
    shares = [everybody[n::PROCESSES] for n in range(PROCESSES)]
    spawn, way = multiprocessing.get_context("spawn"), Way()
    with ProcessPoolExecutor(PROCESSES, spawn, begin, (progress.done,)) as pool:
        for outcomes, costs in pool.map(partial(by, office.id), shares):
            way.outcomes += outcomes
            for asked, more in zip((way.placed, way.refused, way.other), costs, strict=True):
                asked.requests += more.requests
                asked.write_units += more.write_units
    return way


def _row(name: str, way: Way) -> tuple[str, ...]:
    asked, booked = way.outcomes, [one for one in way.outcomes if one.booked]
    refused = max(1, sum(one.refusals for one in asked))
    units = way.placed.write_units + way.refused.write_units + way.other.write_units
    people, bots = {one.who for one in asked if not one.bot}, {one.who for one in asked if one.bot}
    won = {one.who for one in booked}
    first = sum(one.came < 1 for one in booked)
    return (
        name, f"{len(asked):,}", str(len(booked)), str(way.oversold), f"{units / max(1, len(booked)):.1f}",
        f"{sum(way.refused.requests.values()) / refused:.2f}", f"{way.refused.writes / refused:.3f}",
        f"{max((one.at for one in booked), default=0):.0f} s", f"{100 * first / max(1, len(booked)):.0f} %",
        f"{chi_squared([one for one in asked if not one.bot]):.0f}",
        f"{100 * len(won & people) / len(people):.1f} %", f"{len(won & bots)} of {len(bots)}",
    )  # fmt: skip


def chi_squared(outcomes: list[Outcome], groups: int = 10) -> float:
    """How far the places over groups by arrival are from equal shares; with 9 degrees of freedom, 27.9 is p = 0.001."""
    ordered = sorted(outcomes, key=lambda one: one.came)
    size = len(ordered) / groups
    won = Counter(int(n / size) for n, one in enumerate(ordered) if one.booked)
    expected = sum(won.values()) / groups
    return sum((won[n] - expected) ** 2 / expected for n in range(groups)) if expected else 0.0


def _placed(office: Office) -> set[str]:
    """The ids of all bookings that have a place."""
    items = [table.lines(HOME).get(pk_of(office.id, SERVICE, slot), "slot") for slot in the_slots(office)]
    return {own for item in items if item for own in item.get("who", ())}


def _oversold(name: str) -> int:
    """Places given beyond the plan, or to a booking that is not there, by the slots themselves."""
    office, over = the_office({"sold-out gate": "gate", "waiting room": "room"}.get(name, name)), 0
    most = capacity()
    for slot in the_slots(office):
        item = table.lines(HOME).get(pk_of(office.id, SERVICE, slot), "slot")
        known = [bookings.read(HOME, own) for own in (item or {}).get("who", ())]
        over += max(0, sum(one.party if one else most for one in known) - most)
    return over
