"""One entry a person, and a draw that comes to the same, under a dozen processes with crashes, lost answers and repeats."""

from collections import Counter

import pytest

from chalicelib import codes
from chalicelib.drawing import seeds
from chalicelib.drawing.hold import close, give, reveal
from chalicelib.drawing.hold_draws import hold_draws
from chalicelib.store import table
from chalicelib.store.draws import DrawMoved
from tests.functions.drawing.draws_held import ANNOUNCED, CLOSED, DAY, enter, left, placed, the_draw

from .crowd import OFFICE, Crowd, come_all, faults_of_draw, make_rooms
from .guards import GUARDS

pytestmark = [pytest.mark.engine, pytest.mark.slow]


@pytest.fixture
def announced(dynamodb, ministack_url, monkeypatch):
    """Tables on the strict engine, what a draw needs beside them on the local AWS, and the draw."""
    monkeypatch.setenv("AWS_ENDPOINT_URL", ministack_url)
    table.forget()
    codes.secret.cache_clear()
    seeds.forget()
    make_rooms()
    hold_draws(OFFICE, ANNOUNCED)


def test_whoever_enters_by_a_dozen_processes_is_in_it_once_and_has_the_places_that_were_drawn(announced):
    answers = come_all(Crowd())

    assert faults_of_draw(answers) == []
    said = Counter(told for _, told, _ in answers)
    assert {"entered", "AlreadyEntered", "late"} <= said.keys()
    assert the_draw().state == "drawn"
    assert len(the_draw().checkpoints) > 1


def test_without_its_guard_a_person_is_seen_to_enter_twice(announced):
    answers = come_all(Crowd(people=12, chance=0, without="draw: one entry a person"))

    assert faults_of_draw(answers) != []


@pytest.mark.parametrize("without", [False, True], ids=["with its guard", "without its guard"])
def test_a_draw_whose_places_are_given_by_two_gives_each_once(announced, monkeypatch, without):
    for n in range(2):
        enter(n, f"{9 + n:02d}:00")
    draw = reveal(OFFICE, close(OFFICE, the_draw(), CLOSED))
    if without:
        GUARDS["slot: one place a booking"](monkeypatch)

    give(OFFICE, draw, CLOSED)
    with pytest.raises(DrawMoved):
        give(OFFICE, draw, CLOSED)

    assert set(placed().values()) == {f"{DAY}T09:00", f"{DAY}T10:00"}
    assert (left() == {f"{DAY}T09:00": 1, f"{DAY}T10:00": 1}) != without
