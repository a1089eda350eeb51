"""A line goes to the office's hub and is there the same."""

import json

import pytest
from hypothesis import given

from chalicelib.errors import Refusal
from chalicelib.queueing import commands as c
from chalicelib.queueing.line import Line
from chalicelib.queueing.line_json import from_json, to_json
from chalicelib.queueing.step import step
from tests.factories import KEY, NINE, a_call, a_take, after, opened, rid

from .test_offline import lives


@given(lives)
def test_a_line_is_the_same_behind_the_wire(life):
    line = Line(KEY)
    for n, command in enumerate(life):
        line = tried(line, command, NINE + 10 * n)

    there = from_json(to_json(line))

    assert there == line


def test_a_line_says_nothing_of_how_the_store_has_it():
    line = after(opened(), a_take("Siti"), a_call("first"), c.Hold(rid("hold"), counter="1"))

    assert set(json.loads(to_json(line))) == {
        "office", "day", "epoch", "seq", "ended", "issued", "waiting", "counters", "call", "calls", "ring", "presses",
        "aside", "undo",
    }  # fmt: skip


@pytest.mark.parametrize("text", ["", "[]", "{}", "nonsense", '{"office": 1}'])
def test_what_is_no_line_is_refused(text):
    with pytest.raises((ValueError, KeyError, TypeError)):
        from_json(text)


def tried(line, command, now):
    try:
        return step(line, command, now)[0]
    except Refusal:
        return line
