"""A push of the button, as the queue hands it over; the red light as the broker would see it."""

import json
from datetime import timedelta

import pytest

from chalicelib.calling import on_press
from chalicelib.errors import (
    Invalid,
    NobodyWaiting,
    NotCalled,
    NotYours,
    PressExpired,
    PressStale,
    UndoTooLate,
    UnknownCounter,
)
from chalicelib.queueing.commands import Finish
from chalicelib.store import lines
from schemas import topics
from tests.factories import HOME, KEY, moment, rid
from tests.functions.deployed import published

AT_NINE = moment("Monday 2026-03-02 09:00")


def a_press(seq=1, press="single", at=AT_NINE, counter="1", **changes):
    """The message as the rule passes it on."""
    return {
        "v": 1, "id": f"press-{seq}", "at": "2026-03-02T02:00:00Z", "press": press, "seq": seq,
        "topic": topics.press("rsud", counter), "thing": f"button-rsud-{counter}",
        "received": int(at.timestamp() * 1000), **changes,
    }  # fmt: skip


def test_one_push_calls_two_recall_and_a_long_one_is_a_no_show(three_wait):
    on_press.press(a_press(1), AT_NINE)
    on_press.press(a_press(2, "double"), AT_NINE)
    called = lines.read(HOME, KEY)
    on_press.press(a_press(3, "long"), AT_NINE)

    assert [(call.number, call.recall) for call in called.calls] == [("A001", False), ("A001", True)]
    assert lines.read(HOME, KEY).cell("1").number == ""


def test_a_double_push_takes_a_no_show_back_for_ten_seconds(three_wait):
    for seq, push in enumerate(["single", "long", "double", "double"], 1):
        on_press.press(a_press(seq, push), AT_NINE)
    again = lines.read(HOME, KEY)

    assert (again.cell("1").number, again.aside) == ("A001", {})
    assert [call.recall for call in again.calls] == [False, True]

    on_press.press(a_press(5, "long"), AT_NINE)
    late = AT_NINE + timedelta(seconds=11)
    with pytest.raises(UndoTooLate):
        on_press.press(a_press(6, "double", at=late), late)


def test_a_double_push_that_comes_twice_takes_back_once(three_wait):
    for seq, push in [(1, "single"), (2, "long"), (3, "double"), (3, "double")]:
        on_press.press(a_press(seq, push), AT_NINE)

    assert [call.recall for call in lines.read(HOME, KEY).calls] == [False]


def test_a_double_push_takes_nothing_else_back(three_wait):
    on_press.press(a_press(1), AT_NINE)
    lines.apply(HOME, KEY, Finish(rid("finish"), counter="1"), int(AT_NINE.timestamp()) + 3)

    with pytest.raises(NotCalled):
        on_press.press(a_press(2, "double"), AT_NINE)


def test_a_push_that_comes_twice_calls_once(three_wait):
    for _ in range(2):
        on_press.press(a_press(1), AT_NINE)

    assert lines.read(HOME, KEY).call == 1
    assert published() == []


def test_an_older_push_is_dropped_without_a_word(three_wait):
    on_press.press(a_press(2), AT_NINE)

    with pytest.raises(PressStale):
        on_press.press(a_press(1), AT_NINE)
    assert published() == []


def test_a_push_that_was_on_its_way_for_more_than_ten_seconds_is_refused(three_wait):
    on_press.press(a_press(1), AT_NINE + timedelta(seconds=10))
    with pytest.raises(PressExpired):
        on_press.press(a_press(2), AT_NINE + timedelta(seconds=11))

    assert lines.read(HOME, KEY).call == 1


def test_a_refused_push_turns_the_button_s_light_red_and_says_why(office):
    lines.apply(HOME, KEY, _opened(), int(AT_NINE.timestamp()))

    with pytest.raises(NobodyWaiting):
        on_press.press(a_press(1), AT_NINE)

    [(topic, message)] = published()
    assert topic == topics.counter_state("rsud", "1")
    assert (message["state"], message["light"], message["seq"]) == ("open", "red", 1)
    assert message["refused"]["title"] == "Tidak ada yang menunggu"
    assert message["refused"]["type"].endswith("/nobody-waiting")


@pytest.mark.parametrize(
    ("changes", "refusal"),
    [
        ({"press": "triple"}, Invalid),
        ({"press": None}, Invalid),
        ({"seq": "seven"}, Invalid),
        ({"seq": -1}, Invalid),
        ({"received": None}, Invalid),
        ({"topic": "antrean/rsud/board"}, Invalid),
        ({"topic": None}, Invalid),
        ({"thing": "kiosk-rsud-1"}, NotYours),
        ({"thing": "button-samsat-1"}, NotYours),
        ({"topic": topics.press("rsud", "9")}, UnknownCounter),
    ],
)
def test_a_push_that_cannot_be_is_refused_and_calls_nobody(three_wait, changes, refusal):
    with pytest.raises(refusal):
        on_press.press(a_press(**changes), AT_NINE)

    assert lines.read(HOME, KEY).call == 0


def test_a_record_that_is_nonsense_stops_no_other(office, capsys):
    bodies = [
        "{",
        "[]",
        '"text"',
        json.dumps({"topic": topics.press("nowhere", "1")}),
        json.dumps(a_press(1)),
    ]
    records = [{"messageId": str(n), "body": body} for n, body in enumerate(bodies)]

    answer = on_press.handler({"Records": records}, None)

    assert answer["batchItemFailures"] == []
    said = json.loads(capsys.readouterr().out)
    assert said["refused"] == ["invalid", "invalid", "invalid", "unknown-office", "press-expired"]


def _opened():
    from tests.factories import opened

    return opened("1")
