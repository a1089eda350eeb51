"""The waitlist under a dozen processes with crashes and repeats, two of them tending it, on an engine that can be raced."""

from collections import Counter

import pytest

from chalicelib.session import client
from chalicelib.settings import settings

from .test_rush import secret
from .waiting import Morning, faults_of_waiting, morning

__all__ = ["secret"]

pytestmark = [pytest.mark.engine, pytest.mark.slow]


@pytest.fixture
def messages(secret, monkeypatch):
    """The queue of messages, on the local AWS."""
    url = client("sqs", "ap-southeast-3").create_queue(QueueName="waiting")["QueueUrl"]
    monkeypatch.setenv("ANTREAN_MESSAGES_QUEUE", url)
    settings.cache_clear()


def test_every_place_has_one_owner_whoever_books_waits_accepts_and_declines(dynamodb, messages):
    answers = morning(Morning())

    faults = faults_of_waiting(answers)
    assert not faults, "\n".join(faults)
    said = Counter(told.partition(" ")[0] for _, told in answers)
    assert {"booked", "waiting", "cancelled", "looked"} <= said.keys()
    assert said["booked"] > 5


def test_without_the_condition_that_a_place_is_still_there_the_morning_is_seen_to_go_wrong(
    dynamodb, messages
):
    answers = morning(Morning(deeds=40, chance=0, without="back: still there"))

    assert faults_of_waiting(answers) != []
