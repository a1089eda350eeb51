"""What a number costs: counted requests to the tables, so that a change that adds one is seen."""

from collections import Counter

import pytest

from chalicelib.store import table
from tests.factories import HOME
from tests.functions.api import ask, load, open_always

pytestmark = pytest.mark.usefixtures("aws")


@pytest.fixture
def asked(aws: None) -> Counter[str]:
    """How often each operation of DynamoDB was asked for."""
    counted: Counter[str] = Counter()

    def count(model, **_):
        counted[model.name] += 1

    for one in (table.lines(HOME), table.visitors(HOME)):
        one.connection.client.meta.events.register("before-call.dynamodb", count)
    load(open_always())
    # The first request reads the office and makes the line.
    ask("POST", "/offices/rsud/tickets", {"service": "umum"})
    counted.clear()
    return counted


def test_a_number_costs_two_writes_and_one_read(asked):
    ask("POST", "/offices/rsud/tickets", {"service": "umum"})

    assert asked == {"GetItem": 1, "PutItem": 1, "UpdateItem": 1}


def test_a_call_costs_two_writes_and_one_read_and_asks_for_no_item_back(asked):
    counter, told = "/offices/rsud/counters/1", []
    ask("PUT", f"{counter}/state", {"state": "open"}, groups=["rsud:staff"])
    code = ask("POST", "/offices/rsud/tickets", {"service": "umum"}).body["code"]
    ask("POST", f"/tickets/{code}/check-in", {"position": {"distance": 10, "accuracy": 10}})
    events = table.lines(HOME).connection.client.meta.events
    events.register("provide-client-params.dynamodb.UpdateItem", lambda params, **_: told.append(params))
    asked.clear()

    said = ask("POST", f"{counter}/calls", {}, groups=["rsud:staff"])

    assert said.status == 201
    assert asked == {"GetItem": 1, "PutItem": 1, "UpdateItem": 1}
    assert [params["ReturnValues"] for params in told] == ["NONE"]


def test_watching_a_ticket_costs_two_reads(asked):
    code = ask("POST", "/offices/rsud/tickets", {"service": "umum"}).body["code"]
    asked.clear()

    ask("GET", f"/tickets/{code}")

    assert asked == {"GetItem": 2}


def test_an_office_costs_one_read_and_the_list_none(asked):
    ask("GET", "/offices")
    ask("GET", "/offices/rsud")

    assert asked == {"GetItem": 1}
