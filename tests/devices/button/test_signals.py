"""Lights and sound tell three troubles apart."""

from typing import Any

import pytest

from devices.button.signals import NOBODY_WAITS, NOT_CONNECTED, PAUSED, REFUSED, Signal, refusal, resting


def test_the_troubles_differ_to_the_eye_and_to_the_ear() -> None:
    troubles = (NOT_CONNECTED, NOBODY_WAITS, PAUSED, REFUSED)

    assert len({(one.colour, one.blink) for one in troubles}) == len(troubles)
    assert len({one.beeps for one in troubles}) == len(troubles)


@pytest.mark.parametrize(
    ("live", "state", "shown"),
    [
        (False, {"state": "open", "light": "green"}, Signal("red", "blinking")),
        (False, None, Signal("red", "blinking")),
        (True, None, Signal("off")),
        (True, {"state": "open", "light": "green", "number": "A001"}, Signal("green")),
        (True, {"state": "open", "light": "amber"}, Signal("amber")),
        (True, {"state": "paused", "light": "off"}, Signal("amber", "slowly")),
        (True, {"state": "paused", "light": "green", "number": "A001"}, Signal("green")),
        (True, {"state": "closed", "light": "off"}, Signal("off")),
        (True, {"state": "open", "light": "violet"}, Signal("off")),
        (True, {"state": "open", "light": "red", "refused": {}}, Signal("amber")),
        (True, {"state": "open", "light": "red", "number": "A001", "refused": {}}, Signal("green")),
    ],
)
def test_what_burns_says_how_the_counter_is(live: bool, state: dict[str, Any] | None, shown: Signal) -> None:
    assert resting(live, state) == shown


@pytest.mark.parametrize(
    ("why", "said"),
    [
        ("https://antrean.example/problems/nobody-waiting", NOBODY_WAITS),
        ("nobody-waiting", NOBODY_WAITS),
        ("counter-paused", PAUSED),
        ("counter-closed", PAUSED),
        ("too-soon", REFUSED),
        ("", REFUSED),
    ],
)
def test_a_refusal_is_told_by_its_name(why: str, said: Signal) -> None:
    assert refusal({"refused": {"type": why}}) == said


def test_what_was_not_refused_says_nothing_more() -> None:
    assert refusal({"state": "open"}) is None
