"""Leaving a counter and coming back: no-show, hold, resume, transfer, hand-over."""

from dataclasses import replace

import pytest

from chalicelib.errors import (
    CounterBusy,
    CounterClosed,
    GraceOver,
    HeldNot,
    NobodyWaiting,
    NotCalled,
    NotTaken,
)
from chalicelib.queueing.commands import Hold, Moved, NoShow, Resume, Serve, SetCounter, Transfer
from chalicelib.queueing.line import Place
from chalicelib.queueing.step import step
from tests.factories import NINE, a_call, a_take, after, opened, rid

GRACE = 900
CALLED = after(opened("1"), opened("2"), *[a_take(n, NINE + n) for n in range(3)], a_call("first"))
LATER = NINE + 60


def numbers(line, name="A.w"):
    return [place.number for place in line.places(name)]


def missed(line=CALLED, now=LATER):
    return after(NoShow(rid(f"away {now}"), counter="1", grace=GRACE), line=line, now=now)


def test_a_missed_ticket_returns_with_its_turn_and_is_called_next():
    line, made = step(missed(), Resume(rid("back"), counter="2", number="A001", grace=GRACE), LATER + GRACE)

    assert (made.kind, made.number, made.list, made.turn) == ("return", "A001", "A.w", NINE)
    assert numbers(line) == ["A001", "A002", "A003"]
    assert line.aside == {}


def test_a_missed_ticket_does_not_return_after_its_grace():
    with pytest.raises(GraceOver):
        step(missed(), Resume(rid("back"), counter="2", number="A001", grace=GRACE), LATER + GRACE + 1)


def test_those_whose_grace_is_over_are_forgotten_by_the_next_no_show():
    line = after(a_call("second"), line=missed(), now=LATER)

    line = missed(line, LATER + GRACE + 1)

    assert list(line.aside) == ["A002"]


def test_a_held_ticket_waits_for_hours_and_comes_back_to_its_own_turn():
    held = after(Serve(rid("serve"), counter="1"), Hold(rid("hold"), counter="1"), line=CALLED, now=LATER)
    assert (held.cell("1").number, numbers(held)) == ("", ["A002", "A003"])

    line, made = step(held, Resume(rid("again"), counter="1", number="A001", grace=GRACE), LATER + 7200)

    assert (made.kind, numbers(line)) == ("resume", ["A001", "A002", "A003"])


def test_what_does_not_stand_aside_cannot_be_resumed():
    with pytest.raises(HeldNot):
        step(CALLED, Resume(rid("x"), counter="2", number="A002", grace=GRACE), LATER)


def test_a_counter_without_a_ticket_has_none_to_hold_or_send():
    for command in (Hold(rid("hold"), counter="2"), Transfer(rid("send"), counter="2", letter="B")):
        with pytest.raises(NotCalled):
            step(CALLED, command, LATER)


def test_a_transfer_keeps_the_turn_or_counts_from_now():
    kept, made = step(CALLED, Transfer(rid("send"), counter="1", letter="B"), LATER)
    assert (made.phase, made.list, made.turn) == ("waiting", "B.w", NINE)
    assert kept.places("B.w") == (Place("A001", NINE),)

    anew = after(Transfer(rid("send"), counter="1", letter="B", keep_turn=False), line=CALLED, now=LATER)
    assert anew.places("B.w") == (Place("A001", LATER),)


def test_a_priority_keeps_its_head_start_where_it_is_sent_anew():
    line = after(opened(), a_take("ani", NINE - 900, klass="priority"), a_call("first"))

    line = after(
        Transfer(rid("send"), counter="1", letter="B", keep_turn=False, priority=900), line=line, now=LATER
    )

    assert line.places("B.p") == (Place("A001", LATER - 900),)


def test_what_is_sent_to_one_counter_is_called_there_and_nowhere_else():
    line = after(Transfer(rid("send"), counter="1", to="2"), line=CALLED, now=LATER)
    assert numbers(line, "A@2.w") == ["A001"]

    assert after(a_call("one", "1"), line=line, now=LATER).cell("1").number == "A002"
    assert after(a_call("two", "2", ("B",)), line=line, now=LATER).cell("2").number == "A001"


BESIDE = (("2", ("B",)), ("3", ("B", "C")))
UPSTAIRS = Transfer(rid("send"), counter="1", floor="lantai-2", letter="B", beside=BESIDE)


def test_what_is_sent_to_a_floor_is_called_by_that_floor_s_counters_of_the_service():
    line = after(UPSTAIRS, line=CALLED, now=LATER)
    below, other = a_call("b", "1", ("B",)), replace(a_call("o", "2", ("C",)), floor="lantai-2")

    for command in (below, other):
        with pytest.raises(NobodyWaiting):
            step(line, command, LATER)
    line = after(replace(a_call("a", "2", ("B",)), floor="lantai-2"), line=line, now=LATER)
    assert line.cell("2").number == "A001"


def test_nobody_is_sent_to_a_floor_where_nobody_takes_the_service_or_all_are_closed():
    with pytest.raises(NotTaken):
        step(CALLED, replace(UPSTAIRS, letter="D"), LATER)
    with pytest.raises(CounterClosed):
        step(CALLED, replace(UPSTAIRS, letter="C"), LATER)


@pytest.mark.parametrize("ends", [{"state": "closed"}, {"state": "open", "letters": ("D",)}])
def test_who_waits_for_a_floor_waits_for_any_once_nobody_there_takes_the_service(ends):
    line = after(UPSTAIRS, line=CALLED, now=LATER)

    change = SetCounter(rid("shut"), counter="2", floor="lantai-2", beside=BESIDE, **ends)
    line, made = step(line, change, LATER)

    assert made.moved == (Moved("A001", "waiting", "B.w", NINE),)
    assert numbers(line, "B.w") == ["A001"]


def test_within_its_service_nobody_is_sent_to_the_back():
    line = after(Transfer(rid("send"), counter="1", letter="A", keep_turn=False), line=CALLED, now=LATER)

    assert numbers(line) == ["A001", "A002", "A003"]


def test_nothing_is_sent_to_a_closed_counter():
    for command in (
        Transfer(rid("send"), counter="1", to="3"),
        SetCounter(rid("shut"), counter="1", state="closed", hand_over="3"),
    ):
        with pytest.raises(CounterClosed):
            step(CALLED, command, LATER)


def test_a_counter_closes_with_its_ticket_only_by_handing_it_over():
    with pytest.raises(CounterBusy):
        step(CALLED, SetCounter(rid("shut"), counter="1", state="closed"), LATER)

    shut = SetCounter(rid("shut"), counter="1", state="closed", hand_over="line")
    line, made = step(CALLED, shut, LATER)
    assert (made.kind, made.number, made.phase, made.list) == ("counter", "A001", "waiting", "A.w")
    assert (line.cell("1").state, numbers(line)) == ("closed", ["A001", "A002", "A003"])

    line = after(SetCounter(rid("shut"), counter="1", state="closed", hand_over="2"), line=CALLED, now=LATER)
    assert numbers(line, "A@2.w") == ["A001"]


def test_who_waits_for_a_counter_alone_waits_for_any_once_it_closes():
    line = after(Transfer(rid("send"), counter="1", to="2"), line=CALLED, now=LATER)

    line, made = step(line, SetCounter(rid("shut"), counter="2", state="closed"), LATER)

    assert made.moved == (Moved("A001", "waiting", "A.w", NINE),)
    assert numbers(line) == ["A001", "A002", "A003"]


def test_what_comes_back_for_a_counter_that_closed_meanwhile_waits_for_any():
    line = after(
        Transfer(rid("send"), counter="1", to="2"), a_call("two", "2"), Hold(rid("hold"), counter="2"),
        SetCounter(rid("shut"), counter="2", state="closed"), line=CALLED, now=LATER, apart=5,
    )  # fmt: skip

    line = after(Resume(rid("again"), counter="1", number="A001", grace=GRACE), line=line, now=LATER + 60)

    assert numbers(line) == ["A001", "A002", "A003"]
