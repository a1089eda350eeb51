"""Many who took a number from home and stay away cost nothing at each call behind them."""

from chalicelib.messaging.near import near_messages
from chalicelib.queueing.commands import Withdraw
from tests.factories import NINE, a_call, a_take, after, an_office, opened, rid, steps


def test_who_stands_before_the_one_that_left_is_not_told_again():
    office = an_office()
    first = [a_take(f"first {n}", turn=NINE - 120) for n in range(2)]
    absent = [a_take(f"home {n}", turn=NINE - 60, present=False) for n in range(5)]
    line = after(opened("1"), *first, *absent, a_take("last"))

    leaves = Withdraw(rid("leaves"), number="A008")
    made = steps(leaves, line=line)[0]

    assert made.number == "A008"
    assert near_messages(after(leaves, line=line), made, office) == []


def test_who_comes_to_two_ahead_by_a_call_is_told():
    office = an_office()
    line = after(opened("1"), *(a_take(n) for n in range(4)))

    call = a_call("next")
    told = near_messages(after(call, line=line), steps(call, line=line)[0], office)

    assert [one["number"] for one in told] == ["A004"]
