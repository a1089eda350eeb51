"""Undo: back to the line as it was, within ten seconds, and only while nothing of it has moved on."""

import pytest

from chalicelib.errors import CounterClosed, NothingToUndo, UndoTooLate
from chalicelib.queueing.commands import (
    CallThis,
    Finish,
    Hold,
    NoShow,
    Onward,
    Recall,
    Resume,
    Serve,
    SetCounter,
    Transfer,
    Undo,
    Void,
)
from chalicelib.queueing.step import step
from tests.factories import NINE, a_call, a_take, after, opened, rid

THEN = NINE + 60
ONWARD = Onward({"A": "B"})
WAITING = after(opened("1"), opened("2"), *[a_take(n, NINE + n) for n in range(4)])
CALLED = after(a_call("first"), line=WAITING)
HELD = after(a_call("held", "2"), Hold(rid("aside"), counter="2"), line=CALLED, now=NINE + 30)
TAKE_BACK = Undo(rid("undo"), counter="1")

STEPS = {
    "call": (WAITING, a_call("x")),
    "call that finishes": (CALLED, a_call("x")),
    "call that sends on": (CALLED, type(a_call("x"))(rid("x"), counter="1", letters=("A",), onward=ONWARD)),
    "call at its own next station": (
        CALLED, type(a_call("x"))(rid("x"), counter="1", letters=("B",), onward=ONWARD)
    ),
    "call that finds nobody": (CALLED, a_call("x", letters=("C",))),
    "call this one": (CALLED, CallThis(rid("x"), counter="1", letters=("A",), number="A003", reason="urgent")),
    "serve": (CALLED, Serve(rid("x"), counter="1")),
    "finish": (CALLED, Finish(rid("x"), counter="1")),
    "finish that sends on": (CALLED, Finish(rid("x"), counter="1", onward=ONWARD)),
    "no-show": (CALLED, NoShow(rid("x"), counter="1", grace=900)),
    "hold": (CALLED, Hold(rid("x"), counter="1")),
    "transfer": (CALLED, Transfer(rid("x"), counter="1", to="2")),
    "resume": (HELD, Resume(rid("x"), counter="1", number="A002", grace=900)),
    "void": (CALLED, Void(rid("x"), counter="1", number="A003")),
    "void of a held one": (HELD, Void(rid("x"), counter="1", number="A002")),
    "pause": (CALLED, SetCounter(rid("x"), counter="1", state="paused")),
    "close": (CALLED, SetCounter(rid("x"), counter="1", state="closed", hand_over="line")),
}  # fmt: skip


@pytest.mark.parametrize("name", STEPS)
def test_a_step_that_is_taken_back_leaves_the_line_as_it_was(name):
    line, command = STEPS[name]

    back, made = step(after(command, line=line, now=THEN), TAKE_BACK, THEN + 10)

    assert place(back) == place(line)
    assert (made.kind, made.of) == ("undo", step(line, command, THEN)[1].kind)
    assert back.undo == {}


def place(line):
    """Who is where: what an undo has to bring back."""
    return line.waiting, line.counters, line.aside, line.calls


@pytest.mark.parametrize("name", STEPS)
def test_after_ten_seconds_a_step_stays(name):
    line, command = STEPS[name]

    with pytest.raises(UndoTooLate):
        step(after(command, line=line, now=THEN), TAKE_BACK, THEN + 11)


def test_only_the_last_step_can_be_taken_back_and_only_once():
    line = after(a_call("x"), TAKE_BACK, line=CALLED, now=THEN)

    with pytest.raises(NothingToUndo):
        step(line, Undo(rid("undo again"), counter="1"), THEN)
    with pytest.raises(NothingToUndo):
        step(after(Recall(rid("again"), counter="1"), line=CALLED, now=THEN), TAKE_BACK, THEN)


@pytest.mark.parametrize(
    ("done", "meanwhile"),
    [
        (Transfer(rid("x"), counter="1", to="2"), a_call("taken", "2")),
        (
            NoShow(rid("x"), counter="1", grace=900),
            Resume(rid("back"), counter="2", number="A001", grace=900),
        ),
        (Hold(rid("x"), counter="1"), Void(rid("gone"), counter="2", number="A001")),
        (Finish(rid("x"), counter="1", onward=ONWARD), a_call("taken", "2", ("B",))),
    ],
)
def test_what_somebody_else_has_moved_meanwhile_stays(done, meanwhile):
    line = after(done, meanwhile, line=CALLED, now=THEN)

    with pytest.raises(NothingToUndo):
        step(line, TAKE_BACK, THEN + 1)


def test_an_undone_call_puts_the_ticket_first_again_and_others_keep_theirs():
    line = after(a_call("x"), line=WAITING, now=THEN)
    line = after(a_call("y", "2"), line=line, now=THEN)

    line = after(TAKE_BACK, line=line, now=THEN + 5)

    assert [one.number for one in line.places("A.w")] == ["A001", "A003", "A004"]
    assert line.cell("2").number == "A002"
    assert [call.number for call in line.calls] == ["A002"]


def test_the_step_of_an_undone_call_says_who_waits_and_whom_the_counter_has():
    made = step(after(a_call("x"), line=CALLED, now=THEN), TAKE_BACK, THEN)[1]

    assert (made.number, made.phase, made.list) == ("A002", "waiting", "A.w")
    assert [(one.number, one.state) for one in made.moved] == [("A001", "called")]


def test_a_counter_that_was_opened_for_somebody_stays_open():
    line = after(
        SetCounter(rid("open 3"), counter="3"), Transfer(rid("x"), counter="1", to="3"), line=CALLED, now=THEN
    )

    with pytest.raises(NothingToUndo):
        step(line, Undo(rid("undo"), counter="3"), THEN + 1)


def test_a_number_is_declared_void_at_a_counter_that_works():
    with pytest.raises(CounterClosed):
        step(CALLED, Void(rid("x"), counter="3", number="A003"), THEN)
