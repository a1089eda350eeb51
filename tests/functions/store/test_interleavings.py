"""Any interleaving of two who read early and write late: nothing is issued or called twice (promises 1, 2 and 4)."""

from itertools import count

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from chalicelib.errors import Refusal
from chalicelib.queueing.line import LineKey
from chalicelib.store import lines
from tests.factories import HOME, MONDAY, NINE, a_call, a_take, opened
from tests.functions.store.racing import write_whatever

clients, visitors = st.sampled_from("12"), st.integers(0, 6)
epochs = count(1)

FEW = settings(
    max_examples=12, stateful_step_count=15, deadline=None, suppress_health_check=list(HealthCheck),
    phases=[Phase.generate], derandomize=True,
)  # fmt: skip


class TwoWhoRace(RuleBasedStateMachine):
    """Each client goes by the line as it last read it, however old that is."""

    writer = staticmethod(lines.write_if_unchanged)

    @initialize()
    def a_new_line_with_two_open_counters(self):
        self.key, self.now = LineKey("rsud", MONDAY, next(epochs)), NINE
        self.numbers, self.called = {}, []
        for counter in "12":
            lines.apply(HOME, self.key, opened(counter), NINE)
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
        try:
            made = self._apply(client, a_call(f"call {self.now}", client))
        except Refusal:
            return
        if made.kind == "call":
            self.called.append(made.number)

    @invariant()
    def every_number_is_issued_and_called_once(self):
        numbers, called = list(getattr(self, "numbers", {}).values()), getattr(self, "called", [])
        assert len(set(numbers)) == len(numbers), "a number was issued twice"
        assert sorted(numbers) == [f"A{n:03d}" for n in range(1, len(numbers) + 1)], "a number is missing"
        assert len(set(called)) == len(called), "a ticket was called twice"

    def _apply(self, client, command):
        self.now += 10
        return lines.apply(HOME, self.key, command, self.now, self.seen[client], self.writer)[1]


class TwoWhoOverwrite(TwoWhoRace):
    """The same without the condition `seq = :seen`."""

    writer = staticmethod(write_whatever)


def test_no_interleaving_issues_or_calls_anything_twice(aws):
    run_state_machine_as_test(TwoWhoRace, settings=FEW)


def test_without_the_condition_on_seq_an_interleaving_is_found(aws):
    with pytest.raises(AssertionError, match=r"twice|differently"):
        run_state_machine_as_test(TwoWhoOverwrite, settings=FEW)
