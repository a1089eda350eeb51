"""The audit finds every call that passed over somebody, from public entries alone, and blames none that did not."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.errors import Refusal
from chalicelib.queueing.audit import figures, out_of_order, tally
from chalicelib.queueing.audit_aside import passed_aside, tally_aside
from chalicelib.queueing.commands import (
    REASONS,
    CallNext,
    CallThis,
    CheckIn,
    Command,
    EndDay,
    Finish,
    Hold,
    NoShow,
    Onward,
    Resume,
    SetCounter,
    Transfer,
    Undo,
    Void,
    Withdraw,
)
from chalicelib.queueing.ledger import entry
from chalicelib.queueing.line import Line
from chalicelib.queueing.step import step
from tests.factories import KEY, NINE, a_call, a_take, opened, rid, steps
from tests.functions.ledger.days import AT_EASE


def public(*commands: Command, apart: int = 7) -> list[dict[str, Any]]:
    return [entry(made, "").public() for made in steps(*commands, apart=apart)]


def this(number: str, counter: str = "1", reason: str = "") -> CallThis:
    return CallThis(rid(number), counter=counter, number=number, reason=reason, letters=("A",))


def test_calls_in_turn_are_in_order():
    assert (
        list(
            out_of_order(
                public(a_take(0, NINE), a_take(1, NINE + 1), opened(), a_call("call 0"), a_call("call 1"))
            )
        )
        == []
    )


def test_a_call_with_a_reason_is_told_with_those_whom_it_passed_over():
    takes = [a_take(n, NINE + n) for n in range(3)]

    [found] = out_of_order(public(*takes, opened(), this("A003", reason="returning")))

    assert (found.seq, found.number, found.counter, found.reason) == (5, "A003", "1", "returning")
    assert found.passed == ("A001", "A002")
    assert not found.unexplained


def test_a_call_that_passed_somebody_over_without_a_reason_is_unexplained():
    takes = [a_take(n, NINE + n) for n in range(3)]
    entries = public(*takes, opened(), this("A003", reason="returning"))
    del entries[-1]["reason"]

    found = list(out_of_order(entries))

    assert tally(found) == {"total": 1, "by_reason": {}, "unexplained": [5]}


def test_reasons_are_counted():
    takes = [a_take(n, NINE + n) for n in range(5)]
    calls = [this("A005", reason="urgent"), this("A004", reason="mistake"), this("A003", reason="urgent")]

    found = tally(out_of_order(public(*takes, opened(), *calls)))

    assert found == {"total": 3, "by_reason": {"mistake": 1, "urgent": 2}, "unexplained": []}


def test_who_has_not_come_is_not_passed_over():
    takes = [a_take("home", NINE, present=False), a_take(1, NINE + 1)]

    assert list(out_of_order(public(*takes, opened(), a_call("call 0")))) == []


def test_who_waits_for_another_service_is_not_passed_over():
    takes = [a_take("b", NINE, letter="B"), a_take(1, NINE + 1)]

    assert list(out_of_order(public(*takes, opened(), a_call("call 0")))) == []


def test_who_was_sent_to_another_counter_is_not_passed_over():
    commands = [
        a_take(0, NINE), a_take(1, NINE + 1), opened("1"), opened("2"), a_call("call 0"),
        Transfer(rid("to"), counter="1", to="2"), a_call("call 1"),
    ]  # fmt: skip

    assert list(out_of_order(public(*commands))) == []


def test_who_was_sent_to_this_very_counter_is_passed_over():
    commands = [
        a_take(0, NINE), a_take(1, NINE + 1), opened("1"), opened("2"), a_call("call 0"),
        Transfer(rid("to"), counter="1", to="2"),
        CallThis(rid("this"), counter="2", number="A002", reason="together", letters=("A",)),
    ]  # fmt: skip

    [found] = out_of_order(public(*commands))

    assert found.passed == ("A001",)


def test_an_undone_call_puts_its_ticket_back_and_takes_the_one_before_away():
    commands = [
        a_take(0, NINE), a_take(1, NINE + 1), a_take(2, NINE + 2), opened(), a_call("call 0"), a_call("call 1"),
        Undo(rid("undo"), counter="1"), this("A003", reason="urgent"),
    ]  # fmt: skip

    [found] = out_of_order(public(*commands))

    assert found.passed == ("A002",)


def test_who_left_in_whatever_way_is_not_passed_over():
    takes = [a_take(n, NINE + n) for n in range(5)]
    leaves = [
        Withdraw(rid("leaves"), number="A001"), Void(rid("void"), counter="1", number="A002"),
        a_call("call 0"), Hold(rid("hold"), counter="1"), a_call("call 1"), NoShow(rid("away"), counter="1", grace=900),
    ]  # fmt: skip

    assert list(out_of_order(public(*takes, opened(), *leaves, a_call("call 2")))) == []


def test_a_counter_of_two_services_is_checked_across_both():
    takes = [a_take("b", NINE, letter="B"), a_take(1, NINE + 1)]
    chosen = CallThis(rid("a"), counter="1", number="A001", reason="urgent", letters=("A", "B"))

    [found] = out_of_order(public(*takes, opened(), chosen))

    assert found.passed == ("B001",)


def test_who_was_sent_to_this_counter_is_compared_with_all_that_it_takes():
    commands = [
        a_take(0, NINE), a_take(1, NINE + 1), a_take(2, NINE + 2), opened("1"), opened("2"), a_call("a"),
        Transfer(rid("to"), counter="1", to="2"), this("A003", "2", "together"),
    ]  # fmt: skip

    [found] = out_of_order(public(*commands))

    assert found.passed == ("A001", "A002")


TWO = (a_take(0, NINE), a_take(1, NINE + 1), opened("1"), opened("2"), a_call("a"))
TO_TWO = Transfer(rid("to"), counter="1", to="2")
AGAIN = a_call("b", "1")


@pytest.mark.parametrize(
    ("way", "between", "back"),
    [
        ("hold", [Hold(rid("h"), counter="1"), AGAIN], Resume(rid("r"), counter="1", number="A001")),
        ("return", [NoShow(rid("n"), counter="1", grace=900), AGAIN], Resume(rid("r"), counter="2", number="A001", grace=900)),
        ("undo", [a_call("b", "2")], Undo(rid("u"), counter="1")),
        ("counter", [a_call("b", "2")], SetCounter(rid("c"), counter="1", state="closed", hand_over="line")),
        ("counter", [TO_TWO, AGAIN], SetCounter(rid("c"), counter="2", state="closed")),
    ],
)  # fmt: skip
def test_who_stood_aside_and_came_back_with_the_same_turn_was_passed(way, between, back):
    entries = public(*TWO, *between, back, apart=4)

    [found] = passed_aside(entries)

    assert (found.called, found.number, found.by) == ("A002", "A001", way)
    assert entries[found.seq - 1]["number"] == "A002"
    assert tally_aside([found])["by"] == {"hold": 0, "return": 0, "undo": 0, "counter": 0} | {way: 1}
    assert list(out_of_order(entries)) == []


@pytest.mark.parametrize(
    "between",
    [
        [Hold(rid("h"), counter="1"), AGAIN],
        [Hold(rid("h"), counter="1"), Resume(rid("r"), counter="1", number="A001"), AGAIN],
        [Transfer(rid("t"), counter="1", letter="A", keep_turn=False), AGAIN],
        [Hold(rid("h"), counter="1"), a_call("b", "1", ("B",)), Resume(rid("r"), counter="1", number="A001")],
    ],
)  # fmt: skip
def test_who_did_not_come_back_so_or_was_called_first_or_elsewhere_was_passed_by_nobody(between):
    assert passed_aside(public(a_take("b", NINE + 2, letter="B"), *TWO, *between)) == []


def test_the_same_passing_is_counted_once():
    back = [
        Resume(rid("r"), counter="2", number="A001"),
        Undo(rid("u"), counter="2"),
        Resume(rid("s"), counter="2", number="A001"),
    ]

    entries = public(*TWO, Hold(rid("h"), counter="1"), AGAIN, *back)

    assert tally_aside(passed_aside(entries))["total"] == 1


def test_holds_returns_transfers_and_choices_are_counted():
    commands = [
        *TWO, Transfer(rid("t"), counter="1", letter="B", keep_turn=False), a_call("b", "1"),
        Hold(rid("h"), counter="1"), SetCounter(rid("choose"), counter="1", letters=("B",)),
        SetCounter(rid("pause"), counter="1", state="paused"),
    ]  # fmt: skip

    found = figures(public(*commands))

    moved = {"held": 1, "returned": 0, "transferred": 1, "turn_anew": 1, "chosen_services": 1}
    assert found == moved | {"without_link": 0, "conflicts": 0}


def test_what_an_office_did_without_a_link_is_counted_and_what_no_longer_held():
    without: list[dict[str, Any]] = [
        {"kind": "call", "number": "A001", "counter": "1", "offline": True},
        {"kind": "call", "number": "A002"},
    ]
    conflict = {"kind": "conflict", "number": "A003", "counter": "1", "of": "call", "offline": True}

    found = figures([*without, conflict])

    assert (found["without_link"], found["conflicts"]) == (2, 1)


COUNTERS = ("1", "2")
NUMBERS = tuple(f"A{n:03d}" for n in range(1, 7)) + tuple(f"B{n:03d}" for n in range(1, 4))
COMMANDS = st.one_of(
    st.builds(
        lambda turn, letter, klass, present: a_take("", NINE + turn, letter=letter, klass=klass, present=present),
        st.integers(0, 40), st.sampled_from("AB"), st.sampled_from(["walk-in", "booked", "priority"]), st.booleans(),
    ),
    st.builds(lambda c, s, h: SetCounter("", counter=c, state=s, hand_over=h),
              st.sampled_from(COUNTERS), st.sampled_from(["open", "open", "paused", "closed"]), st.just("line")),
    st.builds(lambda c, onward: CallNext("", counter=c, letters=("A", "B") if c == "1" else ("B",), onward=onward),
              st.sampled_from(COUNTERS), st.sampled_from([Onward(), Onward({"A": "B"}), Onward({"A": "B"}, True)])),
    st.builds(lambda c, n, r: CallThis("", counter=c, number=n, reason=r, letters=("A", "B") if c == "1" else ("B",)),
              st.sampled_from(COUNTERS), st.sampled_from(NUMBERS), st.sampled_from(["", *REASONS])),
    st.builds(lambda c, onward: Finish("", counter=c, onward=onward),
              st.sampled_from(COUNTERS), st.sampled_from([Onward(), Onward({"A": "B"})])),
    st.builds(lambda c: NoShow("", counter=c, grace=900), st.sampled_from(COUNTERS)),
    st.builds(lambda c: Hold("", counter=c), st.sampled_from(COUNTERS)),
    st.builds(lambda c: Undo("", counter=c), st.sampled_from(COUNTERS)),
    st.builds(lambda c, n: Resume("", counter=c, number=n, grace=900), st.sampled_from(COUNTERS), st.sampled_from(NUMBERS)),
    st.builds(lambda c, letter, to, keep: Transfer("", counter=c, letter=letter, to=to, keep_turn=keep),
              st.sampled_from(COUNTERS), st.sampled_from(["", "A", "B"]), st.sampled_from(["", "1", "2"]), st.booleans()),
    st.builds(lambda n: CheckIn("", number=n), st.sampled_from(NUMBERS)),
    st.builds(lambda n: Withdraw("", number=n), st.sampled_from(NUMBERS)),
    st.builds(lambda c, n: Void("", counter=c, number=n), st.sampled_from(COUNTERS), st.sampled_from(NUMBERS)),
)  # fmt: skip


@AT_EASE
@given(st.lists(COMMANDS, min_size=10, max_size=60), st.integers(1, 9))
def test_whatever_the_line_does_no_call_is_unexplained_and_every_reason_is_told(asked, apart):
    """The kernel and the audit know nothing of each other's rules, and agree."""
    line, entries, reasons = Line(KEY), list[dict[str, Any]](), 0
    for n, command in enumerate([*asked, EndDay("")]):
        named = type(command)(**{**vars(command), "rid": rid(f"{n}")})
        try:
            line, made = step(line, named, NINE + n * apart)
        except Refusal:
            continue
        entries.append(entry(made, "").public())
        reasons += bool(made.reason)

    found = tally(out_of_order(entries))

    assert found["unexplained"] == []
    back = {(one.seq, one.number) for one in passed_aside(entries)}
    assert not [one for call in out_of_order(entries) for one in call.passed if (call.seq, one) in back]
    assert (found["total"], sum(found["by_reason"].values())) == (reasons, reasons)
