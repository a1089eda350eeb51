"""An office whose line can be called."""

import pytest

from chalicelib.store import lines, offices
from tests.factories import HOME, KEY, NINE, a_take, opened
from tests.functions.api import load, open_always


@pytest.fixture
def office(aws):
    """The office of the factories, open at any hour, in the tables."""
    load(open_always())
    return offices.read("rsud")


@pytest.fixture
def three_wait(office):
    """Monday 09:00: Ani, Budi and Citra wait, counters 1 and 2 are open."""
    for command in (opened("1"), opened("2"), a_take("ani"), a_take("budi"), a_take("citra")):
        lines.apply(HOME, KEY, command, NINE)
    return office
