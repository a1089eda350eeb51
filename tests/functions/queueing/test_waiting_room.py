"""Who is let in when: by lot who came early, behind them who came late, and never more than the office's rate."""

import random
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.queueing.waiting_room import (
    WaitingRoom,
    least_number,
    let_in,
    place_behind,
    place_by_lot,
    room_of,
)
from tests.factories import an_office, an_office_document, moment

ROOM = {"per_second": 5, "minutes": 30}
DAY = date(2026, 3, 16)
CROWDS = (1, 2, 7, 50, 400, 3000, 20_000)


def slot(**more):
    return {**an_office_document()["slot"], "opens": "08:00", **more}


def at(said):
    return int(moment(said).timestamp())


def the_room(**changes):
    office = an_office(slot=slot(room={**ROOM, **changes}))
    return room_of(office, office.service("umum"), DAY)


def lots(n, seed):
    luck = random.Random(seed)
    return [luck.random() for _ in range(n)]


def test_one_may_come_a_quarter_of_an_hour_before_and_the_order_is_settled_a_minute_after():
    assert the_room() == WaitingRoom(
        begins=at("Monday 2026-03-02 07:45"),
        settles=at("Monday 2026-03-02 08:01"),
        closes=at("Monday 2026-03-02 08:30"),
        per_second=5,
    )


def test_a_room_of_a_minute_is_settled_after_half_of_it():
    room = the_room(minutes=1)

    assert (room.settles, room.closes) == (at("Monday 2026-03-02 08:00") + 30, at("Monday 2026-03-02 08:01"))


@pytest.mark.parametrize("more", [{}, {"room": ROOM, "draw": {"services": ["umum"], "minutes": 10}}])
def test_a_day_that_is_open_or_drawn_has_no_room(more):
    office = an_office(slot=slot(**more))

    assert room_of(office, office.service("umum"), DAY) is None


@pytest.mark.parametrize("crowd", CROWDS)
@pytest.mark.parametrize("seed", range(5))
def test_at_no_moment_are_more_let_in_than_the_rate_says(crowd, seed):
    room = the_room()
    late = [place_behind(number, crowd) for number in range(100)]
    early = [place_by_lot(lot, crowd) for lot in lots(crowd, seed)]

    moments = sorted(let_in(room, place) for place in early + late)

    assert all(n <= room.per_second * (second - room.settles) for n, second in enumerate(moments, 1))


@pytest.mark.parametrize("crowd", CROWDS)
def test_it_takes_little_longer_than_at_the_full_rate(crowd):
    room = the_room()

    last = let_in(room, place_behind(0, crowd)) - room.settles

    assert last <= (crowd + 3 * crowd**0.5 + 5) / room.per_second + 1


@given(st.lists(st.floats(0, 1, exclude_max=True), min_size=2, max_size=20), st.integers(1, 100_000))
def test_who_has_the_smaller_lot_is_never_let_in_later(drawn, crowd):
    places = [place_by_lot(lot, crowd) for lot in sorted(drawn)]

    assert places == sorted(places)
    assert all(place < place_behind(0, crowd) for place in places)


@given(st.floats(0, 1, exclude_max=True), st.integers(1, 100_000))
def test_the_more_come_the_later_a_lot_is_let_in(lot, crowd):
    assert place_by_lot(lot, crowd) <= place_by_lot(lot, crowd + 1)


def test_a_pause_does_not_let_a_crowd_in_at_once():
    room = the_room()
    now = room.settles + 600

    number = least_number(room, 100, now)

    assert now - 11 <= let_in(room, place_behind(number, 100)) <= now
    assert least_number(room, 100_000, now) == 0
