"""Taking a number, coming, leaving, and the end of the day."""

import pytest

from chalicelib.errors import DayEnded, TicketGone
from chalicelib.queueing.commands import CheckIn, EndDay, Moved, Withdraw
from chalicelib.queueing.step import FenceFallen, step
from tests.factories import NINE, a_call, a_take, after, opened, rid, steps


def test_numbers_are_issued_in_the_order_of_arrival_per_letter():
    made = steps(a_take("ani"), a_take("budi"), a_take("citra", letter="B"), a_take("dewi"))

    assert [one.number for one in made] == ["A001", "A002", "B001", "A003"]


def test_a_repeated_request_gets_its_number_again_and_changes_nothing():
    line = after(a_take("ani"), a_take("budi"))

    again, made = step(line, a_take("ani"), NINE + 600)

    assert (made.result, made.replayed) == ("A001", True)
    assert again is line


def test_a_request_that_the_ring_forgot_is_not_done_again():
    line = after(a_take("ani", fence=0), *[a_take(n) for n in range(64)])

    with pytest.raises(FenceFallen):
        step(line, a_take("ani", fence=0), NINE)


def test_a_request_is_answered_as_long_as_the_ring_reaches_back_to_its_fence():
    line = after(a_take("ani", fence=0), *[a_take(n) for n in range(63)])

    assert step(line, a_take("ani", fence=0), NINE)[1].result == "A001"


def test_a_number_from_home_is_called_only_once_its_visitor_has_come():
    home = a_take("ani", turn=NINE - 3600, present=False)
    line = after(home, a_take("budi"), opened())

    away = after(a_call("one"), line=line)
    come = after(CheckIn(rid("come"), number="A001"), a_call("one"), line=line)

    assert away.cell("1").number == "A002"
    assert come.cell("1").number == "A001"


def test_to_come_twice_changes_no_place():
    line = after(a_take("ani", present=False), CheckIn(rid("door"), number="A001"), a_take("budi"))

    again = after(CheckIn(rid("kiosk"), number="A001"), line=line)

    assert again.waiting == line.waiting


def test_who_withdraws_is_out_of_the_line_for_good():
    line = after(a_take("ani"), a_take("budi"), Withdraw(rid("bye"), number="A001"))

    assert [place.number for place in line.places("A.w")] == ["A002"]
    with pytest.raises(TicketGone):
        after(CheckIn(rid("back"), number="A001"), line=line)


def test_who_is_called_can_withdraw_no_more():
    line = after(a_take("ani"), opened(), a_call("one"))

    with pytest.raises(TicketGone):
        after(Withdraw(rid("bye"), number="A001"), line=line)


def test_the_end_of_the_day_ends_who_still_waits_and_closes_the_counters():
    line = after(a_take("ani"), a_take("budi"), a_take("citra", present=False), opened(), a_call("one"))

    ended, made = step(line, EndDay(rid("end")), NINE)

    assert made.moved == (Moved("A001", "served"), Moved("A002", "ended"), Moved("A003", "ended"))
    assert (ended.waiting, ended.cell("1").state) == ({}, "closed")


def test_an_ended_day_takes_no_steps_but_answers_repeats():
    line = after(a_take("ani"), EndDay(rid("end")))

    assert step(line, a_take("ani"), NINE)[1].result == "A001"
    with pytest.raises(DayEnded):
        step(line, a_take("budi"), NINE)
