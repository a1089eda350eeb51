"""The line as staff see it: who stands aside, what can be taken back, and who was sent where."""

from datetime import UTC, datetime

from chalicelib.queueing.commands import REASONS, Hold, NoShow, SetCounter, Transfer
from chalicelib.queueing.office_document import office_from
from chalicelib.queueing.waiting_time import Pace
from chalicelib.reporting.line_view import line_view
from tests.factories import HOME, NINE, a_call, a_take, after, opened, rid
from tests.functions.api import a_hospital

PACE = Pace(office_from(a_hospital(), HOME))
MORNING = after(*[opened(n) for n in "12"], *[a_take(n) for n in range(4)])


def seen(line, at=NINE):
    return line_view(line, PACE, [], datetime.fromtimestamp(at, UTC))


def test_who_is_on_hold_and_who_was_missed_stand_aside():
    hold, gone = Hold(rid("hold"), counter="1"), NoShow(rid("gone"), counter="1", grace=900)
    line = after(a_call("one"), hold, a_call("two"), gone, line=MORNING, apart=60)

    told = seen(line, NINE + 300)

    assert told["held"] == [
        {
            "number": "A001",
            "service": "umum",
            "class": "walk-in",
            "counter": "1",
            "since": "2026-03-02T02:01:00.000Z",
        }
    ]
    assert told["missed"] == [
        {
            "number": "A002",
            "service": "umum",
            "class": "walk-in",
            "counter": "1",
            "until": "2026-03-02T02:18:00.000Z",
        }
    ]
    assert [one["number"] for one in told["waiting"]] == ["A003", "A004"]


def test_whose_grace_is_over_is_missed_no_more():
    line = after(a_call("one"), NoShow(rid("gone"), counter="1", grace=900), line=MORNING)

    assert len(seen(line, NINE + 900)["missed"]) == 1
    assert seen(line, NINE + 901)["missed"] == []


def test_a_counter_s_last_step_can_be_taken_back_for_ten_seconds():
    line = after(a_call("one"), line=MORNING)

    [first, second, *_] = seen(line, NINE + 10)["counters"]

    assert first["undo"] == {"kind": "call", "until": "2026-03-02T02:00:10.000Z"}
    assert second["undo"]["kind"] == "counter"
    assert "undo" not in seen(line, NINE + 11)["counters"][0]


def test_who_was_sent_somewhere_is_seen_so():
    line = after(
        a_call("one"), Transfer(rid("t"), counter="1", floor="atas", beside=(("1", ("A",)),)), line=MORNING
    )
    line = after(a_call("two"), Transfer(rid("u"), counter="1", to="2"), line=line)

    waits = {one["number"]: one for one in seen(line)["waiting"]}

    assert (waits["A001"]["floor"], waits["A002"]["counter"]) == ("atas", "2")
    assert {"floor", "counter"}.isdisjoint(waits["A003"])


def test_a_counter_says_its_floor_and_what_it_takes_today():
    chosen = SetCounter(rid("x"), counter="2", state="open", letters=("B",))

    counters = seen(after(chosen, line=MORNING))["counters"]

    assert [one["floor"] for one in counters] == ["bawah", "atas", "atas", "bawah"]
    assert [one["services"] for one in counters] == [["umum"], ["gigi"], ["gigi"], ["farmasi"]]


def test_a_ticket_at_a_later_station_is_seen_at_its_service():
    line = after(a_call("one"), Transfer(rid("t"), counter="1", letter="S"), opened("4"), line=MORNING)
    line = after(a_call("drugs", "4", ("S",)), line=line)

    assert seen(line)["counters"][3]["service"] == "farmasi"


def test_the_reasons_are_those_of_the_kernel():
    assert seen(MORNING)["reasons"] == list(REASONS)
