"""What the line against its model is good for: each of these faults, put into the kernel, is found."""

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis.stateful import run_state_machine_as_test

from chalicelib.errors import Refusal
from chalicelib.queueing import at_counter, order, undoing
from chalicelib.queueing.line import Place

from .guards import GUARDS
from .test_line_against_model import LineAndModel

# The first that is found ends the search.
SEARCH = settings(
    max_examples=1_000, stateful_step_count=50, deadline=None, derandomize=True, database=None,
    phases=[Phase.generate], suppress_health_check=list(HealthCheck),
)  # fmt: skip


def _the_latest_is_called(patch):
    patch.setattr(order, "min", lambda heads, **how: max(heads, **how), raising=False)


def _undo_at_any_time(patch):
    patch.setattr(undoing, "UNDO", 10_000)


def _called_but_left_in_the_list(patch):
    patch.setattr(at_counter, "without", lambda line, name, place: line)


def _back_at_the_end(patch):
    patch.setattr(undoing, "put_back", lambda places, place: (*places, Place(place.number, place.turn + 1)))


FAULTS = (
    GUARDS["line: ring"], GUARDS["line: press sequence"], _the_latest_is_called, _undo_at_any_time,
    _called_but_left_in_the_list, _back_at_the_end,
)  # fmt: skip


@pytest.mark.slow
@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: fault.__name__.strip("_"))
def test_the_model_finds(fault, monkeypatch):
    fault(monkeypatch)

    with pytest.raises((AssertionError, pytest.fail.Exception, Refusal)):
        run_state_machine_as_test(LineAndModel, settings=SEARCH)
