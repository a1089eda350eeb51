"""The lease in a real table: at no moment may the cloud and the hub both call, and no late word shuts an office."""

from dataclasses import replace

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    precondition,
    rule,
    run_state_machine_as_test,
)

from chalicelib.store import leases
from chalicelib.store.leases import AWAY, FOLLOWER, MASTER, Lease
from devices.hub import lease as hub
from tests.factories import HOME

HUB = "hub-rsud-1"
START = 1_000_000
SETTLES = leases.SETTLES
RUNS = 10
"""Seconds that a function which calls may run."""


@pytest.fixture(params=["aws", pytest.param("dynamodb", marks=pytest.mark.engine)])
def tables(request):
    """Empty tables in memory, and on the engine that is as strict as AWS."""
    request.getfixturevalue(request.param)


def renewed(state, saw):
    return leases.renew(HOME, "rsud", Lease(HUB, state, saw))


@pytest.mark.parametrize("state", [FOLLOWER, MASTER, AWAY])
def test_what_was_said_before_the_line_was_taken_back_and_comes_later_shuts_no_office(tables, state):
    renewed(FOLLOWER, 1000)
    leases.end(HOME, "rsud", 1010)

    there = renewed(state, 1000)

    assert (there.state, there.saw) == (AWAY, 1010)
    assert there.calls_here(2000)


@pytest.mark.parametrize("late", [FOLLOWER, AWAY, MASTER])
@pytest.mark.parametrize("known", [FOLLOWER, MASTER, AWAY])
def test_of_two_with_one_time_only_that_a_follower_leads_or_leaves_counts(tables, known, late):
    renewed(FOLLOWER, 1000)
    renewed(known, 1000)

    there = renewed(late, 1000)

    assert there.state == (late if known == FOLLOWER else known)


@pytest.mark.parametrize(
    ("state", "at", "calls"),
    [
        # The cloud called, and calls on as long as it could; then it waits until the hub must know.
        (FOLLOWER, 1029, True),
        (FOLLOWER, 1030, False),
        (FOLLOWER, 1054, False),
        (FOLLOWER, 1055, True),
        (MASTER, 1011, False),
        (MASTER, 1054, False),
        (MASTER, 1055, True),
    ],
)
def test_the_cloud_calls_when_the_hub_must_have_heard_that_its_line_was_taken_back(tables, state, at, calls):
    renewed(FOLLOWER, 1000)
    renewed(state, 1000)
    leases.end(HOME, "rsud", 1010)
    leases.end(HOME, "rsud", 1012)

    assert leases.read(HOME, "rsud").calls_here(at) is calls


@pytest.mark.parametrize(("state", "then"), [(FOLLOWER, FOLLOWER), (MASTER, AWAY)])
def test_or_as_soon_as_it_says_a_later_time(tables, state, then):
    renewed(FOLLOWER, 1000)
    renewed(state, 1000)
    leases.end(HOME, "rsud", 1010)

    there = renewed(state, 1011)

    assert (there.state, there.calls_here(1012)) == (then, True)


class OneMaster(RuleBasedStateMachine):
    """A cloud with its table, a hub with its disk, and a network that delays, doubles, reorders and loses.

    A line is taken back either from a hub that is switched off, and gets no power again before there is a link, or from one
    that was heard of just now, and hears within `SETTLES`: any other a manager is told to switch off first.
    """

    offices = 0

    @initialize()
    def begins(self):
        OneMaster.offices += 1
        self.office, self.now, self.last_call = f"office{OneMaster.offices}", START, START
        self.hub, self.disk, self.powered = hub.started(FOLLOWER, False, 0.0), (FOLLOWER, False, False), True
        self.up, self.down = list[Lease](), list[tuple[int, str]]()
        self.lease = None
        self._renew()
        self._goes(self.up.pop(0))
        self._hears(self.down.pop(0))
        self._renew()
        self._goes(self.up.pop(0))
        self._hears(self.down.pop(0))

    @rule(seconds=st.integers(1, 40))
    def time_goes_by(self, seconds):
        for _ in range(seconds):
            self._second()

    @precondition(lambda self: self.powered)
    @rule()
    def the_hub_renews(self):
        self._renew()

    @precondition(lambda self: self.up)
    @rule(which=st.integers(0, 10_000), again=st.booleans())
    def a_renewal_comes(self, which, again):
        said = self.up[which % len(self.up)]
        if not again:
            self.up.remove(said)
        self._goes(said)

    @precondition(lambda self: self.down and self.powered)
    @rule(which=st.integers(0, 10_000), again=st.booleans())
    def an_answer_comes(self, which, again):
        said = self.down[which % len(self.down)]
        if not again:
            self.down.remove(said)
        self._hears(said)

    @rule()
    def all_on_the_way_is_lost(self):
        self.up, self.down = [], []

    @precondition(lambda self: self.powered)
    @rule(off=st.integers(0, 90))
    def the_hub_loses_its_power(self, off):
        # What was on its way to it finds no connection any more.
        self.powered, self.down = False, []
        for _ in range(off):
            self._second()
        self._powered()

    @precondition(lambda self: self.powered and self.hub.state == MASTER)
    @rule()
    def the_hub_brings_its_last_steps_home_and_loses_the_link(self):
        self.hub = hub.closing(self.hub)
        self._second()
        self.hub = hub.reopened(self.hub)

    @precondition(lambda self: self.powered and self.hub.state == MASTER)
    @rule()
    def the_hub_comes_home(self):
        self.hub = hub.follows(hub.closing(self.hub), self._boot())
        self._kept()
        self._renew()

    @precondition(lambda self: self.powered and self.hub.state == FOLLOWER)
    @rule()
    def the_hub_says_goodbye(self):
        self.hub = hub.away(self.hub)
        self.disk = (AWAY, False, False)
        self._renew()
        self.powered, self.down = False, []

    @precondition(lambda self: not self.powered)
    @rule()
    def the_hub_is_switched_on(self):
        self._powered()

    @rule()
    def a_broken_hub_s_line_is_taken_back(self):
        """The hub has no power; when it has again there is a link."""
        self.powered, self.down = False, []
        leases.end(HOME, self.office, self.now)
        self._known()
        for _ in range(SETTLES):
            self._second()
        self._powered(linked=True)

    @precondition(lambda self: self.powered and self.lease and self.now - self.lease.saw < leases.LASTS)
    @rule(lag=st.integers(0, 4))
    def a_linked_hub_s_line_is_taken_back(self, lag):
        """What was said before may come at any time; what is said from now on comes soon."""
        leases.end(HOME, self.office, self.now)
        self._known()
        self._linked(lag)

    @precondition(lambda self: self.powered)
    @rule(lag=st.integers(0, 4))
    def the_link_is_good_for_a_while(self, lag):
        self._linked(lag)

    def _linked(self, lag):
        for second in range(SETTLES):
            if second % 10 == 0:
                self._renew()
                up = self.up.pop()
                for _ in range(lag):
                    self._second()
                self._goes(up)
                self._hears(self.down.pop())
            self._second()

    def _powered(self, linked=False):
        self.powered = True
        self.hub = hub.started(*self.disk[:2], self._boot(), self.disk[2])
        if linked:
            # Its first words are exchanged before it may lead; one that led before calls at once, and is heard at once.
            self._renew()
            if self.hub.echoed is None:
                self.down.append((self.now, self.lease.state if self.lease else AWAY))
            else:
                self._goes(self.up.pop())
            self._hears(self.down.pop())
            self._linked(0)

    def _second(self):
        self.now += 1
        if self.lease is None or self.lease.calls_here(self.now):
            self.last_call = self.now
        if self.powered and hub.is_due(self.hub, self._boot()):
            self.hub = hub.leads(self.hub)
            self._kept()
        self._one_calls()

    def _one_calls(self):
        both = self.powered and self.hub.calls and self.now - self.last_call < RUNS
        assert not both, (self.now - START, self.hub, self.lease)

    def _renew(self):
        self.hub = hub.renewed(self.hub)
        # A hub that knows no time yet asks for one.
        self.up.append(Lease(HUB, self.hub.state, -1 if self.hub.now is None else self.hub.now))

    def _goes(self, said):
        if said.saw >= 0:
            leases.renew(HOME, self.office, said)
        self._known()
        self.down.append((self.now, self.lease.state if self.lease else AWAY))

    def _hears(self, said):
        now, state = said
        self.hub = hub.heard(self.hub, now, state, self._boot())
        self._kept()
        self._one_calls()

    def _known(self):
        self.lease = leases.read(HOME, self.office)

    def _kept(self):
        self.disk = (self.hub.state, self.hub.confirmed, self.hub.taken)

    def _boot(self):
        return float(self.now - START)


def search(examples):
    return settings(
        max_examples=examples, stateful_step_count=30, deadline=None, database=None,
        phases=[Phase.generate], suppress_health_check=list(HealthCheck),
    )  # fmt: skip


def test_there_is_no_moment_in_which_both_may_call(tables):
    run_state_machine_as_test(OneMaster, settings=search(25))


@pytest.mark.slow
def test_if_a_renewal_counted_from_when_it_comes_both_would_call(aws, monkeypatch):
    renew = leases.renew
    monkeypatch.setattr(
        leases, "renew", lambda region, office, said: renew(region, office, replace(said, saw=said.saw + 60))
    )

    with pytest.raises(AssertionError):
        run_state_machine_as_test(OneMaster, settings=search(100))


def a_hub_that_leads():
    """A hub that leads after its link was gone for a while, and is heard of just now."""
    scene = OneMaster()
    scene.begins()
    for seconds in (1, leases.LASTS + SETTLES, 1):
        scene.time_goes_by(seconds)
        scene.the_hub_renews()
        scene.a_renewal_comes(0, False)
        scene.an_answer_comes(0, False)
    assert (scene.hub.state, scene.lease.state) == (MASTER, MASTER)
    return scene


def test_the_cloud_calls_only_when_a_hub_that_leads_has_heard_that_its_line_was_taken_back(aws):
    a_hub_that_leads().a_linked_hub_s_line_is_taken_back(4)


def test_if_it_called_at_once_both_would_call(aws, monkeypatch):
    scene = a_hub_that_leads()
    monkeypatch.setattr(leases, "SETTLES", 0)

    with pytest.raises(AssertionError):
        scene.a_linked_hub_s_line_is_taken_back(4)
