"""A slot's places by quota: shares, their release, and what no-shows allow to add."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.queueing.booking_rules import NO_QUOTAS, Quota, Quotas
from chalicelib.queueing.quota import Plan, freed, overbooked, plan_of
from tests.factories import NINE, an_office


def quotas(walk_in: int = 0, partner: int = 0) -> Quotas:
    return Quotas(
        walk_in=Quota(walk_in, 60) if walk_in else None, partner=Quota(partner, 1440) if partner else None
    )


@pytest.mark.parametrize(
    ("capacity", "walk_in", "partner", "plan"),
    [
        (4, 0, 0, "4/0/0"),
        (4, 25, 25, "2/1/1"),
        (5, 20, 20, "3/1/1"),
        (4, 20, 20, "4/0/0"),
        (9, 25, 0, "7/2/0"),
        (9, 0, 33, "7/0/2"),
        (1, 99, 0, "1/0/0"),
        (1, 100, 0, "0/1/0"),
        (10, 50, 50, "0/5/5"),
        (0, 50, 50, "0/0/0"),
        (500, 29, 1, "350/145/5"),
    ],
)
def test_shares_are_rounded_down_and_the_rest_is_the_web_s(capacity, walk_in, partner, plan):
    assert str(plan_of(quotas(walk_in, partner), capacity)) == plan


def test_without_quotas_all_places_are_the_web_s():
    assert plan_of(NO_QUOTAS, 4) == Plan(web=4)


@given(st.integers(0, 500), st.integers(0, 100), st.integers(0, 100))
def test_a_plan_gives_out_each_place_once(capacity, walk_in, partner):
    plan = plan_of(quotas(walk_in, min(partner, 100 - walk_in)), capacity)

    assert plan.web + plan.walk_in + plan.partner == capacity
    assert min(plan.web, plan.walk_in, plan.partner) >= 0


WALK_IN = {"walk_in": {"percent": 20, "release_minutes": 60}}
BOTH = {**WALK_IN, "partner": {"percent": 20, "release_minutes": 1440}}


@pytest.mark.parametrize(
    ("quota", "before", "names"),
    [
        ({}, 0, set()),
        (WALK_IN, 3601, set()),
        (WALK_IN, 3600, {"walk_in"}),
        (WALK_IN, 0, {"walk_in"}),
        (BOTH, 86_401, set()),
        (BOTH, 86_400, {"partner"}),
        (BOTH, 3601, {"partner"}),
        (BOTH, 3600, {"walk_in", "partner"}),
        (BOTH, -60, {"walk_in", "partner"}),
        ({"walk_in": {"percent": 20, "release_minutes": 0}}, 1, set()),
        ({"walk_in": {"percent": 20, "release_minutes": 0}}, 0, {"walk_in"}),
    ],
)
def test_a_quota_is_freed_so_many_seconds_before_the_slot_to_the_second(quota, before, names):
    office = an_office(slot={"minutes": 30, "days": 14, "capacity": {"umum": 5}, "quota": quota})

    assert freed(office, start=NINE, now=NINE - before) == names


@pytest.mark.parametrize(
    ("capacity", "rate", "most", "extra"),
    [
        (10, 0.0, 50, 0),
        (10, 0.5, 0, 0),
        (10, 0.09, 50, 0),
        (10, 0.1, 50, 1),
        (9, 0.1, 50, 1),
        (8, 0.1, 50, 0),
        (7, 0.3, 50, 3),
        (10, 0.5, 100, 10),
        (10, 0.5, 20, 2),
        (4, 0.5, 20, 0),
        (5, 0.5, 20, 1),
        (5, 0.01, 20, 0),
        (10, 1.0, 20, 2),
        (10, -0.1, 20, 0),
        (0, 0.5, 20, 0),
    ],
)
def test_as_many_more_as_are_expected_not_to_come_and_never_beyond_the_limit(capacity, rate, most, extra):
    assert overbooked(capacity, rate, most) == extra


@given(st.integers(0, 500), st.floats(0, 1), st.integers(0, 50))
def test_no_more_are_expected_to_come_than_there_are_places(capacity, rate, most):
    extra = overbooked(capacity, rate, most)

    assert 0 <= extra <= capacity * most // 100
    # The rate is taken to four digits.
    assert (capacity + extra) * (1 - rate) <= capacity + (capacity + extra) / 10_000
