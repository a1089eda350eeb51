"""A slot's places brought up to date: nothing is lost, nothing is made, whatever happens in between."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.queueing.places import KEPT, Places, as_of, hold_of, places_of, planned, untouched
from chalicelib.queueing.quota import Plan

NOW = 1_000
NONE: frozenset[str] = frozenset()


def places(plan: Plan, web: int, walk_in: int, partner: int, freed=(), held=()) -> Places:
    return Places(plan, web, walk_in, partner, frozenset(freed), frozenset(held))


SIX = Plan(3, 2, 1)


@pytest.mark.parametrize(
    ("there", "plan", "freed", "after"),
    [
        # Nothing has changed.
        (places(SIX, 1, 2, 0), SIX, (), places(SIX, 1, 2, 0)),
        # The partner's unused place comes to the web; one that the partner gave away does not.
        (places(SIX, 1, 2, 1), SIX, ("partner",), places(SIX, 2, 2, 0, ("partner",))),
        (places(SIX, 1, 2, 0), SIX, ("partner",), places(SIX, 1, 2, 0, ("partner",))),
        # Both are freed; what was freed once stays so, whatever another clock says.
        (places(SIX, 0, 2, 1), SIX, ("walk_in", "partner"), places(SIX, 3, 0, 0, ("walk_in", "partner"))),
        (places(SIX, 1, 2, 0, ("partner",)), SIX, (), places(SIX, 1, 2, 0, ("partner",))),
        # A place of a freed quota that was given back is the web's.
        (places(SIX, 0, 0, 1, ("partner",)), SIX, (), places(SIX, 1, 0, 0, ("partner",))),
        # The office gives more places, or fewer than are taken: then there are too few until somebody cancels.
        (places(SIX, 0, 2, 1), Plan(5, 2, 1), (), places(Plan(5, 2, 1), 2, 2, 1)),
        (places(SIX, 0, 0, 0), Plan(2, 2, 1), (), places(Plan(2, 2, 1), -1, 0, 0)),
        # What one quota has given away beyond its share the others lack.
        (places(SIX, 0, 2, 1), Plan(2, 2, 1), (), places(Plan(2, 2, 1), 0, 1, 1)),
        (places(SIX, 3, 0, 1), Plan(6, 0, 0), (), places(Plan(6, 0, 0), 4, 0, 0)),
        (places(SIX, 0, 2, 1), Plan(0, 0, 3), (), places(Plan(0, 0, 3), 0, 0, 0)),
        # A hold that ran out gives its places back, one that runs on does not.
        (places(SIX, 0, 2, 1, (), ("1000.2.a", "1001.1.b")), SIX, (), places(SIX, 2, 2, 1, (), ("1001.1.b",))),
    ],
)  # fmt: skip
def test_places_are_what_the_rules_of_now_make_of_them(there, plan, freed, after):
    assert as_of(there, plan, frozenset(freed), NOW) == after


def test_a_slot_that_nobody_booked_has_its_plan_and_freed_quotas_are_the_webs():
    assert untouched(SIX) == places(SIX, 3, 2, 1)
    assert untouched(SIX, {"walk_in"}) == places(SIX, 5, 0, 1, ("walk_in",))


@pytest.mark.parametrize(
    ("freed", "quota", "left"),
    [((), "web", 1), ((), "walk_in", 2), (("walk_in",), "walk_in", 1), (("walk_in",), "partner", 3)],
)
def test_who_books_from_a_freed_quota_gets_a_place_of_the_web(freed, quota, left):
    assert places(SIX, 1, 2, 3, freed).of(quota) == left


def test_a_plan_and_a_hold_are_read_as_they_are_written():
    assert planned(str(SIX)) == SIX
    assert hold_of(1001, 2, "X.Y") == "1001.2.X.Y"


plans = st.builds(Plan, *[st.integers(0, 9)] * 3)
quotas = st.frozensets(st.sampled_from(KEPT))
holds = st.frozensets(
    st.builds(hold_of, st.integers(NOW - 2, NOW + 2), st.integers(1, 5), st.sampled_from("abcdef"))
)
some_places = st.builds(Places, plans, *[st.integers(-5, 9)] * 3, quotas, holds)


def owed(there: Places) -> int:
    """What is left or held, less the whole plan: what was given away, and no change of rules may change it."""
    return there.web + there.walk_in + there.partner + sum(map(places_of, there.held)) - there.plan.whole


@given(some_places, plans, quotas, st.integers(NOW - 3, NOW + 3))
def test_nothing_is_lost_or_made_by_a_new_plan_a_freed_quota_or_a_hold_that_ran_out(there, plan, freed, now):
    assert owed(as_of(there, plan, freed, now)) == owed(there)


@given(some_places, plans, quotas, st.integers(NOW - 3, NOW + 3))
def test_to_bring_places_up_to_date_twice_changes_nothing(there, plan, freed, now):
    once = as_of(there, plan, freed, now)

    assert as_of(once, plan, freed, now) == once
