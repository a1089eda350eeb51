"""What an office's hub did without the cloud is played into the line: once, in its order, and whatever is in a row."""

import json
from typing import Any

import pytest

from chalicelib.calling import on_steps
from chalicelib.queueing.commands import EndDay
from chalicelib.queueing.line import LineKey
from chalicelib.store import lines
from tests.factories import HOME, MONDAY, moment, rid
from tests.functions.deployed import published

pytestmark = pytest.mark.usefixtures("deployed")

NOW = moment("Monday 2026-03-02 09:00")
AT = int(NOW.timestamp())
KEY = LineKey("rsud", MONDAY)
HUB, KIOSK = "hub-rsud-1", "kiosk-rsud-1"


def waiting() -> list[str]:
    return [place.number for places in lines.read(HOME, KEY).waiting.values() for place in places]


ROWS = [
    {
        "n": 0,
        "at": AT + 1,
        "kind": "take",
        "take": "take-1",
        "kiosk": KIOSK,
        "number": "K1-001",
        "service": "umum",
    },
    {"n": 1, "at": AT + 2, "kind": "counter", "counter": "1", "state": "open"},
    {"n": 2, "at": AT + 3, "kind": "call", "counter": "1", "number": "K1-001", "call": 1},
    {
        "n": 2,
        "at": AT + 9,
        "kind": "take",
        "take": "take-2",
        "kiosk": KIOSK,
        "number": "K1-002",
        "service": "umum",
    },
    {"n": 3, "at": AT + 10, "kind": "call", "counter": "1", "number": "K1-002", "call": 2},
]


def steps(*rows: dict[str, Any], run: str = "r1", thing: str = HUB) -> int:
    told = {"v": 1, "id": "1", "at": "2026-03-02T03:00:00Z", "office": "rsud", "thing": thing, "run": run}
    body = json.dumps({**told, "day": MONDAY, "epoch": 1, "steps": list(rows), "received": (AT + 90) * 1000})
    answer = on_steps.handler({"Records": [{"messageId": "1", "body": body}]}, None)
    assert answer["batchItemFailures"] == []
    return int(published("antrean/rsud/hub/played")[-1][1]["n"])


def test_what_the_hub_tells_is_played_once_however_often_and_in_whatever_order_it_comes() -> None:
    assert steps(*ROWS[3:]) == 0
    assert steps(*ROWS[:3]) == 2
    assert steps(*ROWS) == 3
    assert steps(*ROWS) == 3

    line = lines.read(HOME, KEY)
    assert (line.cell("1").number, line.call, waiting()) == ("K1-002", 2, [])
    assert [call.at for call in line.calls] == [AT + 3, AT + 10]


def test_a_no_show_that_the_hub_took_back_is_one_whom_the_counter_has_again() -> None:
    after = {"counter": "1", "number": "K1-001"}

    # Who took a number in between is put into the line at the cloud's own time, hours later.
    done = steps(
        *ROWS[:3],
        {"n": 3, "at": AT + 20, "kind": "no_show", **after},
        {**ROWS[3], "n": 3, "at": AT + 22},
        {"n": 4, "at": AT + 29, "kind": "undo", "of": "no_show", **after},
        {"n": 5, "at": AT + 40, "kind": "serve", **after},
    )

    line = lines.read(HOME, KEY)
    assert (done, line.cell("1").number, line.cell("1").phase) == (5, "K1-001", "serving")
    assert (waiting(), line.aside) == (["K1-002"], {})


def test_the_hub_s_undo_takes_nothing_else_back_in_the_cloud() -> None:
    undo = {"n": 3, "at": AT + 9, "kind": "undo", "of": "no_show", "counter": "1", "number": "K1-001"}

    assert steps(*ROWS[:3], undo) == 3

    assert lines.read(HOME, KEY).cell("1").number == "K1-001"


def test_another_office_s_hub_tells_nothing() -> None:
    told = {"office": "rsud", "thing": "hub-samsat-1", "run": "r1", "day": MONDAY, "epoch": 1, "steps": ROWS}
    on_steps.play(told, NOW)

    assert lines.read(HOME, KEY).seq == 0


def test_a_row_that_is_nonsense_stops_no_other() -> None:
    bad = {"n": 1, "at": AT, "kind": "call", "counter": "nowhere", "number": "Z999", "call": 1}

    assert steps(bad, {"n": 2, "at": AT, "kind": "counter", "counter": "1", "state": "open"}) == 2
    assert lines.read(HOME, KEY).cell("1").state == "open"


@pytest.mark.parametrize(
    "bad",
    [
        {"n": 1},
        {
            "n": 1,
            "kind": 7,
            "at": "noon",
            "counter": ["1"],
            "number": None,
            "call": "x",
            "state": {},
            "of": 3,
        },
        {"n": 1, "kind": "counter", "at": AT, "counter": "1", "state": "ajar"},
        {"n": 1, "kind": "counter", "at": AT, "counter": "Q" * 5000, "state": "open"},
        {"n": 1, "kind": "counter", "at": AT, "counter": "nowhere", "state": "open"},
        {"n": 1, "kind": "call", "at": 2**60, "counter": "1", "number": "A" * 9000, "call": -3},
    ],
)
def test_a_row_that_is_broken_is_a_conflict_and_those_behind_it_come_home(bad: dict[str, Any]) -> None:
    assert steps(bad, {"n": 2, "at": AT, "kind": "counter", "counter": "2", "state": "open"}) == 2

    line = lines.read(HOME, KEY)
    assert {name: cell.state for name, cell in line.counters.items()} == {"2": "open"}
    assert (line.seq, line.calls) == (2, ())


@pytest.mark.parametrize("junk", [None, "take", 7, [], {}, {"n": "1"}, {"n": -1, "kind": "call"}])
def test_a_row_that_is_no_row_is_passed_over(junk: Any) -> None:
    assert steps(junk, {"n": 1, "at": AT, "kind": "counter", "counter": "1", "state": "open"}) == 1


TAKE = {
    "n": 1,
    "kind": "take",
    "at": AT,
    "kiosk": "kiosk-rsud-1",
    "take": "take-9",
    "number": "K1-009",
    "service": "umum",
}


@pytest.mark.parametrize(
    "wrong",
    [{"number": "K1"}, {"number": 9}, {"take": "a b"}, {"take": None}, {"kiosk": 1}, {"service": "x"}, {"service": []}, {"at": "noon"}, {"priority": 5}],
)  # fmt: skip
def test_a_take_with_a_wrong_field_stops_no_other(wrong: dict[str, Any]) -> None:
    assert (
        steps({**TAKE, **wrong}, {"n": 1, "at": AT, "kind": "counter", "counter": "1", "state": "open"}) == 1
    )
    assert lines.read(HOME, KEY).cell("1").state == "open"


def test_what_comes_when_the_day_was_closed_is_let_go_so_that_the_hub_comes_home() -> None:
    lines.apply(HOME, KEY, EndDay(rid("end")), AT + 60)

    assert steps(*ROWS) == 3
    assert lines.read(HOME, KEY).calls == ()


def test_a_take_of_no_kiosk_of_ours_stops_no_other() -> None:
    foreign = {**ROWS[0], "kiosk": "kiosk-samsat-1"}

    assert steps(foreign, {"n": 1, "at": AT, "kind": "counter", "counter": "1", "state": "open"}) == 1
    assert waiting() == []
