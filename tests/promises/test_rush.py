"""Promise 3 under two dozen processes with crashes, lost answers and repeats, on engines that can be raced."""

from collections import Counter

import pytest

from chalicelib import codes
from chalicelib.session import client
from chalicelib.settings import settings
from chalicelib.store import table

from .rush import LATER, SLOTS, Rush, faults_of_slots, moved_on, rush

pytestmark = [pytest.mark.engine, pytest.mark.slow]


@pytest.fixture
def secret(ministack_url, monkeypatch):
    """The secret of codes, on the local AWS."""
    monkeypatch.setenv("AWS_ENDPOINT_URL", ministack_url)
    table.forget()
    codes.secret.cache_clear()
    manager = client("secretsmanager", "ap-southeast-3")
    if not manager.list_secrets()["SecretList"]:
        manager.create_secret(Name=settings().secret_id, SecretString="secret")


@pytest.mark.parametrize("run", [1, 2], ids=["one slot", "two slots in a row"])
def test_no_place_is_given_twice_or_lost_whoever_books_holds_moves_and_cancels(dynamodb, secret, run):
    answers = rush(Rush(run=run))

    assert faults_of_slots(answers, run) == []
    said = Counter(told.partition(" ")[0] for _, told in answers)
    assert {"booked", "full", "cancelled", "at"} <= said.keys()
    assert max(Counter(key for key, _ in answers).values()) > 1


@pytest.mark.parametrize("run", [1, 2], ids=["one slot", "two slots in a row"])
def test_whoever_moves_the_same_bookings_at_once_each_has_one_place_and_can_be_moved_on(
    dynamodb, secret, run
):
    answers = rush(Rush(pairs=6, wishes=10, run=run, chance=0.06, moving=True))

    assert faults_of_slots(answers, run) == []
    assert {told for _, told in moved_on(run)} <= {f"at {slot}" for slot in (*SLOTS, LATER)}
    assert faults_of_slots(answers, run) == []


def test_without_the_condition_on_places_the_rush_is_seen_to_oversell(dynamodb, secret):
    answers = rush(Rush(wishes=2, chance=0, without="slot: places left", narrow=True))

    assert faults_of_slots(answers) != []
