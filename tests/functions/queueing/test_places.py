"""A slot's places brought up to date: nothing is lost, nothing is made, whatever happens in between."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.queueing.places import (
    KEPT,
    PATIENCE,
    Places,
    as_of,
    cover,
    hold_of,
    is_offer,
    places_of,
    planned,
    until_of,
    untouched,
)
from chalicelib.queueing.quota import Plan

NOW = 1_000
NONE: frozenset[str] = frozenset()


def places(plan: Plan, web: int, walk_in: int, partner: int, freed=(), held=(), back=()) -> Places:
    return Places(plan, web, walk_in, partner, frozenset(freed), frozenset(held), frozenset(back))


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
        # What the waitlist is to deal with is nobody's, until nobody has dealt with it for ten minutes.
        (places(SIX, 0, 2, 1, (), ("401.2.offer-a",)), SIX, (), places(SIX, 0, 2, 1, (), ("401.2.offer-a",))),
        (places(SIX, 0, 2, 1, (), ("400.2.offer-a",)), SIX, (), places(SIX, 2, 2, 1)),
        (places(SIX, 0, 2, 1, back=("401.1.a", "1000.1.b")), SIX, (), places(SIX, 0, 2, 1, back=("401.1.a", "1000.1.b"))),
        (places(SIX, 0, 2, 1, back=("400.1.a", "1000.1.b")), SIX, (), places(SIX, 1, 2, 1, back=("1000.1.b",))),
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
    st.builds(
        hold_of,
        st.sampled_from([*range(NOW - 2, NOW + 3), *range(NOW - PATIENCE - 2, NOW - PATIENCE + 3)]),
        st.integers(1, 5),
        st.sampled_from(["a", "b", "c", "offer-a", "offer-b"]),
    )
)
some_places = st.builds(Places, plans, *[st.integers(-5, 9)] * 3, quotas, holds, holds)


def owed(there: Places) -> int:
    """What is left, held or given back, less the whole plan: what was given away, and no change of rules may change it."""
    kept = sum(map(places_of, there.held)) + sum(map(places_of, there.back))
    return there.web + there.walk_in + there.partner + kept - there.plan.whole


@given(some_places, plans, quotas, st.integers(NOW - 3, NOW + 3))
def test_nothing_is_lost_or_made_by_a_new_plan_a_freed_quota_or_a_hold_that_ran_out(there, plan, freed, now):
    assert owed(as_of(there, plan, freed, now)) == owed(there)


@given(some_places, plans, quotas, st.integers(NOW - 3, NOW + 3))
def test_to_bring_places_up_to_date_twice_changes_nothing(there, plan, freed, now):
    once = as_of(there, plan, freed, now)

    assert as_of(once, plan, freed, now) == once


@pytest.mark.parametrize(
    ("back", "n", "left", "lacking"),
    [
        ((), 1, (), 1),
        (("1000.1.a",), 1, (), 0),
        (("1001.1.a",), 1, ("1001.1.a",), 1),
        # The longest due goes first.
        (("999.1.a", "1000.1.b"), 1, ("1000.1.b",), 0),
        # Several for a family; of a family's the rest stays as it is.
        (("999.1.a", "1000.1.b", "1001.1.c"), 3, ("1001.1.c",), 1),
        (("999.1.a", "1000.3.b"), 2, ("1000.2.b",), 0),
        (("1000.5.a",), 2, ("1000.3.a",), 0),
    ],
)
def test_what_is_due_is_taken_first_and_no_more_of_it_than_needed(back, n, left, lacking):
    assert cover(places(SIX, 0, 0, 0, back=back), n, NOW) == (frozenset(left), lacking)


@given(some_places, st.integers(1, 5))
def test_taking_what_is_due_loses_and_makes_nothing(there, n):
    back, lacking = cover(there, n, NOW)

    assert sum(map(places_of, there.back)) - sum(map(places_of, back)) == n - lacking
    assert lacking == 0 or not [one for one in back if until_of(one) <= NOW]


@pytest.mark.parametrize(("hold", "offer"), [("1000.1.0ABC", False), ("1000.1.offer-0ABC", True)])
def test_an_offers_hold_is_told_from_a_forms(hold, offer):
    assert is_offer(hold) == offer
