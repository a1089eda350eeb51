"""The engines that the store's suite runs on."""

import pytest


@pytest.fixture(params=["moto", pytest.param("dynamodb-local", marks=pytest.mark.engine)])
def engine(request):
    """Empty tables on either engine."""
    request.getfixturevalue("aws" if request.param == "moto" else "dynamodb")
    return request.param
