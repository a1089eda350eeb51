"""Nobody can change, move, add or leave out an entry of the ledger unseen."""

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.ledger.append import append_step
from chalicelib.queueing.audit import out_of_order
from chalicelib.queueing.commands import CheckIn, EndDay, NoShow, Serve, Withdraw
from chalicelib.queueing.ledger import Gap, commit, entry, root, verify
from chalicelib.store import ledger
from tests.factories import HOME, KEY, NINE, a_call, a_take, opened, rid, steps
from tests.functions.api import ask

FIRST = root(KEY)


def a_day() -> list[dict[str, Any]]:
    commands = [
        a_take(0), a_take(1), a_take("home", present=False), opened(), a_call("one"), Serve(rid("s"), counter="1"),
        CheckIn(rid("in"), number="A003"), a_call("two"), NoShow(rid("n"), counter="1"),
        Withdraw(rid("w"), number="A003"), EndDay(rid("end")),
    ]  # fmt: skip
    previous, entries = FIRST, []
    for step in steps(*commands, apart=61):
        made = entry(step, previous, commit("salt", "who"))
        entries.append(made.public())
        previous = made.hash
    return entries


def test_a_day_as_it_was_written_is_whole() -> None:
    assert verify(a_day(), FIRST) is None


@given(st.data())
def test_a_changed_value_is_found(data: st.DataObject) -> None:
    entries = a_day()
    at = data.draw(st.integers(0, len(entries) - 1))
    name = data.draw(st.sampled_from(sorted(entries[at])))
    value = entries[at][name]
    entries[at] = {**entries[at], name: value + 1 if isinstance(value, int) else f"{value}x"}

    assert verify(entries, FIRST) is not None


@given(st.data())
def test_a_left_out_moved_or_doubled_entry_is_found(data: st.DataObject) -> None:
    entries = a_day()
    at = data.draw(st.integers(0, len(entries) - 2))
    how = data.draw(st.sampled_from(["leave out", "swap", "double"]))
    if how == "leave out":
        entries.pop(at)
    elif how == "swap":
        entries[at], entries[at + 1] = entries[at + 1], entries[at]
    else:
        entries.insert(at, entries[at])

    assert verify(entries, FIRST) == at + 1 if how != "double" else verify(entries, FIRST) == at + 2


def test_a_day_cannot_stand_for_another() -> None:
    assert verify(a_day(), root(replace(KEY, day="2026-03-03"))) == 1


def test_times_are_to_the_minute_and_people_only_committed_to() -> None:
    [made] = steps(a_take(0, by="kiosk-rsud-1", klass="priority"), now=NINE + 42)

    public = entry(made, FIRST, commit("7Q2M4XK9T0ZB6HVN", "kiosk-rsud-1", "elderly")).public()

    assert public["at"] == "2026-03-02T02:00:00Z"
    assert public["class"] == "priority"
    assert "kiosk" not in str(public)
    assert "elderly" not in str(public)


def test_the_audit_finds_a_call_that_passed_over_an_earlier_turn() -> None:
    entries = a_day()
    assert list(out_of_order(entries)) == []
    late = {"list": "A.w", "turn": NINE + 500, "number": "A002", "kind": "take"}

    moved = [entries[0], {**entries[1], **late}, {**entries[2], "list": "A.w"}, *entries[3:]]

    assert [(one.number, one.passed, one.unexplained) for one in out_of_order(moved)] == [
        ("A002", ("A003",), True)
    ]


def test_of_equal_turns_nobody_is_passed_over() -> None:
    commands = [
        a_take("home", present=False), a_take(1), opened(), CheckIn(rid("in"), number="A001"), a_call("one"),
    ]  # fmt: skip

    made = [entry(step, FIRST).public() for step in steps(*commands)]

    assert made[4]["number"] == "A002"
    assert list(out_of_order(made)) == []


@pytest.mark.usefixtures("deployed")
class TestKept:
    def test_an_entry_waits_for_the_one_before(self) -> None:
        first, second = steps(a_take(0), a_take(1))

        with pytest.raises(Gap):
            append_step(HOME, KEY, second)

        append_step(HOME, KEY, first)
        append_step(HOME, KEY, second)
        assert ledger.checkpoint(HOME, KEY) == 2

    def test_an_entry_is_written_once(self) -> None:
        [first] = steps(a_take(0))

        written, again = append_step(HOME, KEY, first, "CODE"), append_step(HOME, KEY, first, "ANOTHER")

        assert (written[1], again) == (True, (written[0], False))

    def test_anyone_can_check_the_published_day(self) -> None:
        for step in steps(a_take(0), a_take(1), opened(), a_call("one")):
            append_step(HOME, KEY, step, "CODE")

        said = ask("GET", "/offices/rsud/ledger?date=2026-03-02")

        assert said.status == 200
        assert verify(said.body["entries"], FIRST) is None
        assert said.body["root"] == said.body["entries"][-1]["hash"]

    def test_a_day_without_steps_has_an_empty_ledger(self) -> None:
        said = ask("GET", "/offices/rsud/ledger?date=2026-03-01")

        assert (said.status, said.body["entries"], said.body["root"]) == (200, [], "")

    @pytest.mark.parametrize(
        "query", ["", "?date=2026-02-30", "?date=yesterday", "?date=2026-03-02&after=-1"]
    )
    def test_what_is_no_day_is_refused_with_the_field(self, query: str) -> None:
        said = ask("GET", f"/offices/rsud/ledger{query}")

        assert said.status == 422
        assert said.body["field"] in ("date", "after")
