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
from tests.factories import HOME, KEY, NINE, a_take, rid

from . import days
from .doors import Message, deliver
from .guards import GUARDS
from .trouble import Crashed, Trouble

CHANCE = 0.03
"""Of each of the four troubles, at each request to a table."""

PATIENCE = 180
"""Seconds in which a process must have ended its day, on a machine that is busy with other things."""

TRIES = 25

Answer = tuple[str, str, str]
"""Whose message, what kind it was, and how it was answered."""

Told = tuple[list[Message], list[Answer]]
"""What a process asked, and how it was answered."""


@dataclass(frozen=True)
class Day:
    """How a race goes: so many pairs of processes, so many wishes each, so many who wait at its begin; `without` names a guard that is taken away."""

    pairs: int = 16
    steps: int = 4
    early: int = 16
    without: str = ""
    chance: float = CHANCE


def race(what: Day) -> Told:
    """Let all processes loose on one line, and return what was asked and answered."""
    for counter in range(what.pairs):
        opening = SetCounter(rid(f"open {counter}"), counter=str(counter), state="open")
        lines.apply(HOME, KEY, opening, NINE - 60)
    early = [Message(f"early {n}", a_take("", NINE - 60 + n), NINE - 60 + n) for n in range(what.early)]
    answers = [answer for message in early for answer in ask_until_answered(message)]
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload([__name__])
    start, results = context.Barrier(2 * what.pairs), context.Queue()
    told = environment()
    processes = []
    for n in range(what.pairs):
        hears, tells = context.Pipe(duplex=False)
        processes += [
            context.Process(target=telling, args=(_asks, told, start, results, f"asks {n}", what, n, tells)),
            context.Process(
                target=telling, args=(_repeats, told, start, results, f"repeats {n}", what, hears)
            ),
        ]
    said = told_by(processes, results)
    messages = early + [message for asked, _ in said for message in asked]
    return messages, answers + [answer for _, heard in said for answer in heard]


def environment() -> dict[str, str]:
    """What a process must be told of this one's settings: it was forked before they were made."""
    return {name: value for name, value in os.environ.items() if name.startswith(("AWS_", "ANTREAN_"))}


def told_by(processes: list[Any], results: Any) -> list[Any]:
    """Start the processes, and return what each of them told; a fault that one told is raised here."""
    for process in processes:
        process.start()
    said = []
    try:
        for _ in processes:
            said.append(results.get(timeout=PATIENCE))
            assert not isinstance(said[-1], str), said[-1]
    finally:
        for process in processes:
            process.terminate()
            process.join()
    return said


def telling(do: Any, told: dict[str, str], start: Any, results: Any, luck: str, *more: Any) -> None:
    """One process, from the moment when all are there; tells what came of it, or its own fault."""
    try:
        os.environ.update(told)
        settings.cache_clear()
        table.forget()
        start.wait(PATIENCE)
        results.put(do(random.Random(luck), *more))
    except BaseException:  # noqa: BLE001 - told to the process that waits for it
        results.put(traceback.format_exc())


def unlucky(luck: random.Random, chance: float, without: str) -> None:
    """Let troubles befall this process's tables, and take a guard away."""
    trouble = Trouble(luck, chance)
    for one in (table.lines(HOME), table.visitors(HOME)):
        trouble.befall(one)
    if without:
        GUARDS[without](pytest.MonkeyPatch())


def _asks(luck: random.Random, what: Day, n: int, told: Any) -> Told:
    unlucky(luck, what.chance, what.without)
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
    told.send(None)
    return asked, answers


def _repeats(luck: random.Random, what: Day, heard: Any) -> Told:
    """The same messages in another process: delayed by some, out of order, and some of them twice."""
    unlucky(luck, what.chance, what.without)
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
