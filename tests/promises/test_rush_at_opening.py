"""The rush of `make bench`, small: nobody is oversold, whoever is refused costs little, and a draw favours nobody."""

import pytest

from tests.benchmarks.rush import chi_squared, ways

pytestmark = [pytest.mark.engine, pytest.mark.slow]

PEOPLE, BOTS, PLACES = 400, 3, 260
FAR = 27.9
"""The chi² with 9 degrees of freedom beyond which p is below 0.001."""


@pytest.fixture(scope="module")
def rush():
    with pytest.MonkeyPatch.context() as environment:
        environment.setenv("BENCH_PLACES", str(PLACES // 20))
        yield dict(ways(PEOPLE, BOTS))


@pytest.mark.parametrize("way", ["sold-out gate", "waiting room", "draw"])
def test_all_places_are_given_and_none_twice(rush, way):
    booked = [one for one in rush[way].outcomes if one.booked]

    assert rush[way].oversold == 0
    assert len({one.who for one in booked}) == len(booked)
    # Who asks for four slots only may find those full while another has a place; drawn, all are given.
    assert PLACES - 25 <= len(booked) <= PLACES if way != "draw" else len(booked) == PLACES


@pytest.mark.parametrize("way", ["sold-out gate", "waiting room", "draw"])
def test_who_is_refused_costs_next_to_no_write(rush, way):
    refusals = sum(one.refusals for one in rush[way].outcomes)

    assert refusals > 100
    assert rush[way].refused.writes < 0.1 * refusals


def test_in_a_draw_it_does_not_matter_when_one_came(rush):
    people = [one for one in rush["draw"].outcomes if not one.bot]

    assert chi_squared(people) < FAR
    assert chi_squared([one for one in rush["sold-out gate"].outcomes if not one.bot]) > FAR


def test_a_bot_with_fifty_connections_has_one_entry_in_a_draw(rush):
    bots = [one for one in rush["draw"].outcomes if one.bot]

    assert len(bots) == BOTS * 50
    assert sum(one.booking != "" for one in bots) == len({one.who for one in bots}) == BOTS
