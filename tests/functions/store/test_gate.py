"""The sold-out gate: what a process remembers of a slot, for a moment and not longer."""

import pytest

from chalicelib.queueing.places import PARTNER, WALK_IN, WEB, Places, hold_of
from chalicelib.queueing.quota import Plan
from chalicelib.store import gate
from tests.factories import NINE

PK = "slot#rsud#umum#2026-03-02T09:00"

pytestmark = pytest.mark.usefixtures("nothing_kept")


def left(web, walk_in=0, held=()):
    return Places(Plan(4, 2), web, walk_in, 0, held=frozenset(held))


def refused(n=1, now=NINE, quota=WEB, pk=PK):
    return gate.is_full(pk, quota, n, now)


def test_what_is_not_known_is_not_refused():
    assert not refused()


def test_who_is_full_for_three_is_full_for_more_and_not_for_two():
    gate.note(PK, WEB, left(2), NINE)

    assert [refused(n) for n in (1, 2, 3, 4, 5)] == [False, False, True, True, True]


def test_it_is_gone_by_for_two_seconds_and_not_renewed():
    gate.note(PK, WEB, left(0), NINE)
    gate.note(PK, WEB, left(0), NINE + 1)

    assert [refused(now=NINE + s) for s in (0, 1, 2, 3)] == [True, True, False, False]


def test_that_there_was_less_is_remembered_before_that_there_was_more():
    gate.note(PK, WEB, left(0), NINE)
    gate.note(PK, WEB, left(3), NINE + 1)
    assert refused(now=NINE + 1)

    gate.note(PK, WEB, left(3), NINE + 2)
    gate.note(PK, WEB, left(0), NINE + 2)
    assert refused(now=NINE + 3)


def test_a_hold_that_runs_out_opens_the_gate_before():
    gate.note(PK, WEB, left(0, held=[hold_of(NINE + 1, 1, "x"), hold_of(NINE + 300, 1, "y")]), NINE)

    assert [refused(now=NINE + s) for s in (0, 1)] == [True, False]


def test_a_clock_that_was_set_back_does_not_keep_it_shut():
    gate.note(PK, WEB, left(0), NINE)

    assert not refused(now=NINE - 1)


def test_quotas_and_slots_are_known_apart():
    gate.note(PK, WEB, left(0, walk_in=2), NINE)
    gate.note(PK, WALK_IN, left(0, walk_in=2), NINE)

    assert not refused(2, quota=WALK_IN)
    assert refused(3, quota=WALK_IN)
    assert not refused(quota=PARTNER)
    assert not refused(pk=PK + "x")


def test_what_this_process_gave_back_is_known_at_once():
    gate.note(PK, WEB, left(0), NINE)

    gate.open_again(PK)

    assert not refused()


def test_it_does_not_grow_without_end(monkeypatch):
    monkeypatch.setattr(gate, "MOST", 10)
    for n in range(25):
        gate.note(f"{PK}{n}", WEB, left(0), NINE)

    assert sum(refused(pk=f"{PK}{n}") for n in range(25)) <= 10
    assert refused(pk=f"{PK}24")
