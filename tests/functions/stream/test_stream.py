"""What follows from the stream happens once and in order, however its records come."""

import time
from dataclasses import replace
from itertools import count
from typing import Any

import boto3
import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as rules
from hypothesis import strategies as st

from chalicelib import stream
from chalicelib.boards.on_trailing import retain_board
from chalicelib.homes import SomeFailed
from chalicelib.queueing.commands import Serve
from chalicelib.queueing.ledger import root, verify
from chalicelib.queueing.opening import Closure
from chalicelib.settings import settings
from chalicelib.store import board_json, closures, ledger, offices, parked, tickets
from chalicelib.store.closures import Declared
from tests.factories import HOME, KEY, NINE, a_call, a_take, an_office_document, moment, opened, rid
from tests.functions.deployed import a_ticket, asked, done, items, load_office, published, record

pytestmark = pytest.mark.usefixtures("deployed")

NOW = moment("Monday 2026-03-02 09:00")


def follow(*batches: list[dict[str, Any]]) -> None:
    for batch in batches:
        for office, records in stream.by_office(batch).items():
            stream.follow_office(office, records, NOW)


def a_morning() -> list[dict[str, Any]]:
    takes = [a_take(n, ticket=f"ticket{n}") for n in range(3)]
    for take in takes:
        a_ticket(take)
    return done(
        *takes, opened(), a_call("first"), Serve(rid("serve"), counter="1"), a_call("second"), apart=60
    )


def entries() -> list[dict[str, Any]]:
    return ledger.read(HOME, KEY)


def test_a_batch_fills_tickets_keeps_the_ledger_and_shows_the_board() -> None:
    follow(a_morning())

    first, second = tickets.read(HOME, "ticket0"), tickets.read(HOME, "ticket1")
    assert first is not None
    assert second is not None
    assert (first.number, first.state, first.served, first.finished) == (
        "A001",
        "served",
        NINE + 300,
        NINE + 360,
    )
    assert (second.number, second.state, second.counter, second.call) == ("A002", "called", "1", 2)
    assert [entry["kind"] for entry in entries()] == [
        "take",
        "take",
        "take",
        "counter",
        "call",
        "serve",
        "call",
    ]
    assert verify(entries(), root(KEY)) is None
    [(_, board)] = published("antrean/rsud/board")
    assert (board["seq"], board["head"]) == (7, entries()[-1]["hash"])
    assert [one["number"] for one in board["waiting"]] == ["A003"]
    [(_, state)] = published("antrean/rsud/counters/1/state")
    assert (state["state"], state["number"], state["light"]) == ("open", "A002", "green")
    assert [to for to, _ in published()][-1] == "antrean/rsud/catalogue"


def test_records_that_come_again_change_nothing() -> None:
    records = a_morning()
    follow(records)
    before = entries(), items("figures"), tickets.read(HOME, "ticket0"), tickets.read(HOME, "ticket1")

    follow(records, records[2:4], records[:1])

    assert (
        entries(),
        items("figures"),
        tickets.read(HOME, "ticket0"),
        tickets.read(HOME, "ticket1"),
    ) == before


@pytest.mark.slow
def test_old_news_is_not_shown_again_but_what_is_the_case_now() -> None:
    records = a_morning()
    follow(records)
    boards = len(published("antrean/rsud/board"))
    later()

    follow(records[:3])

    assert len(published("antrean/rsud/board")) == boards
    assert later() == [{"office": "rsud", "day": KEY.day, "epoch": 1, "seq": 3, "heal": True}]


def later() -> list[dict[str, Any]]:
    time.sleep(1.1)
    return asked("trailing")


def test_a_process_that_remembers_nothing_goes_on_with_the_chain() -> None:
    records = a_morning()
    follow(records[:3])
    ledger.forget()
    follow(records[1:])

    assert verify(entries(), root(KEY)) is None
    assert len(entries()) == 7


def spoilt(one: dict[str, Any]) -> dict[str, Any]:
    change = one["dynamodb"]
    return {**one, "dynamodb": {**change, "NewImage": {**change["NewImage"], "waiting": {"S": "?"}}}}


def test_a_poison_record_parks_its_office_and_no_other() -> None:
    load_office(an_office_document(id="kelurahan"), order=2)
    other = type(KEY)("kelurahan", KEY.day)
    records = a_morning()
    elsewhere = done(opened(), key=other)

    follow([*records[:2], spoilt(records[2]), *elsewhere, *records[3:]])

    assert [entry["seq"] for entry in entries()] == [1, 2]
    assert len(parked.parked(HOME, "rsud")) == 5
    assert len(ledger.read(HOME, other)) == 1
    assert parked.parked(HOME, "kelurahan") == []


@pytest.mark.slow
def test_displays_go_on_while_an_office_is_parked() -> None:
    records = a_morning()
    follow([*records[:2], spoilt(records[2])])
    later()

    follow(records[3:])

    [wanted] = later()
    retain_board(wanted, NOW)
    assert published("antrean/rsud/board")[-1][1]["seq"] == 7
    assert (board_json.read(offices.read("rsud")) or {})["seq"] == 7


def test_a_replay_repairs_what_was_parked_in_order() -> None:
    records = a_morning()
    follow([*records[:2], spoilt(records[2]), *records[3:]])
    [poison, *_] = parked.parked(HOME, "rsud")
    parked.release(HOME, "rsud", poison.sequence)
    change = records[2]["dynamodb"]
    parked.park(HOME, "rsud", poison.sequence, change["NewImage"], "mended")

    stream.each_minute(NOW)

    assert [entry["seq"] for entry in entries()] == [1, 2, 3, 4, 5, 6, 7]
    assert verify(entries(), root(KEY)) is None
    assert parked.parked(HOME, "rsud") == []


def test_what_was_parked_is_replayed_before_the_next_record() -> None:
    records = a_morning()
    sqs = boto3.client("sqs", HOME)
    url = settings().figures_queue
    sqs.delete_queue(QueueUrl=url)
    follow(records[:3])
    sqs.create_queue(QueueName="figures")

    follow(records[3:])

    assert len(entries()) == 7
    assert parked.parked(HOME, "rsud") == []


@pytest.mark.slow
def test_every_call_of_a_large_batch_is_on_a_board() -> None:
    takes = [a_take(n, ticket=f"ticket{n}") for n in range(20)]
    for take in takes:
        a_ticket(take)
    calls = [a_call(f"call {n}") for n in range(20)]

    follow(done(*takes, opened(), *calls, apart=5))

    boards = [board for _, board in published("antrean/rsud/board")]
    assert {call["call"] for board in boards for call in board["calls"]} == set(range(1, 21))
    assert len(boards) == 4


def test_steps_of_a_day_that_is_over_show_nothing() -> None:
    sunday = type(KEY)("rsud", "2026-03-01")

    follow(done(opened(), key=sunday))

    assert published() == []
    assert len(ledger.read(HOME, sunday)) == 1


def test_a_booking_that_has_its_place_is_confirmed_and_told() -> None:
    table = boto3.resource("dynamodb", HOME)
    visitor = {"pk": "booking#b1", "sk": "booking", "id": "b1", "code": "7Q2M4XK9T0ZB6HVN", "office": "rsud"}
    claim = {
        "service": "umum",
        "slot": "2026-03-03T09:00",
        "start": NINE,
        "body": "",
        "expires": NINE + 86_400,
    }
    table.Table(settings().visitors_table).put_item(Item={**visitor, **claim, "state": "pending", "party": 1})
    slot = {
        "pk": "slot#rsud#umum#2026-03-03T09:00",
        "sk": "slot",
        "left": 3,
        "last": {"op": "book", "booking": "b1"},
    }
    table.Table(settings().lines_table).put_item(Item=slot)

    follow([record("slot#rsud#umum#2026-03-03T09:00", "slot")])

    assert (
        table.Table(settings().visitors_table).get_item(Key={"pk": "booking#b1", "sk": "booking"})["Item"][
            "state"
        ]
        == "booked"
    )
    assert asked("messages") == [{"kind": "booked", "office": "rsud", "booking": "b1"}]


def test_replicas_of_another_regions_office_are_not_followed(monkeypatch: pytest.MonkeyPatch) -> None:
    records = a_morning()
    monkeypatch.setenv("ANTREAN_HOME_REGION", "ap-southeast-5")
    boto3.client("dynamodb", "ap-southeast-5")
    load_office(an_office_document(), region="ap-southeast-5")
    settings.cache_clear()
    offices.forget()

    follow(records)

    assert entries() == []


def test_an_office_that_was_taken_away_stops_nobody() -> None:
    gone = record_of_nowhere()

    follow([gone, *a_morning()])

    assert len(entries()) == 7


def record_of_nowhere() -> dict[str, Any]:
    key = {"pk": {"S": f"line#nowhere#{KEY.day}#1"}, "sk": {"S": "line"}}
    return {"eventName": "MODIFY", "dynamodb": {"Keys": key, "NewImage": key, "SequenceNumber": "1"}}


def test_a_key_that_names_no_line_stops_nobody() -> None:
    key = {"pk": {"S": "line#kelurahan"}, "sk": {"S": "line"}}
    change = {"Keys": key, "NewImage": {**key, "seq": {"N": "1"}}, "SequenceNumber": "1"}
    load_office(an_office_document(id="kelurahan"), order=2)

    follow([{"eventName": "MODIFY", "dynamodb": change}, *a_morning()])

    assert (len(parked.parked(HOME, "kelurahan")), len(entries())) == (1, 7)


def test_an_office_whose_document_is_bad_stops_nobody_and_loses_nothing() -> None:
    load_office(an_office_document(id="rusak"), order=0)
    records = [*done(opened(), key=type(KEY)("rusak", KEY.day)), *a_morning()]
    load_office(an_office_document(id="rusak", hours={"monday": {"open": "?", "close": "?"}}), order=0)
    offices.forget()

    follow(records)

    assert (len(parked.parked(HOME, "rusak")), len(entries())) == (1, 7)


def test_the_clock_sees_to_every_office_even_beside_a_bad_one() -> None:
    load_office(an_office_document(id="rusak", hours={"monday": {"open": "?", "close": "?"}}), order=0)
    offices.forget()

    with pytest.raises(SomeFailed, match="rusak"):
        stream.handler({"source": "aws.events"}, None)

    assert [to for to, _ in published()] == ["antrean/rsud/catalogue"]


def test_other_items_of_the_table_are_passed_over() -> None:
    ignored = {
        "eventName": "MODIFY",
        "dynamodb": {"Keys": {"pk": {"S": "figures#rsud"}, "sk": {"S": "x"}}, "NewImage": {}},
    }

    assert stream.by_office([ignored]) == {}


EPOCHS = count(2)
"""Each example has a line of its own."""


@pytest.mark.slow
@rules(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.data())
def test_exactly_once_under_repeated_and_split_batches(data: st.DataObject) -> None:
    epoch = next(EPOCHS)
    key, name = replace(KEY, epoch=epoch), f"epoch {epoch}"
    takes = [a_take(f"{name} {n}", ticket=f"{name} {n}") for n in range(4)]
    for take in takes:
        a_ticket(take, key)
    records = done(*takes, opened(), a_call(f"{name} call"), key=key)

    sent = 0
    while sent < len(records):
        to = data.draw(st.integers(sent + 1, len(records)))
        back = data.draw(st.integers(0, sent))
        follow(records[back:to])
        if data.draw(st.booleans()):
            ledger.forget()
        sent = to

    found = ledger.read(HOME, key)
    assert [entry["seq"] for entry in found] == [1, 2, 3, 4, 5, 6]
    assert verify(found, root(key)) is None
    filled = [tickets.read(HOME, take.ticket) for take in takes]
    assert [ticket.number for ticket in filled if ticket] == ["A001", "A002", "A003", "A004"]


def test_a_closure_is_followed_by_boards_that_say_so_and_by_this_process_at_once() -> None:
    office = offices.read("rsud")
    closure = Closure("c", "", KEY.day, KEY.day, {"id": "Banjir", "en": "Flood"}, NINE)
    closures.declare(office, Declared(closure, "", ""))

    follow([record("closure#rsud", "c")])

    assert offices.read("rsud").closures == (closure,)
    # The other one comes when no process has the office as it was.
    assert asked("trailing") == [{"office": "rsud", "anew": True}]
