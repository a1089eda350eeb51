"""Two consumers of one stream in two processes, as an unlucky Lambda has them: batches overlap, come twice, and die."""

import multiprocessing
import random
from collections.abc import Iterator
from typing import Any

import pytest

from chalicelib import codes, stream
from chalicelib.errors import Busy
from chalicelib.queueing.commands import Step
from chalicelib.queueing.ledger import root, verify
from chalicelib.queueing.line import Line
from chalicelib.session import client
from chalicelib.settings import settings
from chalicelib.store import ledger, numbers, parked, table, tickets
from tests.factories import HOME, KEY, an_office_document
from tests.functions.deployed import QUEUES, load_office

from .racing import environment, telling, told_by, unlucky
from .trouble import Crashed

CONSUMERS, MINUTES = 2, 3

CHANCE = 0.006
"""Of each trouble at each request: of a batch with its fifty requests every second or third one comes through."""


def rest_of_the_cloud(url: str, patch: pytest.MonkeyPatch) -> None:
    """What a follower needs beside the tables, on the local AWS: queues, a bucket, the secret; and the office's document."""
    patch.setenv("AWS_ENDPOINT_URL", url)
    table.forget()
    sqs, secret = client("sqs", HOME), client("secretsmanager", HOME)
    for name in QUEUES:
        patch.setenv(f"ANTREAN_{name.upper()}_QUEUE", sqs.create_queue(QueueName=name)["QueueUrl"])
    settings.cache_clear()
    codes.secret.cache_clear()
    if not secret.list_secrets()["SecretList"]:
        secret.create_secret(Name=settings().secret_id, SecretString="secret")
    load_office(an_office_document())


def follow(records: list[dict[str, Any]], chance: float = CHANCE, without: str = "") -> None:
    """Let both consumers follow the records at the same moment, then the clock replay what was parked."""
    context = multiprocessing.get_context("forkserver")
    start, results = context.Barrier(CONSUMERS), context.Queue()
    processes = [
        context.Process(
            target=telling,
            args=(consume, environment(), start, results, f"consumer {n}", records, chance, without),
        )
        for n in range(CONSUMERS)
    ]
    told_by(processes, results)
    ledger.forget()
    for _ in range(MINUTES):
        if parked.parked(HOME, KEY.office):
            stream.handler({"minute": True}, None)


def consume(luck: random.Random, records: list[dict[str, Any]], chance: float, without: str) -> int:
    """One consumer's batches, each again until it came through; how often it died."""
    unlucky(luck, chance, without)
    died = 0
    for batch in _batches(records, luck):
        while True:
            try:
                stream.handler({"Records": batch}, None)
                break
            except (Crashed, Busy):
                died += 1
                # The next process remembers nothing of what this one has seen written.
                ledger.forget()
    return died


def _batches(records: list[dict[str, Any]], luck: random.Random) -> Iterator[list[dict[str, Any]]]:
    at = 0
    while at < len(records):
        size = luck.randrange(3, 13)
        yield records[max(0, at - luck.randrange(3)) : at + size]
        at += size


def faults_of_followers(seen: list[tuple[Line, Step]]) -> list[str]:
    """What is wrong with the ledger, the tickets and the parked records after all of this."""
    entries = ledger.read(HOME, KEY)
    said = [entry["seq"] for entry in entries]
    return [
        *([f"the ledger has {said} of {len(seen)} steps"] if said != list(range(1, len(seen) + 1)) else []),
        *([f"the chain breaks at {at}"] if (at := verify(entries, root(KEY))) else []),
        *[f"parked: {one.why}" for one in parked.parked(HOME, KEY.office)],
        *_of_tickets(seen),
    ]


def _of_tickets(seen: list[tuple[Line, Step]]) -> Iterator[str]:
    final = final_states(seen)
    ids = numbers.tickets_of(HOME, KEY, sorted(final))
    for number, state in final.items():
        ticket = tickets.read(HOME, ids[number]) if number in ids else None
        if ticket is None:
            yield f"{number} has no ticket"
        elif (ticket.number, ticket.state) != (number, state):
            yield f"the ticket of {number} says {ticket.number} is {ticket.state}, the line says {state}"


def final_states(seen: list[tuple[Line, Step]]) -> dict[str, str]:
    """What became of each number, from the last line and, for those who are gone, from the last step about them."""
    states: dict[str, str] = {}
    for _, made in seen:
        ended = {"finish": "served", "withdraw": "withdrawn", "void": "void"}.get(made.kind)
        states |= {one.number: one.state for one in made.moved}
        if made.number and ended and not made.phase:
            states[made.number] = ended
        elif made.kind == "take":
            states[made.number] = "waiting"
    last = seen[-1][0]
    states |= {place.number: "waiting" for places in last.waiting.values() for place in places}
    states |= {cell.number: cell.phase for cell in last.counters.values() if cell.number}
    return states | {n: "held" if one.kind == "held" else "no_show" for n, one in last.aside.items()}
