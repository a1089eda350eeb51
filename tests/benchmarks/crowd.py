"""A crowd that wants the same few places when a day opens: people, and bots that ask fifty times for each of theirs.

All of it follows from a seed; nobody in it is real.
"""

import random
from collections.abc import Sequence
from dataclasses import dataclass

MEAN = 15.0
"""Seconds after the opening until a person comes, on average; half are there after ten."""

POPULAR = 3
"""So many slots are what half of the people want first."""

TRIES = 4
"""How many slots one asks for before going away."""


@dataclass(frozen=True)
class Visitor:
    """Somebody who wants a place: `at` seconds after the opening, for one identity, with slots in the order liked.

    A bot's connections are visitors with one identity, who all come at once.
    """

    name: str
    at: float
    nik: str
    likes: tuple[str, ...]
    bot: bool = False


def crowd(people: int, bots: int, connections: int, slots: Sequence[str], seed: int = 7) -> list[Visitor]:
    """So many people and bots, in the order in which they come."""
    luck = random.Random(seed)
    found = [
        Visitor(f"p{n}", luck.expovariate(1 / MEAN), _nik(n), _likes(luck, slots)) for n in range(people)
    ]
    for bot in range(bots):
        nik, likes = _nik(people + bot), _likes(luck, slots)
        found += [
            Visitor(f"b{bot}.{n}", luck.uniform(0.0, 0.2), nik, likes, bot=True) for n in range(connections)
        ]
    return sorted(found, key=lambda one: one.at)


def _likes(luck: random.Random, slots: Sequence[str]) -> tuple[str, ...]:
    popular = slots[:POPULAR]
    first = luck.choice(popular if luck.random() < 0.5 else slots)
    others = [slot for slot in slots if slot != first]
    return (first, *luck.sample(others, min(TRIES - 1, len(others))))


def _nik(n: int) -> str:
    """A number in the form of a NIK; a different one for each n below ten million."""
    day, month, year = n % 28 + 1, n // 28 % 12 + 1, 60 + n // 336 % 40
    return f"317101{day:02d}{month:02d}{year:02d}{n // 13_440 + 1:04d}"
