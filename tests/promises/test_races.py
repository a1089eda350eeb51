"""Promises 1, 2, 4 and 5 under 32 processes with crashes, lost answers and repeats, on engines that can be raced."""

import pytest

from .faults import faults_of
from .history import history
from .racing import Day, race

pytestmark = [pytest.mark.engine, pytest.mark.slow]


def test_32_processes_that_crash_and_repeat_do_each_thing_once_and_in_order(strict):
    messages, answers = race(Day())
    seen = history()

    assert faults_of(seen, messages, answers) == []
    assert {"take", "call", "hold", "undo", "transfer"} <= {made.kind for _, made in seen}
    assert len(answers) > len(seen)
