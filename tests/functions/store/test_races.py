"""Promises 1, 2, 4 and 5 under eight processes with crashes and twins, on an engine that is as strict as AWS."""

import multiprocessing
from concurrent.futures import ProcessPoolExecutor

import pytest

from chalicelib.queueing.commands import SetCounter
from chalicelib.store import ledger, lines, requests
from tests.factories import HOME, KEY, NINE, rid
from tests.functions.store import racing

PROCESSES = 8

pytestmark = pytest.mark.engine


def race(writer):
    """Let all processes loose on one line, then say what broke."""
    for counter in range(PROCESSES // 2):
        opening = SetCounter(rid(f"open {counter}"), counter=str(counter), state="open")
        lines.apply(HOME, KEY, opening, NINE)
    with ProcessPoolExecutor(PROCESSES, multiprocessing.get_context("spawn")) as pool:
        days = pool.map(racing.work, range(PROCESSES), [writer] * PROCESSES)
        answers = [answer for day in days for answer in day]
    seen = racing.history()
    return seen, answers, racing.faults(seen, answers)


def test_eight_processes_that_crash_and_repeat_issue_and_call_each_number_once_and_in_order(dynamodb):
    seen, answers, faults = race("if unchanged")

    assert faults == []
    taken = [made for _, made in seen if made.kind == "take"]
    assert len(taken) == PROCESSES // 2 * racing.REQUESTS // 2
    assert len(answers) > len(seen)


def test_hours_later_every_request_is_answered_as_it_was_then(dynamodb):
    seen, answers, _ = race("if unchanged")
    for _, made in seen:
        ledger.append(HOME, KEY, made, "")

    late = [(name, kind, _asked_late(name)) for name, kind, _ in answers]

    assert late == answers
    assert lines.read(HOME, KEY).seq == len(seen)


def _asked_late(name):
    counter, n = name.split()
    line = lines.read(HOME, KEY)
    request = requests.begin(HOME, (name,), "", line, NINE)
    return requests.carry_out(HOME, request, racing.command_of(counter, int(n)), NINE + 86_400, line)[
        1
    ].result


def test_without_the_condition_on_seq_the_race_is_found(dynamodb):
    _, _, faults = race("whatever")

    assert faults
