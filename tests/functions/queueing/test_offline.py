"""What a hub did without a link is played into the line: in order, once, and what cannot be is a conflict that says why."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chalicelib.errors import NotInOrder, PressStale, Refusal
from chalicelib.queueing import commands as c
from chalicelib.queueing.commands import Offline, Step
from chalicelib.queueing.in_line import is_known
from chalicelib.queueing.ledger import entry
from chalicelib.queueing.line import Line
from chalicelib.queueing.step import step
from tests.factories import KEY, NINE, a_call, a_take, after, opened, rid

RUN = "hub-rsud-1.r1"

counters = st.sampled_from("12")
lives = st.lists(
    st.one_of(
        st.builds(lambda n: a_take(n, NINE + n), st.integers(0, 20)),
        st.builds(
            lambda n: c.Take(rid(("k", n)), letter="A", turn=NINE + n, number=f"K1-{n:03d}"),
            st.integers(1, 20),
        ),
        st.builds(lambda at: opened(at), counters),
        st.builds(lambda n, at: a_call(("call", n), at), st.integers(0, 60), counters),
        st.builds(lambda n, at: c.Recall(rid(("recall", n)), counter=at), st.integers(0, 60), counters),
        st.builds(lambda n, at: c.Serve(rid(("serve", n)), counter=at), st.integers(0, 60), counters),
        st.builds(lambda n, at: c.Finish(rid(("finish", n)), counter=at), st.integers(0, 60), counters),
        st.builds(
            lambda n, at: c.NoShow(rid(("gone", n)), counter=at, grace=900), st.integers(0, 60), counters
        ),
        st.builds(lambda n, at: c.Hold(rid(("hold", n)), counter=at), st.integers(0, 60), counters),
        st.builds(lambda n, at: c.Undo(rid(("undo", n)), counter=at), st.integers(0, 60), counters),
    ),
    max_size=40,
)

KINDS = {
    "CallNext": "call", "Recall": "recall", "Serve": "serve", "Finish": "finish", "NoShow": "no_show", "Hold": "hold",
    "Undo": "undo", "SetCounter": "counter",
}  # fmt: skip


def row(n: int, kind: str, number: str = "", counter: str = "1", **more) -> Offline:
    return Offline(
        rid(("offline", n)),
        RUN,
        press=n,
        kind=kind,
        at=NINE + 100 + n,
        number=number,
        counter=counter,
        letters=("A",),
        **more,
    )


def lived(line: Line, life) -> tuple[Line, list[c.Command]]:
    """The hub's line after a life without a link, and what it tells of it: its takes as they are, the rest as rows."""
    told, n = list[c.Command](), 0
    for at, command in enumerate(life, NINE + 1_000):
        if isinstance(command, c.Take) and not command.number:
            # Without a link there are kiosks' own numbers only.
            continue
        try:
            line, made = step(line, command, at)
        except Refusal:
            continue
        if made.replayed:
            continue
        if isinstance(command, c.Take):
            told.append(replace(command, at=at))
            continue
        n += 1
        kind = "finish" if made.kind == "finish" else KINDS[type(command).__name__]
        told.append(
            Offline(
                rid(("row", n)), RUN, press=n, kind=kind, at=at, number=made.number, counter=made.counter, call=made.call,
                state=made.state, letters=("A",), grace=900,
            )
        )  # fmt: skip
    return line, told


def played(line: Line, told) -> tuple[Line, list[Step]]:
    steps = []
    for command in told:
        line, made = step(line, command, NINE + 9_000)
        steps.append(made)
    return line, steps


@settings(max_examples=200)
@given(lives, lives)
def test_what_the_hub_did_is_the_line_when_nothing_else_happened(before, life):
    start = Line(KEY)
    for at, command in enumerate(before):
        try:
            start = step(start, command, NINE + at)[0]
        except Refusal:
            continue
    hub, told = lived(start, [one for one in life if all(one.rid != other.rid for other in before)])

    cloud, made = played(start, told)

    assert [one.kind for one in made if one.kind == "conflict"] == []
    assert (cloud.waiting, cloud.aside, cloud.call) == (hub.waiting, hub.aside, hub.call)
    assert {at: (cell.number, cell.phase) for at, cell in cloud.counters.items()} == {
        at: (cell.number, cell.phase) for at, cell in hub.counters.items()
    }


@settings(max_examples=200)
@given(lives, st.lists(st.integers(0, 60), max_size=60))
def test_rows_that_come_twice_late_or_out_of_order_are_played_once_and_in_order(life, arrivals):
    start = after(opened("1"), opened("2"), *[a_take(("early", n), NINE + n) for n in range(5)])
    _, told = lived(start, life)
    rows = [one for one in told if isinstance(one, Offline)]
    others = [one for one in told if not isinstance(one, Offline)]
    straight, _ = played(start, told)

    line = start
    for one in others:
        line, _ = step(line, one, NINE + 9_000)
    for n in [*arrivals, *range(len(rows))]:
        if n < len(rows):
            try:
                line, _ = step(line, rows[n], NINE + 9_000)
            except (NotInOrder, PressStale):
                continue

    assert line.presses.get(RUN, (0, ""))[0] == len(rows)
    assert (line.call, sum(map(len, line.waiting.values()))) == (
        straight.call,
        sum(map(len, straight.waiting.values())),
    )


def test_who_cancelled_from_home_meanwhile_is_a_conflict_and_what_follows_is_played():
    line = after(
        opened(), a_take("Siti", NINE), a_take("Budi", NINE + 1), c.Withdraw(rid("away"), number="A001")
    )

    line, made = played(line, [row(1, "call", "A001"), row(2, "no_show", "A001"), row(3, "call", "A002")])

    assert [(one.kind, one.reason) for one in made] == [
        ("conflict", "ticket-gone"), ("conflict", "not-there"), ("call", ""),
    ]  # fmt: skip
    assert line.cell("1").number == "A002"


def test_a_call_by_what_the_hub_knew_says_so_where_somebody_else_was_earlier():
    line = after(opened(), a_take("Siti", NINE), a_take("Budi", NINE + 1))

    line, [made] = played(line, [row(1, "call", "A002")])

    assert (made.kind, made.number, made.reason, made.offline, made.at) == (
        "call",
        "A002",
        "offline",
        True,
        NINE + 101,
    )
    assert entry(made, "0" * 64).public()["offline"] is True


def test_staff_cannot_say_that_they_were_offline():
    line = after(opened(), a_take("Siti", NINE), a_take("Budi", NINE + 1))
    asked = c.CallThis(rid("this"), counter="1", letters=("A",), number="A002", reason="offline")

    with pytest.raises(Refusal):
        step(line, asked, NINE + 60)


def test_no_call_number_that_displays_have_heard_is_given_again():
    line = after(
        opened(), a_take("Siti", NINE), c.Withdraw(rid("away"), number="A001"), a_take("Budi", NINE + 1)
    )

    line, _ = played(line, [row(1, "call", "A001", call=7)])
    line, made = step(line, a_call("next"), NINE + 9_100)

    assert made.call == 8


def test_a_row_waits_for_the_one_before_and_is_played_once():
    line = after(opened(), a_take("Siti", NINE))

    with pytest.raises(NotInOrder):
        step(line, row(2, "recall", "A001"), NINE + 9_000)
    line, _ = step(line, row(1, "call", "A001"), NINE + 9_000)
    again, made = step(line, row(1, "call", "A001"), NINE + 9_001)
    line, _ = step(again, row(2, "recall", "A001"), NINE + 9_002)

    assert made.replayed
    assert [call.recall for call in line.calls] == [False, True]
    with pytest.raises(PressStale):
        step(line, row(1, "call", "A001"), NINE + 9_003)


def test_a_kiosks_own_number_stands_in_the_line_once():
    printed = c.Take(rid("k"), letter="A", turn=NINE, number="K1-001")
    line = after(printed)

    assert is_known(line, "K1-001")
    assert line.issued.get("A", 0) == 0
    with pytest.raises(Refusal):
        step(line, c.Take(rid("other"), letter="A", turn=NINE, number="K1-001"), NINE)
    assert step(line, printed, NINE)[1].replayed


def test_a_counter_that_the_hub_pauses_keeps_the_services_that_staff_chose_for_it():
    line = after(c.SetCounter(rid("open"), counter="1", state="open", letters=("B",)))

    line, [made] = played(line, [row(1, "counter", state="paused")])

    assert (line.cell("1").state, line.cell("1").letters, made.letters) == ("paused", ("B",), ("B",))


@given(st.permutations(["K1-001", "K1-002", "K1-009", "K1-010"]))
def test_a_kiosks_numbers_of_one_second_stand_in_their_order_however_they_come(numbers):
    takes = [c.Take(rid(number), letter="A", turn=NINE, number=number) for number in numbers]

    line = after(*takes, apart=0)

    [places] = line.waiting.values()
    assert [place.number for place in places] == sorted(numbers)
