"""Commands behind a line: a lost race is one write more, and whoever reads makes the same line of them."""

from typing import Any

import pytest

from chalicelib.errors import NobodyWaiting
from chalicelib.queueing import commands as c
from chalicelib.queueing.line import Line
from chalicelib.queueing.step import RULES, step
from chalicelib.store import at_once, lines, logged, table
from chalicelib.store.codec import decode, line_pk
from tests.factories import HOME, KEY, NINE, a_call, a_take, after, opened, rid

SAID: dict[type[c.Command], dict[str, Any]] = {
    c.Take: {"letter": "B", "klass": "booked", "turn": NINE, "present": False, "ticket": "t"},
    c.CheckIn: {"number": "A001", "turn": NINE},
    c.CallNext: {"counter": "1", "letters": ("A", "B"), "floor": "atas", "onward": c.Onward({"A": "B"}, True, 9)},
    c.CallThis: {"counter": "1", "number": "A001", "reason": "urgent", "onward": c.Onward({"A": "B"})},
    c.Transfer: {"counter": "1", "to": "2", "keep_turn": False, "beside": (("1", ("A",)), ("2", ("B", "C")))},
    c.SetCounter: {"counter": "1", "state": "closed", "letters": ("A",), "hand_over": "line"},
    c.Finish: {"counter": "1", "onward": c.Onward({"A": "B"}), "last": True},
    c.EndDay: {"gently": True},
}  # fmt: skip


@pytest.mark.parametrize("kind", RULES, ids=lambda kind: kind.__name__)
def test_every_command_comes_back_as_it_was_asked(kind):
    command = kind(rid(1), "button-rsud-1", 7, 9, **SAID.get(kind, {}))

    assert logged.unpack(logged.pack(command, NINE)) == (command, NINE)


@pytest.fixture
def crowd(aws):
    """A line as one process saw it, and the table in which another has written since."""
    for name in ("ani", "budi", "citra"):
        lines.apply(HOME, KEY, a_take(name), NINE)
    lines.apply(HOME, KEY, opened("1"), NINE)
    lines.apply(HOME, KEY, opened("2"), NINE)
    seen = lines.read(HOME, KEY)
    lines.apply(HOME, KEY, a_call("first", "2"), NINE + 5)
    return seen


def item():
    return table.lines(HOME).get(line_pk(KEY), "line")


def test_a_lost_race_is_appended_and_answered_as_the_kernel_says(crowd):
    line, made = lines.apply(HOME, KEY, a_call("second"), NINE + 5, crowd)

    assert (made.number, made.seq, line.seq) == ("A002", 7, 7)
    assert len(item()["log"]) == 1
    assert lines.read(HOME, KEY) == line
    assert decode(item())[1] == made


def test_the_next_write_folds_them_in(crowd):
    lines.apply(HOME, KEY, a_call("second"), NINE + 5, crowd)

    line, made = lines.apply(HOME, KEY, a_take("dewi"), NINE + 60)

    assert (made.seq, item()["log"], item()["seq"]) == (8, [], 8)
    assert line.cell("1").number == "A002"


def test_a_crowd_joins_those_behind_the_line_at_once(crowd):
    lines.apply(HOME, KEY, a_call("second"), NINE + 5, crowd)

    made = lines.apply(HOME, KEY, a_take("dewi"), NINE + 5)[1]

    assert (made.number, made.seq, len(item()["log"])) == ("A004", 8, 2)


def test_what_the_rules_refuse_behind_the_line_changes_nothing(crowd):
    empty = lines.read(HOME, KEY)
    for name in "xy":
        lines.apply(HOME, KEY, c.Withdraw(rid(name), number=f"A00{2 + 'xy'.index(name)}"), NINE + 5)
    logged.append(table.lines(HOME), line_pk(KEY), a_call("late"), NINE + 5)

    assert decode(item())[1].replayed
    assert lines.read(HOME, KEY).cell("1").number == ""
    assert empty.seq + 2 == lines.read(HOME, KEY).seq
    with pytest.raises(NobodyWaiting):
        lines.apply(HOME, KEY, a_call("again"), NINE + 6)


def test_one_that_the_library_sent_twice_is_done_once(crowd):
    for _ in range(2):
        logged.append(table.lines(HOME), line_pk(KEY), a_call("second"), NINE + 5)

    assert lines.read(HOME, KEY).seq == 7
    assert decode(item())[1].replayed
    assert lines.apply(HOME, KEY, a_call("second"), NINE + 9)[1].result == "A002:2"


def test_nobody_folds_away_what_came_behind_the_line_meanwhile(crowd):
    now_there = lines.read(HOME, KEY)
    logged.append(table.lines(HOME), line_pk(KEY), a_call("second"), NINE + 5)
    changed, made = step(now_there, a_take("dewi"), NINE + 5)

    there = lines.write_if_unchanged(table.lines(HOME), now_there, changed, made)

    assert there is not None
    assert there.cell("1").number == "A002"


def test_nothing_is_taken_at_once_before_those_behind_the_line(crowd):
    now_there = lines.read(HOME, KEY)
    logged.append(table.lines(HOME), line_pk(KEY), a_call("second"), NINE + 5)

    there = at_once.take(table.lines(HOME), now_there, a_take("dewi"), NINE + 5)

    assert isinstance(there, Line)
    assert not at_once.fits(there, a_take("dewi"))


def test_a_line_that_has_too_many_behind_it_takes_no_more(crowd, monkeypatch):
    monkeypatch.setattr(logged, "LONGEST", 1)
    lines.apply(HOME, KEY, a_call("second"), NINE + 5, crowd)

    made = lines.apply(HOME, KEY, a_take("dewi"), NINE + 5, crowd)[1]

    assert (made.number, item()["log"]) == ("A004", [])


def test_it_makes_of_a_line_what_one_process_alone_would(crowd):
    lines.apply(HOME, KEY, a_call("second"), NINE + 5, crowd)
    lines.apply(HOME, KEY, a_take("dewi"), NINE + 5)

    alone = after(a_take("ani"), a_take("budi"), a_take("citra"), opened("1"), opened("2"))
    alone = after(a_call("first", "2"), a_call("second"), a_take("dewi"), line=alone, now=NINE + 5)
    assert lines.read(HOME, KEY) == alone
