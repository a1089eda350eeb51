"""However many took a number from home and stay away, one step tells a few and costs no more than they are."""

from cProfile import Profile

import pytest

from chalicelib.messaging.near import FEW, near_messages
from chalicelib.queueing.commands import Command, SetCounter
from chalicelib.queueing.line import Line, Place
from tests.factories import NINE, a_call, a_take, after, an_office, opened, rid, steps

OFFICE = an_office()


def a_crowd(absent: int) -> Line:
    """Four who are there and so many from home behind them."""
    line = after(opened("1"), opened("3"), *(a_take(n, turn=NINE - 60) for n in range(4)))
    return line.with_list("A.h", tuple(Place(f"A{n:03d}", NINE) for n in range(5, 5 + absent)))


def told(line: Line, command: Command) -> list[str]:
    made = steps(command, line=line)[0]
    return [one["number"] for one in near_messages(after(command, line=line), made, OFFICE)]


@pytest.mark.parametrize("absent", [500, 2_000])
def test_a_counter_that_changes_nobodys_place_tells_nobody(absent: int) -> None:
    closes = SetCounter(rid("closes"), counter="1", state="closed")

    assert told(a_crowd(absent), closes) == []
    assert told(a_crowd(absent), opened("2")) == []


@pytest.mark.parametrize("absent", [500, 2_000])
def test_the_first_few_of_those_from_home_are_told_once(absent: int) -> None:
    line, calls = a_crowd(absent), [a_call(f"call {n}") for n in range(4)]
    waits = [after(*calls[:n], line=line, now=NINE - 100, apart=10) for n in range(4)]

    each = [told(line, call) for line, call in zip(waits, calls, strict=True)]

    assert [len(numbers) for numbers in each] == [1, FEW, 0, 0]


def test_who_comes_nearer_because_a_counter_no_longer_takes_others_is_told() -> None:
    office = an_office()
    others = [a_take(f"other {n}", letter="B", turn=NINE - 60) for n in range(3)]
    line = after(opened("2"), *others, a_take("ani"))
    closes = SetCounter(rid("closes"), counter="2", state="closed")

    made = steps(closes, line=line)[0]

    assert [one["number"] for one in near_messages(after(closes, line=line), made, office)] == ["A001"]


def test_the_cost_grows_no_faster_than_the_line() -> None:
    assert work(2_000) < 5 * work(500)


def work(absent: int) -> int:
    """How many functions one call's messages cost."""
    line, call = a_crowd(absent), a_call("next")
    made, later, profile = steps(call, line=line)[0], after(call, line=line), Profile()
    profile.runcall(near_messages, later, made, OFFICE)
    return sum(one.callcount for one in profile.getstats())
