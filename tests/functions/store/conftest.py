"""The engines that the store's suite runs on."""

import pytest

ENGINES = {"moto": "aws", "ministack": "ministack", "dynamodb-local": "dynamodb"}
"""What is right on all three is right: moto knows the rules, the local AWS is what `make up` runs, Local is strict."""


@pytest.fixture(
    params=[
        "moto",
        *[pytest.param(name, marks=pytest.mark.engine) for name in ("ministack", "dynamodb-local")],
    ]
)
def engine(request):
    """Empty tables on each engine."""
    request.getfixturevalue(ENGINES[request.param])
    return request.param
