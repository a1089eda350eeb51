"""A take in one expression is the kernel's take, or leaves the line as it was."""

from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from random import Random
from uuid import uuid4

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from chalicelib.errors import Refusal
from chalicelib.queueing import step as kernel
from chalicelib.queueing.commands import Command, EndDay, Hold, NoShow, Take, Transfer, Undo
from chalicelib.queueing.line import Line, LineKey
from chalicelib.queueing.step import FenceFallen, step
from chalicelib.store import at_once, lines, table
from tests.factories import HOME, MONDAY, NINE, a_call, a_take, opened, rid

FEW = settings(
    max_examples=3,
    deadline=None,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
VERBS = (Hold, NoShow, Undo, partial(Transfer, letter="B", keep_turn=False), partial(Transfer, letter="B"))
KLASSES = st.sampled_from(["walk-in", "booked", "priority"])


@st.composite
def takes(draw: st.DrawFn) -> list[Take]:
    """Some takes of two letters and all classes, mostly in the order of their turns."""
    found = []
    for n in range(draw(st.integers(1, 18))):
        late = draw(st.sampled_from([0, 0, 0, 0, -30]))
        found.append(
            a_take(
                n, NINE + n // 2 + late, letter=draw(st.sampled_from("AB")), klass=draw(KLASSES),
                present=draw(st.sampled_from([True, True, False])), ticket=f"T{n}",
            )
        )  # fmt: skip
    return found


def among(commands: list[Take], luck: Random) -> Iterator[Command]:
    """The takes with what a counter does between them: it calls, sends on, puts aside, and takes that back."""
    for n, command in enumerate(commands):
        yield command
        if luck.random() < 0.3:
            yield a_call(f"call {n}", letters=("A", "B"))
            yield luck.choice(VERBS)(rid(f"verb {n}"), counter="1")


def key_of(name: object) -> LineKey:
    return LineKey(f"office-{name}", MONDAY)


def shown(line: Line) -> tuple[object, ...]:
    lists = {name: tuple(places) for name, places in line.waiting.items()}
    return line.seq, dict(line.issued), lists, tuple(line.ring), dict(line.counters), line.ended


@pytest.fixture
def _a_short_ring(monkeypatch: pytest.MonkeyPatch) -> None:
    """Eight requests instead of 64, so that few steps fill it."""
    for room in (kernel, at_once):
        monkeypatch.setattr(room, "RING", 8)


@pytest.mark.usefixtures("engine", "_a_short_ring")
class TestEqual:
    """On all engines."""

    @pytest.mark.slow
    @given(takes(), st.randoms(use_true_random=False))
    @FEW
    def test_at_once_is_what_the_kernel_makes(self, commands: list[Take], luck: Random) -> None:
        key = key_of(uuid4().hex)
        line, _ = lines.apply(HOME, key, opened(), NINE)
        for n, command in enumerate(among(commands, luck)):
            try:
                expected, told = step(line, command, NINE + 3 * n)
            except Refusal:
                continue
            made = None
            if isinstance(command, Take) and at_once.fits(line, command):
                made = at_once.take(table.lines(HOME), line, command, NINE + 3 * n)
            line, real = made if isinstance(made, tuple) else lines.apply(HOME, key, command, NINE + 3 * n)

            assert shown(line) == shown(expected)
            assert real == told
            assert shown(lines.read(HOME, key)) == shown(expected)

    @pytest.mark.slow
    def test_it_appends_although_others_came_between(self) -> None:
        key = key_of("between")
        seen, _ = lines.apply(HOME, key, a_take(1), NINE)
        for n in range(2, 14):
            lines.apply(HOME, key, a_take(n, NINE + n), NINE)
        behind = replace(lines.read(HOME, key), seq=seen.seq)

        made = at_once.take(table.lines(HOME), behind, a_take("late", NINE + 99), NINE)

        assert isinstance(made, tuple)
        assert made[1].number == "A014"
        assert made[0].seq == 14

    @pytest.mark.slow
    @pytest.mark.parametrize("full", [False, True])
    def test_a_repeat_leaves_the_line_as_it_was(self, full: bool) -> None:
        key = key_of(f"repeat-{full}")
        for n in range(14 if full else 3):
            line, _ = lines.apply(HOME, key, a_take(n, NINE + n), NINE)

        there = at_once.take(table.lines(HOME), line, a_take(2 if not full else 10, NINE + 99), NINE)

        assert isinstance(there, Line)
        assert shown(there) == shown(line) == shown(lines.read(HOME, key))

    def test_a_repeat_that_the_line_shows_is_not_even_tried(self) -> None:
        line, _ = lines.apply(HOME, key_of("known"), a_take(1), NINE)

        assert at_once.fits(line, a_take(2, NINE + 1))
        assert not at_once.fits(line, a_take(1, NINE + 1))

    def test_an_earlier_turn_is_appended_and_read_where_it_belongs(self) -> None:
        key = key_of("earlier")
        line = Line(key)
        for n, turn in enumerate((0, 2, 2, 5)):
            line, _ = lines.apply(HOME, key, a_take(n, NINE + turn), NINE)

        made = at_once.take(table.lines(HOME), line, a_take("early", NINE + 2), NINE)

        assert isinstance(made, tuple)
        order = ["A001", "A002", "A003", "A005", "A004"]
        assert [place.number for place in made[0].places("A.w")] == order
        assert [place.number for place in lines.read(HOME, key).places("A.w")] == order

    @pytest.mark.slow
    def test_a_closed_day_and_a_fallen_fence_leave_the_line_as_it_was(self) -> None:
        key = key_of("guards")
        for n in range(11):
            line, _ = lines.apply(HOME, key, a_take(n, NINE + n), NINE)

        fallen = at_once.take(table.lines(HOME), line, replace(a_take("old", NINE + 99), fence=2), NINE)
        with pytest.raises(FenceFallen):
            lines.apply(HOME, key, replace(a_take("old", NINE + 99), fence=2), NINE)
        ended, _ = lines.apply(HOME, key, EndDay(rid("end")), NINE + 12 * 3600)
        closed = at_once.take(table.lines(HOME), line, a_take("closed", NINE + 99), NINE)

        assert shown(fallen) == shown(line)  # type: ignore[arg-type]  # it is a line, as asserted
        assert shown(closed) == shown(ended)  # type: ignore[arg-type]  # as above

    def test_a_list_that_was_emptied_is_begun_anew(self) -> None:
        key = key_of("emptied")
        lines.apply(HOME, key, opened(), NINE)
        seen, _ = lines.apply(HOME, key, a_take(1), NINE)
        lines.apply(HOME, key, a_call("c"), NINE)

        line, made = lines.apply(HOME, key, a_take(2, NINE + 1), NINE, seen)

        assert made.number == "A002"
        assert [place.number for place in line.places("A.w")] == ["A002"]
