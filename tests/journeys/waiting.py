"""Waits for what comes by itself: asks again and again instead of sleeping."""

import time
from collections.abc import Callable
from typing import TypeVar

T = TypeVar("T")

EVERY = 0.15


def eventually(ask: Callable[[], T], seconds: float = 20.0, what: str = "") -> T:
    """The first answer that is true; fails the test when there was none in this time."""
    until = time.monotonic() + seconds
    while True:
        answer = ask()
        if answer:
            return answer
        if time.monotonic() > until:
            raise AssertionError(f"not within {seconds:g} s: {what or ask}; last: {answer!r}")
        time.sleep(EVERY)


def never(ask: Callable[[], object], seconds: float, what: str) -> None:
    """Fails the test as soon as the answer is true within this time."""
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        answer = ask()
        assert not answer, f"{what}: {answer!r}"
        time.sleep(EVERY)
