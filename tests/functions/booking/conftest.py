"""An office that never closes, for tests that ask over HTTP."""

import pytest

from tests.functions.api import load, open_always


@pytest.fixture
def always_open(aws: None) -> None:
    """The office of tests/factories, open round the clock."""
    load(open_always())
