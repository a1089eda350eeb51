"""The peers' formula, spelt out: minutes times people ahead over open counters, as a rounded range."""

import pytest

from chalicelib.queueing.commands import SetCounter
from chalicelib.queueing.line import Line, Place
from chalicelib.queueing.order import find
from chalicelib.queueing.waiting_time import Learnt, Pace, ahead, as_range, expected, wait
from tests.factories import KEY, NINE, a_call, a_take, after, an_office, opened, rid

OFFICE = an_office()
GENERAL, DENTAL = OFFICE.service("umum"), OFFICE.service("gigi")
PACE = Pace(OFFICE)


def waiting(people, *counters, letter="A"):
    """A line with open counters and so many waiting."""
    line = after(*[opened(counter) for counter in counters])
    return line.with_list(
        f"{letter}.w", tuple(Place(f"{letter}{n:03d}", NINE + n) for n in range(1, people + 1))
    )


@pytest.mark.parametrize(
    ("people", "counters", "minutes"),
    [(0, "1", 0), (5, "1", 50), (5, "12", 25), (5, "", 50)],
    ids=["nobody", "one counter", "two counters", "none open counts as one"],
)
def test_the_wait_is_minutes_times_people_over_open_counters(people, counters, minutes):
    assert expected(waiting(people, *counters), PACE, GENERAL) == minutes


def test_counters_that_all_serve_add_half_a_service():
    line = after(opened(), a_take("ani"), a_call("one"))

    assert expected(line, PACE, GENERAL) == 5


def test_a_shared_counter_s_other_service_counts_too():
    line = after(opened("2"), a_take("ani"), a_take("citra", letter="B"))

    assert expected(line, PACE, GENERAL) == 10 + 20


def test_a_counter_that_staff_set_to_another_service_does_not_count():
    line = waiting(4, "1", "2")
    moved = after(SetCounter(rid("x"), counter="2", state="open", letters=("B",)), line=line)

    assert (expected(line, PACE, GENERAL), expected(moved, PACE, GENERAL)) == (20, 40)


def test_what_was_learnt_goes_before_the_usual_minutes():
    assert expected(waiting(5, "1"), Pace(OFFICE, {"umum": Learnt(6.0)}), GENERAL) == 30


@pytest.mark.parametrize(
    ("minutes", "shown"), [(0, (0, 5)), (1, (0, 5)), (50, (30, 80)), (100_000, (1435, 1440))]
)
def test_the_range_is_rounded_outwards_to_five_minutes_and_ends_with_the_day(minutes, shown):
    assert as_range(minutes, Learnt(10)) == shown


def test_who_is_ahead_is_who_would_be_called_before():
    line = waiting(3, "1")

    assert [place.number for _, place in ahead(line, OFFICE, GENERAL, Place("A003", NINE + 3))] == [
        "A001",
        "A002",
    ]
    assert wait(line, PACE, GENERAL, Place("A001", NINE + 1)) == (0, 5)


def test_of_equal_turns_the_one_that_stands_before_is_ahead():
    line = Line(KEY).with_list("A.w", (Place("A006", NINE), Place("A005", NINE)))

    assert [place.number for _, place in ahead(line, OFFICE, GENERAL, Place("A005", NINE))] == ["A006"]


def test_one_who_has_not_come_stands_where_the_turn_would_put_them():
    line = after(a_take("ani", NINE), a_take("budi", NINE + 60, present=False), a_take("citra", NINE + 120))
    found = find(line, "A002")

    assert found is not None
    place = found[1]
    assert [one.number for _, one in ahead(line, OFFICE, GENERAL, place)] == ["A001"]


def test_who_was_sent_to_one_counter_waits_for_that_one_alone():
    line = waiting(4, "1", "2").with_list("A@2.w", (Place("A009", NINE + 3),))
    sent, last = Place("A009", NINE + 3), Place("A004", NINE + 4)

    assert [one.number for _, one in ahead(line, OFFICE, GENERAL, sent)] == ["A001", "A002", "A003"]
    assert expected(line, PACE, GENERAL, sent) == 30
    assert [one.number for _, one in ahead(line, OFFICE, GENERAL, last)] == ["A001", "A002", "A003", "A009"]
    assert expected(line, PACE, GENERAL, last) == 20


def test_who_was_sent_to_a_floor_waits_for_its_counters():
    office = an_office(
        floors=[
            {"id": "up", "name": {"id": "Atas", "en": "Up"}},
            {"id": "low", "name": {"id": "B", "en": "L"}},
        ],
        counters=[
            {"id": "1", "services": ["umum"], "floor": "low"},
            {"id": "2", "services": ["umum"], "floor": "up"},
            {"id": "3", "services": ["gigi"], "floor": "up"},
        ],
    )
    line = waiting(2, "1", "2", "3").with_list("A@up.w", (Place("A009", NINE + 9),))
    sent = Place("A009", NINE + 9)

    assert expected(line, Pace(office), GENERAL, sent) == 20
    assert expected(line, Pace(office), GENERAL) == 15


def test_who_was_sent_to_a_counter_that_pauses_counts_those_of_the_service():
    line = waiting(2).with_list("A@2.w", (Place("A009", NINE + 9),))

    assert expected(line, PACE, GENERAL, Place("A009", NINE + 9)) == 20
