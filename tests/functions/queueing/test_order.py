"""Who is called when: a table of turns, and the order that follows from them."""

import pytest

from chalicelib.queueing.line import Line, Place
from chalicelib.queueing.order import HeadStarts, find, head, in_call_order, put, turn
from tests.factories import KEY, moment

STARTS = HeadStarts(booked=30 * 60, priority=15 * 60, grace=15 * 60)


@pytest.mark.parametrize(
    ("klass", "came", "slot", "counts_from"),
    [
        ("walk-in", "Monday 2026-03-02 09:00", None, "Monday 2026-03-02 09:00"),
        ("priority", "Monday 2026-03-02 09:00", None, "Monday 2026-03-02 08:45"),
        ("booked", "Monday 2026-03-02 08:50", "Monday 2026-03-02 09:30", "Monday 2026-03-02 09:00"),
        ("booked", "Monday 2026-03-02 09:45", "Monday 2026-03-02 09:30", "Monday 2026-03-02 09:00"),
        ("booked", "Monday 2026-03-02 09:46", "Monday 2026-03-02 09:30", "Monday 2026-03-02 09:16"),
    ],
    ids=["walk-in", "priority", "booked and early", "booked and within the grace", "booked and late"],
)
def test_the_turn_is_the_arrival_minus_the_head_start_of_the_class(klass, came, slot, counts_from):
    found = turn(klass, _at(came), _at(slot) if slot else None, STARTS)

    assert found == _at(counts_from)


def test_equal_turns_keep_the_order_of_their_steps():
    places = put(put((), Place("A002", 100)), Place("A001", 100))

    assert [place.number for place in places] == ["A002", "A001"]


def test_an_earlier_turn_goes_before_a_later_one():
    assert put((Place("A001", 100), Place("A002", 300)), Place("A003", 200))[1].number == "A003"


def test_the_smallest_turn_among_the_heads_is_called():
    line = _waiting({"A.w": [("A001", 50)], "A.p": [("A002", 40)], "B.w": [("B001", 30)]})

    assert head(line, ("A",)) == ("A.p", Place("A002", 40))
    assert head(line, ("A", "B")) == ("B.w", Place("B001", 30))
    assert head(line, ("C",)) is None


def test_of_equal_turns_the_lower_number_is_called_also_beyond_999():
    line = _waiting({"A.w": [("A1000", 50)], "A.p": [("A999", 50)]})

    assert head(line, ("A",)) == ("A.p", Place("A999", 50))


def test_the_board_shows_the_order_in_which_heads_are_called():
    line = _waiting({"A.w": [("A006", 100), ("A005", 100)], "A.b": [("A007", 100)]})

    assert [place.number for _, place in in_call_order(line, ("A",))] == ["A006", "A005", "A007"]


def test_who_has_not_come_is_not_in_the_order_but_is_found():
    line = _waiting({"A.h": [("A001", 10)]})

    assert head(line, ("A",)) is None
    assert find(line, "A001") == ("A.h", Place("A001", 10))


def _waiting(lists):
    waiting = {name: tuple(Place(*place) for place in places) for name, places in lists.items()}
    return Line(KEY, waiting=waiting)


def _at(said):
    return int(moment(said).timestamp())
