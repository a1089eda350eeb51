"""Promises 1, 2, 4 and 5 under 32 processes with crashes, lost answers and repeats, on engines that can be raced."""

from collections import Counter
from dataclasses import replace

import pytest

from chalicelib.store import lines
from tests.factories import HOME, KEY

from .faults import faults_of
from .followers import faults_of_followers, follow, rest_of_the_cloud
from .history import history, records
from .racing import Day, ask_until_answered, race

pytestmark = [pytest.mark.engine, pytest.mark.slow]

DAYS = {"dynamodb": Day(steps=4, early=16), "ministack": Day(steps=2, early=12)}
"""Thirty-two processes each; the engine that is as strict as AWS gets the longer day."""


def test_32_processes_do_each_thing_once_and_two_consumers_follow_it_once(strict, ministack_url, monkeypatch):
    rest_of_the_cloud(ministack_url, monkeypatch)
    messages, answers = race(DAYS[strict])
    seen = history()

    assert faults_of(seen, messages, answers) == []
    assert {"take", "call", "counter"} <= {made.kind for _, made in seen}
    assert max(Counter(name for name, *_ in answers).values()) > 1

    follow(records())

    assert faults_of_followers(seen) == []
    assert answered_otherwise(messages, answers) == []
    assert lines.read(HOME, KEY).seq == len(seen)


def answered_otherwise(messages, answers):
    """Whose repeat a day later is not answered as it was at first; a press that was followed by others is refused."""
    first = {name: said for name, _, said in answers}
    late = [replace(message, at=message.at + 86_400) for message in messages if message.name in first]
    again = {name: said for message in late for name, _, said in ask_until_answered(message)}
    pressed = {message.name for message in late if message.press}
    return [
        (name, said, again.get(name))
        for name, said in first.items()
        if again.get(name) != said and not (name in pressed and name not in again)
    ]


def test_without_the_condition_on_seq_the_race_is_found(dynamodb):
    messages, answers = race(Day(pairs=4, steps=6, early=12, without="line: seq = seen", chance=0))

    assert faults_of(history(), messages, answers) != []
