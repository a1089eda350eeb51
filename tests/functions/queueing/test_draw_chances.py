"""The draw's chances, over thousands of draws with fixed seeds: everyone's are the same, and none can be bettered.

The draws are always the same ones, so no test fails by chance; `ALPHA` is how rarely one would if they were not.
"""

import random

import pytest

from chalicelib.queueing.drawing import allocate
from tests.chi_squared import of_uniform, p_value
from tests.functions.queueing.test_drawing import RUNS, SLOTS, an_entry, drawn, person

pytestmark = pytest.mark.slow

ALPHA = 0.001


def test_each_who_enters_has_the_same_chance_of_each_rank():
    """2,000 draws among 40: 1,600 cells of who came when and who was drawn where, 50 expected in each."""
    size, draws = 40, 2_000
    entries = [an_entry(n) for n in range(size)]
    place = {one.entry: n for n, one in enumerate(entries)}
    cells = [0] * size**2

    for n in range(draws):
        for rank, one in enumerate(drawn(entries, n)):
            cells[place[one.entry] * size + rank] += 1

    # Rows and columns are permutations: (size - 1)² degrees of freedom, and the statistic is size/(size - 1) too large.
    expected = draws / size
    statistic = sum((one - expected) ** 2 / expected for one in cells) * (size - 1) / size
    assert p_value(statistic, (size - 1) ** 2) > ALPHA
    assert sum(cells) == draws * size


def test_each_who_enters_has_the_same_chance_of_a_place_whoever_came_first():
    """4,000 draws of 10 places among 40 who came one after the other: each is drawn in a quarter of them."""
    size, wins = 40, [0] * 40
    entries = [an_entry(n, 1, n % 4) for n in range(size)]
    places = dict(zip(SLOTS, [3, 3, 2, 2], strict=True))

    for n in range(4_000):
        found = allocate(drawn(entries, n), RUNS, places)
        wins = [count + (one.entry in found) for count, one in zip(wins, entries, strict=True)]

    assert sum(wins) == 40_000
    _, p = of_uniform(wins, shrinks=(1 - 10 / size) * size / (size - 1))
    assert p > ALPHA


def test_a_family_is_drawn_as_one_and_as_often_as_anyone():
    """4,000 draws of 20 places among 10 families of three and 10 who come alone; places are enough that size decides
    nothing before the last few ranks, so being among the first three is compared."""
    entries = [an_entry(n, 3 if n < 10 else 1) for n in range(20)]
    first = [0] * 20

    for n in range(4_000):
        for one in drawn(entries, n)[:3]:
            first[entries.index(one)] += 1

    assert of_uniform(first, shrinks=(1 - 3 / 20) * 20 / 19)[1] > ALPHA


def test_fifty_connections_gain_nothing():
    """A bot sends its entry fifty times, first and with every wish there is; there is one entry of a person, and in
    4,000 draws of 5 places among 30 it is drawn as often as the others."""
    wins = [0] * 30
    luck = random.Random("bot")

    for n in range(4_000):
        sent = [an_entry("bot", 1, *luck.sample(range(4), 3)) for _ in range(50)]
        sent += [an_entry(n) for n in range(29)]
        kept = {one.entry: one for one in reversed(sent)}
        found = allocate(
            drawn(list(kept.values()), n), RUNS, dict.fromkeys(SLOTS[:1], 5) | dict.fromkeys(SLOTS[1:], 0)
        )
        wins[0] += person("bot") in found
        wins[1:] = [count + (person(n) in found) for n, count in enumerate(wins[1:])]

    assert sum(wins) == 20_000
    assert of_uniform(wins, shrinks=(1 - 5 / 30) * 30 / 29)[1] > ALPHA
    # Drawn in a sixth of the draws, 667; by chance alone that varies by 24.
    assert abs(wins[0] - 4_000 / 6) < 3 * 24


def test_a_draw_that_favoured_somebody_would_be_found():
    """The test itself: it finds a draw in which one of forty is drawn a third more often."""
    wins, luck = [0] * 40, random.Random("biased")

    for _ in range(4_000):
        weight = {n: luck.random() ** (0.7 if n == 0 else 1.0) for n in range(40)}
        for n in sorted(weight, key=weight.__getitem__)[-10:]:
            wins[n] += 1

    assert of_uniform(wins, shrinks=(1 - 10 / 40) * 40 / 39)[1] < ALPHA


@pytest.mark.parametrize(
    ("statistic", "degrees", "p"),
    [(3.841, 1, 0.05), (0.0, 5, 1.0), (18.307, 10, 0.05), (72.055, 39, 0.001), (149.449, 100, 0.001), (4.351, 5, 0.5)],
)  # fmt: skip
def test_the_test_of_chances_is_that_of_the_tables(statistic, degrees, p):
    assert p_value(statistic, degrees) == pytest.approx(p, rel=2e-3)
