"""The engines that the promises are put to the test on."""

import pytest

from tests.functions.deployed import deployed
from tests.functions.store.conftest import engine

__all__ = ["deployed", "engine", "strict"]


@pytest.fixture(params=["ministack", "dynamodb"])
def strict(request):
    """Empty tables on each engine that keeps its word when processes race: moto loses updates."""
    request.getfixturevalue(request.param)
    return request.param
