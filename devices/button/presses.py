"""When pushes become a press: one is single, two in quick succession double, a held one long; pure."""

from dataclasses import dataclass, replace

SINGLE, DOUBLE, LONG = "single", "double", "long"

BOUNCE = 0.03
DOUBLE_WITHIN = 0.35
LONG_AFTER = 1.5


@dataclass(frozen=True)
class Pushes:
    """What is known of the pushes so far; times are monotonic seconds."""

    down: bool = False
    changed: float = -BOUNCE
    """When the contact last changed for good."""
    count: int = 0
    """Pushes that wait to become a press."""
    spent: bool = False
    """The push that is held down has been given out as long."""


def contact(pushes: Pushes, down: bool, at: float) -> tuple[Pushes, str | None]:
    """The contact closed or opened: what is known now, and the press that this completes."""
    if down == pushes.down or at - pushes.changed < BOUNCE:
        return pushes, None
    pushes, late = passed(pushes, at)
    if down:
        return replace(pushes, down=True, changed=at, count=pushes.count + 1), late
    if pushes.spent:
        return Pushes(changed=at), late
    if pushes.count >= 2:
        return Pushes(changed=at), DOUBLE
    return replace(pushes, down=False, changed=at), late


def passed(pushes: Pushes, at: float) -> tuple[Pushes, str | None]:
    """Time went by without a change: what is known now, and the press that this completes."""
    due = deadline(pushes)
    if due is None or at < due:
        return pushes, None
    if pushes.down:
        return replace(pushes, count=0, spent=True), LONG
    return replace(pushes, count=0), SINGLE


def deadline(pushes: Pushes) -> float | None:
    """When passed() would complete a press if nothing changes; None when nothing waits."""
    if not pushes.count:
        return None
    return pushes.changed + (LONG_AFTER if pushes.down else DOUBLE_WITHIN)
