"""What a step costs, as DynamoDB counts it."""

import pytest

from chalicelib.store import lines, table
from tests.factories import HOME, KEY, NINE, a_take
from tests.functions.store.test_codec import busy_line, size_of


@pytest.mark.parametrize(("waiting", "units"), [(0, 3), (50, 3), (200, 4), (1000, 11)])
def test_a_call_in_a_busy_line_costs_a_unit_for_each_kilobyte(waiting, units):
    assert -(-size_of(lines.encode(*busy_line(waiting))) // 1024) == units


@pytest.mark.engine
@pytest.mark.parametrize(("waiting", "units"), [(0, 2), (50, 3), (200, 4), (1000, 11)])
def test_to_issue_a_number_takes_one_read_and_one_write_of_as_many_units(dynamodb, waiting, units):
    table.lines(HOME).put(lines.encode(*busy_line(waiting)))
    spent = _spent_on(table.lines(HOME))

    lines.apply(HOME, KEY, a_take("ani"), NINE)

    assert spent == [("GetItem", -(-units // 4)), ("UpdateItem", units)]


def _spent_on(on):
    spent = []

    def noted(parsed, model, **_):
        spent.append((model.name, parsed["ConsumedCapacity"]["CapacityUnits"]))

    on.connection.client.meta.events.register("after-call.dynamodb", noted)
    return spent
