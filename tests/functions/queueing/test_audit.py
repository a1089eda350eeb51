"""The audit finds every call that passed over somebody, from public entries alone, and blames none that did not."""

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from chalicelib.errors import Refusal
from chalicelib.queueing.audit import out_of_order, tally
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


def public(*commands: Command) -> list[dict[str, Any]]:
    return [entry(made, "").public() for made in steps(*commands, apart=7)]


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
    assert (found["total"], sum(found["by_reason"].values())) == (reasons, reasons)
