"""An office whose line can be called; one with a single service, and one with stations on two floors."""

import pytest

from chalicelib.store import lines, offices
from tests.factories import HOME, KEY, NINE, a_take, opened
from tests.functions.api import a_hospital, load, open_always
from tests.functions.deployed import deployed

__all__ = ["deployed"]


@pytest.fixture
def office(aws):
    """The office of the factories, open at any hour, in the tables."""
    load(open_always())
    return offices.read("rsud")


@pytest.fixture
def three_wait(office):
    """Monday 09:00: Ani, Budi and Citra wait, counters 1 and 2 are open."""
    return _with_three_who_wait(office)


@pytest.fixture
def hospital(aws):
    """The same morning where a visit goes on from the clinic to the pharmacy, and counters stand on two floors."""
    load(a_hospital())
    return _with_three_who_wait(offices.read("rsud"))


def _with_three_who_wait(office):
    for command in (opened("1"), opened("2"), a_take("ani"), a_take("budi"), a_take("citra")):
        lines.apply(HOME, KEY, command, NINE)
    return office
