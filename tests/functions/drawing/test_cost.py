"""What an entry costs, as DynamoDB counts it."""

from collections.abc import Callable
from typing import Any

import pytest
from moto import mock_aws

from chalicelib.booking.enter_draw import enter_draw
from chalicelib.booking.entering import entering
from chalicelib.errors import AlreadyEntered
from chalicelib.session import client
from chalicelib.store import table
from tests.factories import HOME
from tests.functions.ledger.consuming import REAL

from .draws_held import OPEN, a_drawing_office, announced, make_bucket, the_draw

pytestmark = pytest.mark.engine

OFFICE = a_drawing_office()
SITI = {"visitor": {"nik": "3204110609979999", "name": "Siti Aminah", "phone": "081234567890"}}
FAMILY = [{"nik": f"320411060997999{n}"} for n in range(4)]


@pytest.fixture
def enters(dynamodb) -> Any:
    """Enters somebody, and says which writes that took, with their units."""
    with mock_aws(config=REAL):
        for name in ("antrean/secret", "antrean/draws"):
            client("secretsmanager", HOME).create_secret(Name=name, SecretString="secret")
        make_bucket()
        announced()
        yield _entering()


def _entering() -> Callable[..., list[tuple[str, float]]]:
    spent: list[tuple[str, float]] = []

    def noted(parsed: Any, model: Any, **_: Any) -> None:
        used = parsed.get("ConsumedCapacity")
        if used and model.name != "GetItem":
            every = used if isinstance(used, list) else [used]
            spent.append((model.name, sum(one["CapacityUnits"] for one in every)))

    for one in (table.lines(HOME), table.visitors(HOME)):
        one.connection.client.meta.events.register("after-call.dynamodb", noted)

    def enter(key: str, **more: Any) -> list[tuple[str, float]]:
        spent.clear()
        asked = entering(OFFICE, the_draw(), SITI | more, "id", OPEN)
        enter_draw(OFFICE, asked, "", key * 32, "body", OPEN)
        return spent

    return enter


def test_an_entry_is_two_writes_of_a_unit_each(enters):
    assert enters("k") == [("PutItem", 1), ("UpdateItem", 1)]


def test_a_repeat_writes_nothing(enters):
    enters("k")

    assert enters("k") == []


def test_who_is_in_the_draw_already_writes_nothing(enters):
    enters("k")

    with pytest.raises(AlreadyEntered):
        enters("l")
    assert enters("k") == []


def test_a_family_of_five_is_a_booking_and_a_transaction(enters):
    """Of a transaction's units the engine says less than AWS, which counts each of its items twice."""
    assert [name for name, _ in enters("k", members=FAMILY)] == ["PutItem", "TransactWriteItems"]
