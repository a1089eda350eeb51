"""What holds in every line that any sequence of commands makes."""

from hypothesis import given, settings
from hypothesis import strategies as st

from chalicelib.errors import Refusal
from chalicelib.queueing.commands import (
    CallNext,
    CheckIn,
    Finish,
    NoShow,
    Recall,
    Serve,
    SetCounter,
    Withdraw,
)
from chalicelib.queueing.line import Line, Place
from chalicelib.queueing.order import HeadStarts, find, head, in_call_order, put, turn
from chalicelib.queueing.step import step
from tests.factories import KEY, NINE, a_take, rid

STARTS = HeadStarts()
COUNTERS = {"1": ("A",), "2": ("A", "B")}

takes = st.tuples(
    st.just("take"), st.sampled_from("AB"), st.sampled_from(["walk-in", "booked", "priority", "home"])
)
at_counters = st.tuples(
    st.sampled_from(["call", "recall", "serve", "finish", "no_show", "open", "paused"]),
    st.sampled_from("12"),
    st.none(),
)
in_line = st.tuples(st.sampled_from(["check_in", "withdraw"]), st.sampled_from("AB"), st.integers(1, 12))
days = st.lists(
    st.tuples(st.one_of(takes, at_counters, at_counters, in_line), st.integers(0, 900)), max_size=60
)


def command(asked, now, name):
    """A command of what Hypothesis drew; `name` makes its request id."""
    kind, where, what = asked
    if kind == "take":
        klass = "walk-in" if what == "home" else what
        due = turn(klass, now, now + 600 if klass == "booked" else None, STARTS)
        return a_take(name, due, letter=where, klass=klass, present=what != "home")
    if kind in ("check_in", "withdraw"):
        return {"check_in": CheckIn, "withdraw": Withdraw}[kind](rid(name), number=f"{where}{what:03d}")
    if kind in ("open", "paused"):
        return SetCounter(rid(name), counter=where, state=kind)
    if kind == "call":
        return CallNext(rid(name), counter=where, letters=COUNTERS[where])
    return {"recall": Recall, "serve": Serve, "finish": Finish, "no_show": NoShow}[kind](
        rid(name), counter=where
    )


def lived(day):
    """Each line and step of a day that began with both counters open; refused commands leave no trace."""
    line, now = Line(KEY), NINE
    opened = [(("open", counter, None), 0) for counter in COUNTERS]
    for n, (asked, pause) in enumerate([*opened, *day]):
        now += pause
        try:
            after, made = step(line, command(asked, now, n), now)
        except Refusal:
            continue
        yield line, after, made
        line = after


@given(days)
def test_lists_are_always_sorted_by_turn(day):
    for _, after, _ in lived(day):
        for places in after.waiting.values():
            assert [place.turn for place in places] == sorted(place.turn for place in places)


@given(days)
def test_numbers_are_issued_once_and_without_gaps(day):
    issued = [made.number for _, _, made in lived(day) if made.kind == "take"]

    for letter in "AB":
        own = [number for number in issued if number[0] == letter]
        assert own == [f"{letter}{n:03d}" for n in range(1, len(own) + 1)]


@given(days)
def test_every_number_is_in_one_place_only(day):
    for _, after, _ in lived(day):
        waiting = [place.number for places in after.waiting.values() for place in places]
        held = [cell.number for cell in after.counters.values() if cell.number]
        assert len(waiting + held) == len(set(waiting + held))


@given(days)
def test_no_ticket_is_called_twice_but_by_a_recall(day):
    called = [made.number for _, _, made in lived(day) if made.kind == "call"]

    assert len(called) == len(set(called))


@given(days)
def test_a_repeat_of_any_step_changes_nothing_and_answers_the_same(day):
    for n, (asked, _) in enumerate(day):
        lines = list(lived(day[: n + 1]))
        if not lines:
            continue
        before, after, made = lines[-1]
        again, repeated = step(after, _again(asked, made), NINE + 10**6)
        assert (again, repeated.result, repeated.replayed) == (after, made.result, True)
        assert after.seq == before.seq + 1


def _again(asked, made):
    return type(command(asked, 0, ""))(made.rid)


@given(days)
def test_every_step_has_the_next_seq_and_leaves_one_id_in_the_ring(day):
    for before, after, made in lived(day):
        assert (made.seq, after.seq) == (before.seq + 1, before.seq + 1)
        assert after.ring[-1] == (made.rid, made.result)
        assert len(after.ring) == min(64, after.seq)


@given(days)
def test_nobody_is_overtaken_by_one_who_came_later_than_the_largest_head_start(day):
    came = {}
    for before, _, made in lived(day):
        if made.kind == "take":
            came[made.number] = made.at
        if made.kind == "call":
            over = [
                p.number
                for name, p in in_call_order(before, made.list[0])
                if came[p.number] < came[made.number]
            ]
            for number in over:
                assert came[made.number] - came[number] <= STARTS.booked + STARTS.grace


@given(days)
def test_within_a_class_who_has_the_earlier_turn_is_called_first(day):
    for before, _, made in lived(day):
        if made.kind == "call":
            assert all(place.turn >= made.turn for place in before.places(made.list))


@given(days)
def test_a_call_takes_the_first_of_the_order_that_the_board_shows(day):
    for before, _, made in lived(day):
        if made.kind == "call":
            _, first = in_call_order(before, COUNTERS[made.counter])[0]
            assert first.number == made.number


@given(days)
def test_the_board_s_order_is_total_and_is_that_of_one_head_after_the_other(day):
    *_, (_, line, _) = lived(day)
    shown = [place.number for _, place in in_call_order(line, "AB")]

    popped = []
    while (first := head(line, "AB")) is not None:
        name, place = first
        popped.append(place.number)
        line = line.with_list(name, line.places(name)[1:])

    assert shown == popped


@given(st.lists(st.integers(0, 20), max_size=40))
def test_a_list_is_a_stable_sort_of_its_turns(turns):
    places: tuple[Place, ...] = ()
    for n, due in enumerate(turns):
        places = put(places, Place(f"A{n:03d}", due))

    assert list(places) == sorted(
        (Place(f"A{n:03d}", due) for n, due in enumerate(turns)), key=lambda p: p.turn
    )


@given(days)
@settings(max_examples=30)
def test_who_is_found_is_who_waits(day):
    *_, (_, line, _) = lived(day)

    for name, places in line.waiting.items():
        assert all(find(line, place.number) == (name, place) for place in places)
