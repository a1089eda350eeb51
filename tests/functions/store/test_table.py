"""A table's conditions, pages and refusals."""

import pytest
from botocore.exceptions import ReadTimeoutError
from botocore.stub import Stubber

from chalicelib.errors import Busy
from chalicelib.store import table
from chalicelib.store.table import ConditionFailed
from tests.factories import HOME


@pytest.fixture
def lines(engine):
    return table.lines(HOME)


def test_an_item_is_read_as_it_was_put(lines):
    item = {"pk": "a", "sk": "b", "n": 7, "list": [1, "x", {"y": b"z"}], "who": {"p", "q"}}

    lines.put(item)

    assert lines.get("a", "b") == item
    assert lines.get("a", "c") is None


def test_the_first_to_put_a_key_wins_and_the_second_sees_it(lines):
    assert lines.put_new({"pk": "a", "sk": "b", "by": "first"}) is None
    assert lines.put_new({"pk": "a", "sk": "b", "by": "second"}) == {"pk": "a", "sk": "b", "by": "first"}


def test_a_change_whose_condition_fails_shows_what_is_there(lines):
    lines.put({"pk": "a", "sk": "b", "seq": 5})

    with pytest.raises(ConditionFailed) as failed:
        lines.update("a", "b", "SET seq = :new", "seq = :seen", values={":new": 5, ":seen": 4})

    assert failed.value.item == {"pk": "a", "sk": "b", "seq": 5}


def test_a_condition_on_nothing_shows_nothing(lines):
    with pytest.raises(ConditionFailed) as failed:
        lines.update("a", "b", "SET seq = :new", "seq = :seen", values={":new": 5, ":seen": 4})

    assert failed.value.item is None


def test_a_change_returns_the_item_as_it_is_then(lines):
    lines.put({"pk": "a", "sk": "b", "seq": 5})

    assert lines.update("a", "b", "SET #left = :x", names={"#left": "left"}, values={":x": 1})["left"] == 1


def test_items_are_listed_by_prefix_by_direction_and_beyond_a_key(lines):
    for n in range(5):
        lines.put({"pk": "a", "sk": f"{n:02d}", "n": n})
    lines.put({"pk": "a", "sk": "x", "n": 99})

    assert [item["n"] for item in lines.query("a", prefix="0")] == [0, 1, 2, 3, 4]
    assert [item["n"] for item in lines.query("a", after="02")] == [3, 4, 99]
    assert [item["n"] for item in lines.query("a", forward=False, limit=2)] == [99, 4]
    assert [item["n"] for item in lines.query("a", after="02", forward=False)] == [1, 0]


def test_a_partition_larger_than_a_page_is_read_whole(lines):
    for n in range(5):
        lines.put({"pk": "a", "sk": f"{n}", "text": "x" * 300_000})

    assert len(lines.query("a")) == 5
    assert len(lines.query("a", limit=4)) == 4


def test_more_than_a_hundred_keys_are_read_in_batches(lines):
    for n in range(120):
        lines.put({"pk": "a", "sk": f"{n:03d}"})

    found = lines.batch_get([("a", f"{n:03d}") for n in range(121)] + [("a", "000")])

    assert len(found) == 120


def test_to_delete_what_is_not_there_is_no_error_without_a_condition(lines):
    lines.put({"pk": "a", "sk": "b", "seq": 5})

    with pytest.raises(ConditionFailed):
        lines.delete("a", "b", "seq = :seen", values={":seen": 4})
    lines.delete("a", "b")
    lines.delete("a", "b")

    assert lines.get("a", "b") is None


@pytest.mark.parametrize(
    "code", ["ThrottlingException", "ProvisionedThroughputExceededException", "TransactionConflictException"]
)
def test_a_busy_table_is_said_to_be_busy(aws, code):
    lines = table.lines(HOME)

    with Stubber(lines.connection.client) as stub:
        # No engine throttles.
        stub.add_client_error("get_item", code)
        with pytest.raises(Busy):
            lines.get("a", "b")


def test_a_table_that_does_not_answer_is_said_to_be_busy(aws):
    lines = table.lines(HOME)

    def silent(**_):
        raise ReadTimeoutError(endpoint_url="http://127.0.0.1")

    events = lines.connection.client.meta.events
    events.register_first("before-call.dynamodb", silent)
    with pytest.raises(Busy):
        lines.get("a", "b")
    events.unregister("before-call.dynamodb", silent)
