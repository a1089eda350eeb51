"""A request is done once: answered by the ring at first, by the ledger when the ring has forgotten."""

import pytest

from chalicelib.errors import Busy, KeyReused
from chalicelib.queueing import step
from chalicelib.queueing.commands import CallNext, Step
from chalicelib.store import at_once, ledger, lines, requests
from tests.factories import HOME, KEY, NINE, a_take, opened

SCOPE = ("calls", "rsud", "1", "sub", "key")
CALL = CallNext("", counter="1", letters=("A",))


@pytest.fixture(autouse=True)
def _a_line_with_one_waiting(engine):
    MADE.clear()
    for command in (opened(), a_take("ani")):
        _step(command)


@pytest.fixture(autouse=True)
def _a_short_ring_where_steps_are_slow(engine, monkeypatch):
    if engine == "moto":
        for room in (step, requests, at_once):
            monkeypatch.setattr(room, "RING", 4)


def test_a_request_keeps_its_fence_and_its_line():
    first = requests.begin(HOME, SCOPE, "body", lines.read(HOME, KEY), NINE)
    _step(a_take("budi"))

    assert requests.begin(HOME, SCOPE, "body", lines.read(HOME, KEY), NINE) == first
    assert first.fence == 2


def test_a_key_that_comes_with_another_body_is_refused():
    requests.begin(HOME, SCOPE, "body", lines.read(HOME, KEY), NINE)

    with pytest.raises(KeyReused):
        requests.begin(HOME, SCOPE, "another", lines.read(HOME, KEY), NINE)


def test_a_repeat_is_answered_by_the_ring():
    first = _call()

    assert _call().result == first.result == "A001:1"


def test_a_late_repeat_is_answered_by_the_ledger():
    first = _call()
    _move_on(followed=True)

    again = _call()

    assert (again.result, again.seq, again.replayed) == (first.result, first.seq, True)


def test_a_request_that_never_happened_happens_once_however_late():
    _begin()
    _move_on(followed=True)

    first, again = _call(), _call()

    assert (first.number, first.replayed, again.result) == ("A001", False, "A001:1")


def test_as_long_as_the_ledger_is_behind_nobody_guesses():
    _call()
    _move_on(followed=False)

    with pytest.raises(Busy):
        _call()


def test_who_finds_that_its_twin_has_set_a_new_fence_goes_by_that():
    request = _begin()
    _move_on(followed=True)
    line = lines.read(HOME, KEY)

    mine = requests._fenced_again(HOME, request, line)
    twin = requests._fenced_again(HOME, request, lines.read(HOME, KEY))

    assert mine.fence == twin.fence == line.seq


def _begin():
    return requests.begin(HOME, SCOPE, "body", lines.read(HOME, KEY), NINE)


def _call():
    seen = lines.read(HOME, KEY)
    line, made = requests.carry_out(HOME, _begin(), CALL, NINE, seen)
    MADE.setdefault(line.seq, made)
    return made


def _move_on(followed):
    """As many numbers are taken as the ring holds; the stream's ledger follows all steps, or none."""
    for n in range(requests.RING):
        _step(a_take(n))
    if followed:
        for seq in range(1, lines.read(HOME, KEY).seq + 1):
            ledger.append(HOME, KEY, MADE[seq], "")


MADE: dict[int, Step] = {}
"""The steps of the line by their seq, as its stream has them."""


def _step(command):
    line, made = lines.apply(HOME, KEY, command, NINE)
    MADE[line.seq] = made
