"""Schemathesis against the deployed API: no 5xx, no answer that openapi.yaml does not describe.

Half of what it sends names real offices, services, counters, slots and codes, so that it comes behind the first check.
"""

import random
from collections.abc import Iterator
from typing import Any

import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, settings
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
)

import schemas
from tests.journeys.days import free_slot
from tests.journeys.doors import Api

pytestmark = pytest.mark.cloud

EXAMPLES = 6
"""Of each operation, others in each run."""
CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
]
SERVICE = "kebidanan"
UNBUILT = "kiosk-samsat-jayapura-9"
"""The only device that is named: those that run would be shut out, and are needed afterwards."""

schema = schemathesis.openapi.from_path(schemas.HERE / "openapi.yaml")


@pytest.fixture(scope="module")
def real(public: Api, office: str) -> Iterator[dict[str, list[str]]]:
    """Names that exist: parameters of the paths by their names."""
    ticket = public.post(f"/offices/{office}/tickets", {"service": SERVICE}).expect(201)
    slot = free_slot(public, office, "igd", 3)
    booking = public.post(f"/offices/{office}/bookings", {"service": "igd", "slot": slot["id"]}).expect(201)
    yield {
        "office": [office, "samsat-jayapura"],
        "service": ["igd", SERVICE, "pajak-tahunan"],
        "counter": ["4"],
        "code": [ticket["code"], booking["code"]],
        "day": [slot["id"][:10]],
        "hold": ["0" * 16],
        "closure": ["0" * 16],
        "thing": [UNBUILT],
    }
    public.delete(f"/tickets/{ticket['code']}")
    public.delete(f"/bookings/{booking['code']}")


@schema.parametrize()
@settings(
    max_examples=EXAMPLES,
    deadline=None,
    database=None,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=list(HealthCheck),
)
def test_the_deployed_api_answers_as_it_is_described(
    case: Any, told: dict[str, Any], manager: Api, real: dict[str, list[str]]
) -> None:
    for name in case.path_parameters or {}:
        if name == "thing" or random.random() < 0.6:
            case.path_parameters[name] = random.choice(real[name])
    headers = {} if case.path == "/offices/{office}/tickets" else {"Authorization": f"Bearer {manager.token}"}

    answer = case.call(base_url=told["api"], headers=headers, timeout=30)

    case.validate_response(answer, checks=CHECKS)
