"""One line an invocation, and nothing personal in it."""

import json

import pytest

from chalicelib.log import logged


@logged
def works(event, context):
    return {"done": True, "said": {"parked": 2}}


@logged
def fails(event, context):
    raise ValueError("0812 3456 7890")


def test_a_function_leaves_one_line(capsys):
    assert works({"Records": [1, 2, 3]}, None) == {"done": True}

    [line] = capsys.readouterr().out.splitlines()
    said = json.loads(line)
    assert (said["records"], said["parked"]) == (3, 2)
    assert said["ms"] >= 0


def test_a_failure_says_where_and_not_with_what(capsys):
    with pytest.raises(ValueError, match="0812"):
        fails({}, None)

    [line] = capsys.readouterr().out.splitlines()
    assert "ValueError at" in line
    assert "test_log.py" in line
    assert "0812" not in line
