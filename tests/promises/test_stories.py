"""The promises' stories on all three engines, and each once more without the guard that it rests on."""

import pytest

from chalicelib.issuing import found, issue
from chalicelib.queueing import step
from chalicelib.store import at_once, ledger, requests

from . import scenarios as s
from .guards import GUARDS

RESTS_ON = {
    "line: seq = seen": s.two_who_saw_the_same_line_call_two_tickets,
    "line: made once": s.two_who_begin_the_day_take_two_numbers,
    "line: ring": s.a_repeat_is_answered_from_the_ring,
    "line: press sequence": s.a_press_is_answered_from_its_sequence_when_the_ring_has_forgotten_it,
    "line: fence": s.a_request_that_the_ring_has_forgotten_is_not_done_again,
    "take at once: not in the ring": s.a_take_that_another_process_did_meanwhile_is_not_done_again,
    "take at once: fence": s.a_take_whose_fence_fell_meanwhile_is_not_done_again,
    "ticket: put if absent": s.a_ticket_that_is_asked_for_hours_later_has_its_number,
    "ticket: newer seq": s.a_step_that_is_followed_again_does_not_turn_a_ticket_back,
    "ticket: fence renewed from the old one": s.of_twins_whose_take_never_happened_one_sets_the_new_fence,
    "request: put if absent": s.a_request_that_the_ring_has_forgotten_is_not_done_again,
    "request: same body": s.a_key_that_comes_with_another_body_is_refused,
    "request: fence renewed from the old one": s.twins_whose_request_never_happened_go_on_from_one_fence,
    "ledger: put if absent": s.an_entry_of_the_ledger_is_written_once,
    "ledger: behind the one before": s.an_entry_waits_for_the_one_before,
    "slot: places left": s.the_last_place_of_a_slot_goes_to_one,
    "hold: places left": s.the_last_place_is_held_for_one,
    "hold: kept once": s.a_hold_keeps_its_place_once_however_often_it_is_asked,
    "booking: one move at a time": s.a_booking_is_on_its_way_to_one_slot,
    "slot: one place a booking": s.a_booking_has_one_place_however_often_it_asks,
    "back: still there": s.an_offer_that_is_passed_on_is_given_back_once,
    "offer: still held": s.an_offer_that_was_passed_on_is_accepted_no_more,
    "offer: back as it was": s.of_two_who_are_offered_one_place_at_once_one_has_it,
    "draw: announced once": s.a_draw_keeps_the_commit_with_which_it_was_announced,
    "draw: one entry a person": s.a_person_has_one_entry_in_a_draw_whatever_they_wish,
    "draw: as it was seen": s.of_two_who_hold_a_draw_at_once_one_says_what_it_is_over,
}
"""Which story must fail when a guard is gone."""

TAKEN_AWAY_ELSEWHERE = {
    "closure: places put aside",
    "closure: takes only what it closed",
    "place: given back by who left it",
}
"""Guards that are taken away where they are tested: in the race of closures, and in the tests of booking."""


@pytest.fixture(autouse=True)
def _a_short_ring(monkeypatch):
    """Four requests instead of 64, so that a story in which it has forgotten one is short."""
    s.STEPS.clear()
    for room in (step, requests, at_once, issue, found):
        monkeypatch.setattr(room, "RING", 4)


@pytest.mark.parametrize("story", s.SCENARIOS, ids=lambda story: story.__name__)
def test_promise(engine, story):
    story()


@pytest.mark.slow
@pytest.mark.parametrize("guard", RESTS_ON)
def test_without_its_guard_a_promise_is_seen_to_be_broken(aws, monkeypatch, guard):
    GUARDS[guard](monkeypatch)
    ledger.forget()

    with pytest.raises((AssertionError, pytest.fail.Exception)):
        RESTS_ON[guard]()


def test_every_guard_has_its_story():
    assert set(RESTS_ON) | TAKEN_AWAY_ELSEWHERE == set(GUARDS)
    # The day that has ended is kept twice: it has no lists either.
    assert set(s.SCENARIOS) - set(RESTS_ON.values()) == {
        s.nobody_takes_a_number_of_a_day_that_has_ended_meanwhile
    }
