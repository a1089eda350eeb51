"""Calling has one master, whatever is delayed, lost or switched off."""

from dataclasses import dataclass, field

import pytest
from hypothesis import given
from hypothesis import strategies as st

from devices.hub import lease as rules
from devices.hub.lease import AWAY, FOLLOWER, MASTER, Lease, heard, is_due, leads, renewed, started

CLOUD_REFUSES_AFTER = 30
FUNCTION_RUNS = 10


def following(at: float = 0.0) -> Lease:
    """A hub whom the cloud confirmed, and that echoed the time which it heard then."""
    return renewed(heard(started(FOLLOWER, False, at), 1000, FOLLOWER, at))


@pytest.mark.parametrize(("seconds", "leads_then"), [(0, False), (30, False), (44.9, False), (45, True)])
def test_it_leads_45_seconds_after_it_heard_what_it_echoed_last(seconds: float, leads_then: bool) -> None:
    assert is_due(following(), seconds) is leads_then


def test_a_time_that_was_heard_and_not_echoed_counts_for_nothing() -> None:
    lease = heard(following(), 1020, FOLLOWER, 20)

    assert is_due(lease, 45)
    assert not is_due(renewed(lease), 45)


def test_an_older_time_of_the_cloud_renews_nothing() -> None:
    assert is_due(renewed(heard(following(), 990, FOLLOWER, 40)), 45)


@pytest.mark.parametrize(
    ("kept", "confirmed", "may_lead"),
    [(FOLLOWER, True, True), (FOLLOWER, False, False), (AWAY, True, False), (AWAY, False, False)],
)
def test_after_a_start_it_waits_45_seconds_and_leads_only_if_the_cloud_counted_on_it(
    kept: str, confirmed: bool, may_lead: bool
) -> None:
    lease = started(kept, confirmed, 7.0)

    assert not is_due(lease, 51.9)
    assert is_due(lease, 52.0) is may_lead


def test_a_master_that_was_switched_off_is_master_again() -> None:
    assert started(MASTER, True, 0.0).calls


def test_a_hub_that_only_asked_is_not_counted_on() -> None:
    lease = renewed(started(FOLLOWER, False, 0.0))

    assert not is_due(lease, 3600)


def test_a_master_whose_line_was_taken_back_stops_calling() -> None:
    lease = leads(following())

    assert heard(lease, 1100, MASTER, 100).calls
    assert not heard(lease, 1100, FOLLOWER, 100).calls


def test_a_hub_that_came_home_counts_its_45_seconds_anew() -> None:
    lease = rules.follows(rules.closing(leads(following())), 100)

    assert not is_due(lease, 144.9)
    assert is_due(lease, 145)


def test_one_whose_line_was_taken_back_waits_for_the_cloud_s_word_before_it_leads_again() -> None:
    lease = rules.follows(heard(leads(following()), 1100, AWAY, 100), 110)

    assert not is_due(lease, 1000)
    assert not is_due(heard(lease, 2000, FOLLOWER, 120), 164.9)
    assert is_due(heard(lease, 2000, FOLLOWER, 120), 165)


def test_a_master_whose_line_was_taken_back_does_not_call_after_a_power_cut_either() -> None:
    assert not started(MASTER, True, 0.0, taken=True).calls


def test_a_master_that_loses_the_link_before_all_is_home_calls_on_unless_its_line_was_taken_back() -> None:
    lease = rules.closing(leads(following()))

    assert rules.reopened(lease).calls
    assert not rules.reopened(heard(lease, 1100, AWAY, 100)).calls


def test_an_answer_that_was_overtaken_says_nothing() -> None:
    away = heard(following(), 1100, AWAY, 100)

    assert not heard(away, 1099, FOLLOWER, 101).confirmed
    assert not heard(away, 1100, FOLLOWER, 101).confirmed
    assert heard(away, 1101, FOLLOWER, 101).confirmed


def test_a_first_echo_that_was_long_on_its_way_makes_nobody_lead_at_once() -> None:
    asked = renewed(heard(started(FOLLOWER, False, 0.0), 1000, AWAY, 1))
    lease = renewed(heard(asked, 1060, FOLLOWER, 61))

    assert not is_due(lease, 105.9)
    assert is_due(lease, 106)


@dataclass
class World:
    """A cloud and a hub with a network between them that loses and delays; time is the cloud's, in seconds."""

    saw: int | None = None
    away: bool = True
    lease: Lease = field(default_factory=lambda: started(FOLLOWER, False, 0.0))
    to_cloud: list[tuple[str, int | None]] = field(default_factory=list)
    to_hub: list[tuple[int, str]] = field(default_factory=list)

    def cloud_calls(self, now: int) -> bool:
        """Whether a function that begins to call now may; it may finish so much later."""
        return self.away or self.saw is None or now - self.saw < CLOUD_REFUSES_AFTER

    def act(self, what: str, now: int) -> None:
        if what == "renew":
            self.lease = renewed(self.lease)
            self.to_cloud.append((self.lease.state, self.lease.now))
        elif what == "cloud hears" and self.to_cloud:
            state, saw = self.to_cloud.pop(0)
            if saw is not None and (self.saw is None or saw > self.saw):
                self.saw, self.away = saw, state == AWAY
            taken_for = FOLLOWER if self.saw is not None and not self.away else AWAY
            self.to_hub.append((now, taken_for))
        elif what == "hub hears" and self.to_hub:
            self.lease = heard(self.lease, *self.to_hub.pop(0), float(now))
        elif what == "lost":
            self.to_cloud.clear()
            self.to_hub.clear()
        elif what == "restart":
            self.lease = started(self.lease.state, self.lease.confirmed, float(now))


WHAT = ("renew", "cloud hears", "hub hears", "lost", "restart")


@given(st.lists(st.tuples(st.sampled_from(WHAT), st.integers(0, 40)), max_size=60))
def test_there_is_never_a_moment_with_two_masters(story: list[tuple[str, int]]) -> None:
    world, now, last_call = World(), 0, -1
    for what, waits in story:
        for _ in range(waits + 1):
            now += 1
            if world.cloud_calls(now):
                last_call = now + FUNCTION_RUNS
            assert not (is_due(world.lease, float(now)) and now <= last_call), story
        world.act(what, now)
