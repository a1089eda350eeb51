"""Many processes at one line at the same moment: half of them ask, half repeat what the others asked, late and out of order."""

import multiprocessing
import os
import random
import traceback
from dataclasses import dataclass
from typing import Any

import pytest

from chalicelib.errors import Busy, Refusal
from chalicelib.queueing.commands import SetCounter
from chalicelib.settings import settings
from chalicelib.store import lines, table
from tests.factories import HOME, KEY, NINE, rid

from . import days
from .doors import Message, deliver
from .guards import GUARDS
from .trouble import Crashed, Trouble

CHANCE = 0.03
"""Of each of the four troubles, at each request to a table."""

PATIENCE = 180
"""Seconds in which a process must have ended its day, on a machine that is busy with other things."""

TRIES = 25
ENVIRONMENT = ("AWS_", "ANTREAN_")

Answer = tuple[str, str, str]
"""Whose message, what kind it was, and how it was answered."""


@dataclass(frozen=True)
class Day:
    """How a race goes: so many pairs of processes, so many wishes each; `without` names a guard that is taken away."""

    pairs: int = 16
    steps: int = 8
    without: str = ""
    chance: float = CHANCE


def race(what: Day) -> tuple[list[Message], list[Answer]]:
    """Let all processes loose on one line, and return what was asked and answered."""
    for counter in range(what.pairs):
        opening = SetCounter(rid(f"open {counter}"), counter=str(counter), state="open")
        lines.apply(HOME, KEY, opening, NINE - 60)
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload([__name__])
    start, results = context.Barrier(2 * what.pairs), context.Queue()
    environment = {name: value for name, value in os.environ.items() if name.startswith(ENVIRONMENT)}
    processes = []
    for n in range(what.pairs):
        heard, told = context.Pipe(duplex=False)
        processes += [
            context.Process(target=work, args=(_asks, environment, start, results, what, n, told)),
            context.Process(target=work, args=(_repeats, environment, start, results, what, n, heard)),
        ]
    for process in processes:
        process.start()
    try:
        said = [results.get(timeout=PATIENCE) for _ in processes]
    finally:
        for process in processes:
            process.terminate()
            process.join()
    assert not [one for one in said if isinstance(one, str)], said
    messages = [message for asked, _ in said for message in asked]
    return messages, [answer for _, answers in said for answer in answers]


def work(
    do: Any, environment: dict[str, str], start: Any, results: Any, what: Day, n: int, pipe: Any
) -> None:
    """One process's day, from the moment when all are there; tells what it asked and heard, or its own fault."""
    try:
        os.environ.update(environment)
        settings.cache_clear()
        table.forget()
        luck = random.Random(f"{do.__name__} {n}")
        trouble = Trouble(luck, what.chance)
        for one in (table.lines(HOME), table.visitors(HOME)):
            trouble.befall(one)
        if what.without:
            GUARDS[what.without](pytest.MonkeyPatch())
        start.wait(PATIENCE)
        results.put(do(what, n, pipe, luck))
    except BaseException:  # noqa: BLE001 - told to the process that waits for it
        results.put(traceback.format_exc())
    finally:
        if do is _asks:
            pipe.send(None)


def _asks(what: Day, n: int, told: Any, luck: random.Random) -> tuple[list[Message], list[Answer]]:
    asked, answers = [], []
    for turn in range(what.steps):
        try:
            message = days.wish(str(n), turn, luck)
        except (Crashed, Busy):
            continue
        if message is not None:
            told.send(message)
            asked.append(message)
            answers += ask_until_answered(message)
    return asked, answers


def _repeats(what: Day, n: int, heard: Any, luck: random.Random) -> tuple[list[Message], list[Answer]]:
    """The same messages in another process: delayed by some, out of order, and some of them twice."""
    waiting: list[Message] = []
    answers: list[Answer] = []
    while (message := heard.recv()) is not None:
        waiting += [message] * luck.choice([1, 1, 2])
        luck.shuffle(waiting)
        while len(waiting) > 4:
            answers += ask_until_answered(waiting.pop())
    for message in waiting:
        answers += ask_until_answered(message)
    return [], answers


def ask_until_answered(message: Message, tries: int = TRIES) -> list[Answer]:
    """The answer, in a list; none when it was refused, or when nobody would answer it now."""
    for _ in range(tries):
        try:
            return [(message.name, type(message.command).__name__, deliver(message))]
        except (Crashed, Busy):
            continue
        except Refusal:
            return []
    return []
