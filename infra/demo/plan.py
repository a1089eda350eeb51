"""Who comes on the demo's day: a pure function of a seed, so that a day can be played again."""

import random
from dataclasses import dataclass

HOME, KIOSK, BOOKING = "home", "kiosk", "booking"
PRIORITIES = ("elderly", "disabled", "pregnant", "infant")


@dataclass(frozen=True)
class Coming:
    """One visitor: when (seconds into the demo), by which door, and how the visit goes on.

    `serve` is the time at the counter in seconds; `satisfaction` is 1 to 3, or None when the survey stays unanswered.
    """

    at: float
    door: str
    service: str
    priority: str | None
    shows: bool
    withdraws: bool
    serve: float
    satisfaction: int | None


def day(seed: int, visitors: int, seconds: float, services: list[str]) -> list[Coming]:
    """The day's visitors in the order of their coming: a rush at opening, then a steady flow."""
    dice = random.Random(seed)
    times = sorted(seconds * dice.random() ** 1.6 for _ in range(visitors))
    return [_one(dice, at, services) for at in times]


def _one(dice: random.Random, at: float, services: list[str]) -> Coming:
    door = dice.choices((KIOSK, HOME, BOOKING), (6, 3, 2))[0]
    # Only the first service takes bookings and numbers from home in the example office.
    service = services[0] if door != KIOSK else dice.choices(services, (6, *[1] * (len(services) - 1)))[0]
    leaves = dice.random()
    return Coming(
        at=at,
        door=door,
        service=service,
        priority=dice.choice(PRIORITIES) if door == KIOSK and dice.random() < 0.2 else None,
        shows=leaves > 0.08,
        withdraws=door == HOME and leaves > 0.9,
        serve=dice.uniform(0.6, 2.2),
        satisfaction=dice.choices((1, 2, 3, None), (1, 3, 6, 4))[0],
    )
