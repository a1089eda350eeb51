"""Any interleaving of two who read early and write late: nothing is issued or called twice, nobody is lost or overtaken."""

from itertools import count

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from chalicelib.errors import Refusal
from chalicelib.queueing import commands as c
from chalicelib.queueing.line import LineKey
from chalicelib.store import lines
from tests.factories import HOME, MONDAY, NINE, a_call, a_take, opened, rid

from .faults import faults_of
from .guards import GUARDS

clients, visitors = st.sampled_from("12"), st.integers(0, 6)
epochs = count(1)

FEW = settings(
    max_examples=15, stateful_step_count=20, deadline=None, suppress_health_check=list(HealthCheck),
    phases=[Phase.generate], derandomize=True, database=None,
)  # fmt: skip

VERBS = (c.Recall, c.Serve, c.Finish, c.NoShow, c.Hold, c.Undo, c.Transfer)


class TwoWhoRace(RuleBasedStateMachine):
    """Each client goes by the line as it last read it, however old that is."""

    @initialize()
    def a_new_line_with_two_open_counters(self):
        self.key, self.now = LineKey("rsud", MONDAY, next(epochs)), NINE
        self.numbers, self.history = {}, []
        for client in "12":
            self.seen = {client: lines.read(HOME, self.key)}
            self._apply(client, opened(client))
        self.seen = dict.fromkeys("12", lines.read(HOME, self.key))

    @rule(client=clients)
    def reads(self, client):
        self.seen[client] = lines.read(HOME, self.key)

    @rule(client=clients, visitor=visitors)
    def takes(self, client, visitor):
        number = self._apply(client, a_take(visitor, self.now)).result
        assert self.numbers.setdefault(visitor, number) == number, "a repeat was answered differently"

    @rule(client=clients)
    def calls(self, client):
        self._apply(client, a_call(f"call {self.now}", client))

    @rule(client=clients, verb=st.sampled_from(VERBS))
    def works(self, client, verb):
        self._apply(client, verb(rid(f"verb {self.now}"), counter=client))

    @rule(client=clients)
    def lets_come_back(self, client):
        for number in sorted(self.seen[client].aside)[:1]:
            back = c.Resume(rid(f"back {self.now}"), counter=client, number=number, grace=900)
            self._apply(client, back)

    @invariant()
    def what_was_written_broke_no_promise(self):
        if getattr(self, "history", None):
            assert faults_of(self.history, [], []) == []
            assert len(set(self.numbers.values())) == len(self.numbers), "a number was issued twice"

    def _apply(self, client, command):
        self.now += 10
        try:
            line, made = lines.apply(HOME, self.key, command, self.now, self.seen[client])
        except Refusal:
            return None
        if not made.replayed:
            self.history.append((line, made))
        return made


@pytest.mark.slow
def test_no_interleaving_breaks_a_promise(engine):
    run_state_machine_as_test(TwoWhoRace, settings=FEW)


@pytest.mark.slow
@pytest.mark.parametrize("guard", ["line: seq = seen", "line: ring"])
def test_without_its_guard_an_interleaving_is_found(aws, monkeypatch, guard):
    GUARDS[guard](monkeypatch)

    with pytest.raises((AssertionError, pytest.fail.Exception)):
        run_state_machine_as_test(TwoWhoRace, settings=FEW)
