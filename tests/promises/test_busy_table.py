"""A table that conflicts, throttles, times out or loses an answer: asked again, and nothing is done twice."""

import json
from datetime import UTC, datetime
from uuid import uuid4

import pytest

from chalicelib.calling import on_press
from chalicelib.errors import Busy
from chalicelib.queueing.line import LineKey
from chalicelib.store import lines, offices, table
from chalicelib.store.running import running
from chalicelib.ticketing import on_take
from schemas import topics
from tests.factories import HOME, KEY, a_take, opened
from tests.functions.api import ask, load, open_always
from tests.functions.deployed import published

from .outages import EVERY, lost_answer, outage

TAKE: tuple[str, str, dict[str, str]] = ("POST", "/offices/rsud/tickets", {"service": "umum"})
CALL: tuple[str, str, dict[str, str]] = ("POST", "/offices/rsud/counters/1/calls", {})
STAFF = ["rsud:staff"]


@pytest.fixture
def day(aws) -> LineKey:
    """An office that never closes, with two open counters and three who wait."""
    load(open_always())
    now = datetime.now(UTC)
    key = running(offices.read("rsud"), now)
    for command in (opened("1"), opened("2"), *[a_take(n, int(now.timestamp()) - 60 + n) for n in range(3)]):
        lines.apply(HOME, key, command, int(now.timestamp()) - 60)
    return key


@pytest.fixture
def kept(day):
    return table.lines(HOME)


def test_the_table_is_given_1_s_to_connect_and_2_s_to_answer(kept):
    config = kept.connection.client.meta.config

    assert (config.connect_timeout, config.read_timeout) == (1, 2)


@pytest.mark.parametrize("what", EVERY)
def test_whatever_is_wrong_with_the_table_is_said_as_busy(kept, day, what):
    with outage(kept, what), pytest.raises(Busy):
        lines.read(HOME, day)


@pytest.mark.slow
@pytest.mark.parametrize("what", EVERY)
@pytest.mark.parametrize("request_", [TAKE, CALL], ids=["take", "call"])
def test_a_page_is_told_to_come_again_and_then_gets_what_it_asked_for_once(kept, day, request_, what):
    key, before = str(uuid4()), lines.read(HOME, day).seq

    with outage(kept, what, "UpdateItem"):
        busy = ask(*request_, key=key, groups=STAFF)
    answers = [ask(*request_, key=key, groups=STAFF) for _ in range(2)]

    assert (busy.status, busy.kind) == (503, "busy")
    assert int(busy.headers["retry-after"]) >= 1
    assert [answer.status for answer in answers] == [201, 201]
    assert answers[0].body["number"] == answers[1].body["number"]
    assert lines.read(HOME, day).seq == before + 1


@pytest.mark.parametrize("request_", [TAKE, CALL], ids=["take", "call"])
def test_an_answer_that_was_lost_is_given_when_asked_again(kept, day, request_):
    key, before = str(uuid4()), lines.read(HOME, day)

    with lost_answer(kept, "UpdateItem"):
        lost = ask(*request_, key=key, groups=STAFF)
    done = lines.read(HOME, day)
    again = ask(*request_, key=key, groups=STAFF)

    assert (lost.status, done.seq) == (503, before.seq + 1)
    assert again.status == 201
    assert again.body["number"] == dict(done.ring)[done.ring[-1][0]].partition(":")[0]
    assert lines.read(HOME, day).seq == done.seq


@pytest.mark.parametrize("what", ["TransactionConflictException", "not answered in 2 s"])
def test_of_ten_takes_with_a_bad_one_and_a_busy_one_only_the_busy_one_comes_again(day, what):
    takes = [a_take_message(n) for n in range(9)]
    batch = {"Records": [record(n, json.dumps(take)) for n, take in enumerate(takes)] + [record(9, "{")]}

    with outage(table.visitors(HOME), what, "PutItem", nth=5, lasts=1):
        told = on_take.handler(batch, None)
    [again] = told["batchItemFailures"]
    told = on_take.handler({"Records": [batch["Records"][int(again["itemIdentifier"])]]}, None)

    slips = [message for _, message in published("antrean/rsud/kiosks/1/slip")]
    assert told["batchItemFailures"] == []
    assert sorted(slip["number"] for slip in slips) == [f"A{n:03d}" for n in range(4, 13)]
    assert {slip["id"] for slip in slips} == {take["id"] for take in takes}


@pytest.mark.parametrize("what", ["ThrottlingException", "not reached"])
def test_of_ten_presses_with_a_bad_one_and_a_busy_one_only_the_busy_one_comes_again(day, kept, what):
    first, second = a_press("1"), a_press("2")
    bodies = [first, second, *[first] * 7]
    batch = [record(n, json.dumps(body)) for n, body in enumerate(bodies)] + [record(9, "[]")]

    with outage(kept, what, "UpdateItem", nth=2, lasts=1):
        told = on_press.handler({"Records": batch}, None)
    again = on_press.handler({"Records": [batch[1], batch[0]]}, None)

    assert [one["itemIdentifier"] for one in told["batchItemFailures"]] == ["1"]
    assert again["batchItemFailures"] == []
    called = lines.read(HOME, day)
    assert [(call.number, call.counter) for call in called.calls] == [("A001", "1"), ("A002", "2")]


def record(n, body):
    return {"messageId": str(n), "body": body}


def a_take_message(n):
    now = int(datetime.now(UTC).timestamp() * 1000)
    return {
        "v": 1, "id": f"take-{n}", "at": "2026-03-02T02:00:00Z", "service": "umum",
        "office": KEY.office, "place": "1", "thing": "kiosk-rsud-1", "received": now,
    }  # fmt: skip


def a_press(counter):
    now = int(datetime.now(UTC).timestamp() * 1000)
    return {
        "v": 1, "id": f"press-{counter}", "at": "2026-03-02T02:00:00Z", "press": "single", "seq": 1,
        "topic": topics.press("rsud", counter), "thing": f"button-rsud-{counter}", "received": now,
    }  # fmt: skip
