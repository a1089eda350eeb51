"""What happens at a counter: one ticket at a time, and a push that bounces does no harm."""

from dataclasses import replace

import pytest

from chalicelib.errors import (
    CounterBusy,
    CounterClosed,
    CounterPaused,
    NobodyWaiting,
    NotCalled,
    NotPresent,
    PressStale,
    ReasonMissing,
    TicketGone,
    TooSoon,
)
from chalicelib.queueing.commands import (
    CallNext,
    CallThis,
    Finish,
    Moved,
    NoShow,
    Onward,
    Recall,
    Serve,
    SetCounter,
)
from chalicelib.queueing.line import Place
from chalicelib.queueing.step import NOBODY, called, step
from tests.factories import NINE, a_call, a_take, after, opened, rid, steps

OPEN = (opened(), a_take("ani"), a_take("budi"))


def test_who_came_first_is_called_first():
    line = after(*OPEN, a_call("one"))

    assert (line.cell("1").number, line.cell("1").phase) == ("A001", "called")
    assert [place.number for place in line.places("A.w")] == ["A002"]


def test_a_call_finishes_the_ticket_before_in_one_step():
    made = steps(*OPEN, a_call("one"), a_call("two"), apart=2)[-1]

    assert (made.number, made.moved, made.call) == ("A002", (Moved("A001", "served"),), 2)


def test_a_second_push_within_two_seconds_is_a_bounce():
    line = after(*OPEN, a_call("one"))

    with pytest.raises(TooSoon):
        step(line, a_call("two"), NINE + 1)


def test_with_nobody_waiting_the_ticket_is_finished_all_the_same():
    line, made = step(after(opened(), a_take("ani"), a_call("one")), a_call("two"), NINE + 2)

    assert (made.kind, made.number, made.result, line.cell("1").number) == ("finish", "A001", NOBODY, "")
    with pytest.raises(NobodyWaiting):
        called(made.result)


@pytest.mark.parametrize(
    ("state", "refusal"), [("closed", CounterClosed), ("paused", CounterPaused), ("open", NobodyWaiting)]
)
def test_a_call_is_refused_by_what_the_counter_does(state, refusal):
    line = after(SetCounter(rid(1), counter="1", state=state))

    with pytest.raises(refusal):
        step(line, a_call("one"), NINE)


def test_a_recall_has_a_call_number_of_its_own():
    line = after(*OPEN, a_call("one"), Recall(rid("again"), counter="1"))

    assert [(call.call, call.number, call.recall) for call in line.calls] == [
        (1, "A001", False),
        (2, "A001", True),
    ]


def test_six_calls_are_shown():
    again = [Recall(rid(n), counter="1") for n in range(9)]

    assert [call.call for call in after(*OPEN, a_call("one"), *again).calls] == [5, 6, 7, 8, 9, 10]


@pytest.mark.parametrize("command", [Recall, Serve, NoShow])
def test_what_is_about_a_called_ticket_needs_one(command):
    served = after(*OPEN, a_call("one"), Serve(rid("serve"), counter="1"))

    with pytest.raises(NotCalled):
        step(served, command(rid("x"), counter="1"), NINE)


def test_finish_and_no_show_free_the_counter():
    line = after(*OPEN, a_call("one"))

    for command in (Finish(rid("x"), counter="1"), NoShow(rid("x"), counter="1")):
        assert after(command, line=line).cell("1").number == ""


def test_a_counter_that_has_a_ticket_cannot_close_but_can_pause():
    line = after(*OPEN, a_call("one"))

    with pytest.raises(CounterBusy):
        step(line, SetCounter(rid("x"), counter="1", state="closed"), NINE)
    assert after(SetCounter(rid("x"), counter="1", state="paused"), line=line).cell("1").number == "A001"


def test_a_counter_calls_what_staff_chose_for_today_until_they_choose_again():
    chosen = SetCounter(rid("x"), counter="1", state="open", letters=("B",))
    line = after(chosen, a_take("ani"), a_take("citra", letter="B"), a_call("one"))

    assert line.cell("1").number == "B001"
    assert after(Finish(rid("f"), counter="1"), opened(), line=line).cell("1").letters == ("B",)


def test_closing_forgets_the_chosen_services() -> None:
    chosen = SetCounter(rid("x"), counter="1", state="open", letters=("B",))
    paused = SetCounter(rid("p"), counter="1", state="paused")
    closed = SetCounter(rid("c"), counter="1", state="closed")

    assert after(chosen, paused).cell("1").letters == ("B",)
    assert after(chosen, closed, opened()).cell("1").letters == ()


def test_a_press_that_comes_twice_is_answered_from_the_line_and_an_older_one_is_dropped():
    line = after(*OPEN, _press(17))

    assert step(line, _press(17), NINE + 60)[1].result == "A001:1"
    with pytest.raises(PressStale):
        step(line, _press(16), NINE + 60)


def test_a_press_is_remembered_when_the_ring_has_long_forgotten():
    line = after(*OPEN, _press(17), *[a_take(n) for n in range(100)])

    assert step(line, _press(17), NINE + 60)[1].result == "A001:1"


def _press(seq):
    return CallNext(rid(f"press {seq}"), "button-rsud-1", press=seq, counter="1", letters=("A",))


def test_this_one_is_called_before_its_turn_only_for_a_reason():
    line = after(*OPEN)

    for reason in ("", "because"):
        with pytest.raises(ReasonMissing):
            step(line, CallThis(rid("x"), counter="1", letters=("A",), number="A002", reason=reason), NINE)
    made = step(line, CallThis(rid("x"), counter="1", letters=("A",), number="A002", reason="urgent"), NINE)[
        1
    ]

    assert (made.kind, made.number, made.reason) == ("call", "A002", "urgent")


def test_the_one_whose_turn_it_is_needs_no_reason_and_none_is_noted():
    line = after(*OPEN)

    made = step(line, CallThis(rid("x"), counter="1", letters=("A",), number="A001", reason="urgent"), NINE)[
        1
    ]

    assert (made.number, made.reason) == ("A001", "")


def test_one_who_has_not_come_or_waits_no_more_cannot_be_called():
    line = after(*OPEN, a_take("home", present=False))
    this = CallThis(rid("x"), counter="1", letters=("A",), reason="urgent")

    with pytest.raises(NotPresent):
        step(line, replace(this, number="A003"), NINE)
    with pytest.raises(TicketGone):
        step(line, replace(this, number="A009"), NINE)


def test_a_finished_ticket_waits_for_its_next_station_as_one_who_joins_now():
    line = after(*OPEN, a_call("one"))

    line, made = step(line, Finish(rid("x"), counter="1", onward=Onward({"A": "B"})), NINE + 60)

    assert (made.kind, made.phase, made.list, made.turn) == ("finish", "waiting", "B.w", NINE + 60)
    assert line.places("B.w") == (Place("A001", NINE + 60),)


def test_a_station_can_count_from_arrival_and_can_be_the_last():
    line = after(*OPEN, a_call("one"))
    kept = Finish(rid("x"), counter="1", onward=Onward({"A": "B"}, keep_turn=True))

    assert after(kept, line=line, now=NINE + 60).places("B.w") == (Place("A001", NINE),)
    assert after(replace(kept, last=True), line=line, now=NINE + 60).places("B.w") == ()


def test_next_sends_the_ticket_on_and_calls_in_one_step():
    line = after(*OPEN, a_call("one"))

    line, made = step(line, replace(a_call("two"), onward=Onward({"A": "B"})), NINE + 60)

    assert (made.number, made.moved) == ("A002", (Moved("A001", "waiting", "B.w", NINE + 60),))
    assert (line.cell("1").number, [one.number for one in line.places("B.w")]) == ("A002", ["A001"])


def test_a_counter_of_both_stations_may_call_the_same_ticket_on():
    line = after(opened(), a_take("ani"), a_call("one"))

    line, made = step(line, replace(a_call("two", letters=("A", "B")), onward=Onward({"A": "B"})), NINE + 60)

    assert (made.number, made.list, made.moved) == ("A001", "B.w", ())
    assert (line.cell("1").list, line.waiting) == ("B.w", {})


def test_a_clock_that_is_far_behind_does_not_lock_a_counter():
    line = after(*OPEN, a_call("one"), now=NINE + 60)

    assert step(line, a_call("two"), NINE)[1].number == "A002"


def test_this_one_is_judged_by_the_line_in_which_the_former_has_gone_on():
    line = after(opened(), a_take("ani", NINE), a_take("budi", NINE + 100), a_call("one"))
    onward = Onward({"A": "S"}, keep_turn=True)
    this = CallThis(rid("x"), counter="1", letters=("A", "S"), number="A002", onward=onward)

    with pytest.raises(ReasonMissing):
        step(line, this, NINE + 200)


def test_a_call_and_a_choice_say_which_services_the_counter_takes():
    chosen = SetCounter(rid("choose"), counter="1", letters=("B",))

    made = steps(opened(), a_take("ani"), a_take("budi", letter="B"), chosen, a_call("x", letters=("A", "B")))

    assert [one.letters for one in made] == [(), (), (), ("B",), ("B",)]
