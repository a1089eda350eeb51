"""What a draw is held with."""

import pytest

from .draws_held import make_bucket


@pytest.fixture
def a_bucket(aws: None) -> None:
    """Where the lists of draws are published."""
    make_bucket()
