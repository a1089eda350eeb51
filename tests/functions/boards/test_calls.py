"""Who watches a ticket is told of whatever its service's counters do, and of nobody who joins behind."""

import json
import random
from collections import Counter
from dataclasses import replace

import pytest

from chalicelib.boards.publish import JOINING, moved
from chalicelib.errors import Refusal
from chalicelib.queueing.board import service_calls, stamp
from chalicelib.queueing.commands import EndDay
from chalicelib.queueing.step import step
from schemas import topics
from tests.contracts import check_message
from tests.factories import NINE, after, an_office, moment, opened, rid
from tests.promises import days

OFFICE = an_office()
STEPS = 800


@pytest.mark.parametrize("seed", range(12))
def test_whatever_a_step_changes_for_who_watches_a_ticket_is_told(seed, monkeypatch):
    told: Counter[str] = Counter()
    for before, line, made in lived(random.Random(seed), monkeypatch):
        letters = moved(line, made, OFFICE)
        for service in OFFICE.services:
            was, now = service_calls(before, service), service_calls(line, service)
            if made.kind not in JOINING and was | {"seq": 0} != now | {"seq": 0}:
                assert service.letter in letters, made
                told[made.kind] += 1
            envelope = {"v": 1, "id": "one", "at": stamp(moment("Monday 2026-03-02 09:00"))}
            check_message(topics.service_calls("rsud", service.id), json.dumps(envelope | now))

    assert {"call", "recall", "finish", "hold", "no_show", "transfer", "undo", "end"} <= set(told)


def test_who_joins_is_not_told_to_those_before(monkeypatch):
    joined = [
        moved(line, made, OFFICE)
        for _, line, made in lived(random.Random(1), monkeypatch)
        if made.kind in ("take", "check_in")
    ]

    assert len(joined) > 20
    assert not any(joined)


def lived(luck, monkeypatch):
    """Each line, the line after and the step between, of a day of three counters that ends."""
    line = after(*map(opened, "123"))
    monkeypatch.setattr(days, "_seen", lambda: line)
    wishes = (days.wish(luck.choice("123"), n, luck) for n in range(STEPS))
    for n, message in enumerate(wishes):
        if message is None:
            continue
        try:
            then, made = step(line, replace(message.command, rid=rid(n)), NINE + 4 * n)
        except Refusal:
            continue
        yield line, then, made
        line = then
    yield line, *step(line, EndDay(rid("end")), NINE + 4 * STEPS)
