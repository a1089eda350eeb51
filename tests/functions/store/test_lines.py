"""A command is one conditional write: exact, idempotent, and safe when others are faster."""

import pytest

from chalicelib.errors import Busy, NobodyWaiting
from chalicelib.queueing.line import Line
from chalicelib.store import lines, table
from chalicelib.store.codec import decode, line_pk
from tests.factories import HOME, KEY, NINE, a_call, a_take, after, opened


@pytest.fixture(autouse=True)
def _on(engine):
    """Every rule here holds on both engines."""


def apply(command, **more):
    return lines.apply(HOME, KEY, command, NINE, **more)


def test_a_line_that_nobody_used_is_empty():
    assert lines.read(HOME, KEY) == Line(KEY)


def test_the_store_keeps_what_the_kernel_made():
    commands = [opened(), a_take("ani"), a_take("budi", present=False), a_call("one")]

    for command in commands:
        apply(command)

    assert lines.read(HOME, KEY) == after(*commands)


def test_the_step_is_written_with_its_line():
    apply(a_take("ani"))
    line, made = apply(a_take("budi"))

    item = table.lines(HOME).get(line_pk(KEY), "line")
    assert item is not None
    assert decode(item) == (line, made)


def test_a_repeat_is_answered_and_writes_nothing():
    apply(a_take("ani"))
    apply(a_take("budi"))

    line, again = apply(a_take("ani"))

    assert (again.result, again.replayed, line.seq) == ("A001", True, 2)


def test_a_refused_command_writes_nothing():
    apply(opened())

    with pytest.raises(NobodyWaiting):
        apply(a_call("one"))

    assert lines.read(HOME, KEY).seq == 1


@pytest.mark.parametrize("before", [(), ("budi", "citra")])
def test_who_loses_the_race_gets_the_next_number(before):
    for name in before:
        apply(a_take(name))
    stale = lines.read(HOME, KEY)
    apply(a_take("ani"))

    _, made = apply(a_take("dewi"), seen=stale)

    assert made.number == f"A{len(before) + 2:03d}"


def test_a_write_whose_answer_was_lost_is_found_by_its_own_next_try():
    def forgetful(on, line, changed, made):
        lines.write_if_unchanged(on, line, changed, made)
        return lines.read(HOME, KEY)

    _, made = apply(a_take("ani"), write=forgetful)

    assert (made.result, made.replayed, lines.read(HOME, KEY).seq) == ("A001", True, 1)


def test_who_loses_every_race_is_asked_to_come_again(monkeypatch):
    monkeypatch.setattr(lines, "PAUSE", 0)

    with pytest.raises(Busy):
        apply(a_take("ani"), write=lambda on, line, changed, made: line)
