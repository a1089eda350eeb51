"""One line an invocation, and nothing personal in it."""

import io
import json
import logging

import pytest

from chalicelib.errors import Busy
from chalicelib.log import Failed, logged


@logged
def works(event, context):
    return {"done": True, "said": {"parked": 2}}


@logged
def fails(event, context):
    raise ValueError("0812 3456 7890")


@logged
def is_busy(event, context):
    raise Busy("rsud")


def test_a_function_leaves_one_line(capsys):
    assert works({"Records": [1, 2, 3]}, None) == {"done": True}

    [line] = capsys.readouterr().out.splitlines()
    said = json.loads(line)
    assert (said["records"], said["parked"]) == (3, 2)
    assert said["ms"] >= 0


def test_a_failure_says_where_and_not_with_what(capsys):
    with pytest.raises(Failed) as failed:
        fails({}, None)

    [line] = capsys.readouterr().out.splitlines()
    # Lambda prints the message of what is raised.
    assert "0812" not in str(failed.value)
    assert failed.value.__suppress_context__
    assert "ValueError at" in line
    assert "test_log.py" in line
    assert "0812" not in line


def test_what_the_rules_refuse_goes_on_as_it_is():
    with pytest.raises(Busy, match="rsud"):
        is_busy({}, None)


def test_chalice_says_of_a_bug_where_and_not_by_which_path(monkeypatch):
    from app import app

    kept = io.StringIO()
    monkeypatch.setattr(app.log, "handlers", [logging.StreamHandler(kept)])
    try:
        raise ValueError("0812 3456 7890")
    except ValueError:
        app.log.error("Caught exception for path %s", "/bookings/7Q2M4XK9T0ZB6HVN", exc_info=True)

    assert kept.getvalue().startswith("ValueError at test_log.py")
    assert not [said for said in ("7Q2M4XK9T0ZB6HVN", "0812") if said in kept.getvalue()]
