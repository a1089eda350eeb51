"""The close of a day, and what is set right behind it."""

import pytest

from chalicelib.errors import DayEnded, NotEnded, TicketGone
from chalicelib.queueing.commands import Correct, EndDay, Hold, Moved
from chalicelib.queueing.step import step
from tests.factories import NINE, a_call, a_take, after, opened, rid

DAY = after(opened(), *[a_take(n) for n in range(3)], a_call("one"), Hold(rid("hold"), counter="1"), apart=5)
CLOSED = after(EndDay(rid("end")), line=DAY, now=NINE + 3600)


def test_those_on_hold_are_ended_with_those_who_wait():
    made = step(DAY, EndDay(rid("end")), NINE)[1]

    assert made.moved == (Moved("A001", "ended"), Moved("A002", "ended"), Moved("A003", "ended"))
    assert (CLOSED.waiting, CLOSED.aside, CLOSED.undo) == ({}, {}, {})


def test_behind_the_close_only_a_correction_is_written_and_it_moves_nobody():
    line, made = step(CLOSED, Correct(rid("c"), number="A001", phase="served"), NINE + 7200)

    assert (made.seq, made.kind, made.number, made.phase) == (CLOSED.seq + 1, "correct", "A001", "served")
    assert (line.waiting, line.counters) == (CLOSED.waiting, CLOSED.counters)
    with pytest.raises(DayEnded):
        step(CLOSED, a_take("late"), NINE + 7200)


@pytest.mark.parametrize("number", ["A004", "A000", "B001", "A", "", "Ax", "A0001", "A1"])
def test_a_number_that_was_never_issued_is_not_corrected(number):
    with pytest.raises(TicketGone):
        step(CLOSED, Correct(rid("c"), number=number, phase="served"), NINE)


def test_an_open_day_is_not_corrected():
    with pytest.raises(NotEnded):
        step(DAY, Correct(rid("c"), number="A001", phase="served"), NINE)
