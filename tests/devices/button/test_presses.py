"""When pushes become presses."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from devices.button.presses import DOUBLE, LONG, SINGLE, Pushes, contact, deadline, passed

DOWN, UP = True, False


def presses(*changes: tuple[float, bool], until: float = 1000.0) -> list[tuple[str, float]]:
    """The presses that come of these changes of the contact, each with its time."""
    pushes, found = Pushes(), []
    for at, down in [*changes, (until, None)]:
        while (due := deadline(pushes)) is not None and due <= at:
            pushes, press = passed(pushes, due)
            found.append((press, due))
        if down is not None:
            pushes, press = contact(pushes, down, at)
            found.append((press, at))
    return [(press, round(at, 3)) for press, at in found if press]


def test_one_push_is_single_once_no_second_can_come() -> None:
    assert presses((1.0, DOWN), (1.1, UP)) == [(SINGLE, 1.45)]


def test_two_quick_pushes_are_double_at_once() -> None:
    assert presses((1.0, DOWN), (1.1, UP), (1.3, DOWN), (1.4, UP)) == [(DOUBLE, 1.4)]


def test_two_slow_pushes_are_two_singles() -> None:
    found = presses((1.0, DOWN), (1.1, UP), (1.6, DOWN), (1.7, UP))

    assert found == [(SINGLE, 1.45), (SINGLE, 2.05)]


def test_a_held_push_is_long_while_it_is_held_and_only_once() -> None:
    assert presses((1.0, DOWN), (9.0, UP)) == [(LONG, 2.5)]


def test_a_contact_that_bounces_is_one_push() -> None:
    bounced = [(1.0, DOWN), (1.005, UP), (1.01, DOWN), (1.1, UP), (1.105, DOWN), (1.11, UP)]

    assert presses(*bounced) == [(SINGLE, 1.45)]


def test_a_push_after_a_long_one_starts_anew() -> None:
    assert presses((1.0, DOWN), (3.0, UP), (3.1, DOWN), (3.2, UP)) == [(LONG, 2.5), (SINGLE, 3.55)]


def test_three_quick_pushes_are_a_double_and_a_single() -> None:
    changes = [(1.0, DOWN), (1.1, UP), (1.2, DOWN), (1.3, UP), (1.4, DOWN), (1.5, UP)]

    assert [press for press, _ in presses(*changes)] == [DOUBLE, SINGLE]


@given(st.lists(st.floats(0.04, 3.0), max_size=20).filter(lambda gaps: len(gaps) % 2 == 0))
def test_there_are_never_more_presses_than_pushes_and_nothing_stays_waiting(gaps: list[float]) -> None:
    at, changes = 0.0, []
    for place, gap in enumerate(gaps):
        at += gap
        changes.append((at, place % 2 == 0))

    found = presses(*changes)
    counted = sum(2 if press == DOUBLE else 1 for press, _ in found)
    assert counted <= len(gaps) // 2
    assert bool(found) == bool(gaps)


@pytest.mark.parametrize("down", [DOWN, UP])
def test_the_same_contact_twice_changes_nothing(down: bool) -> None:
    pushes = Pushes(down=down, changed=1.0)

    assert contact(pushes, down, 5.0) == (pushes, None)
