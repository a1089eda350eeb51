"""What past days teach of a service: its mean minutes, and the 80 % range of actual over predicted wait.

The range is split-conformal: order statistics of the past ratios, with the level corrected for how few there are.
"""

from collections.abc import Sequence
from math import ceil, floor
from statistics import fmean

from .waiting_time import Learnt

ENOUGH = 30
"""Below this many past visits the usual minutes or the usual range stay."""

MISS = 0.1
"""The share of waits that may fall below the range, and the share that may fall beyond it."""


def learn(usual: float, served: Sequence[float], waits: Sequence[tuple[float, float]]) -> Learnt:
    """The pace of a service whose usual minutes are `usual`.

    `served`: minutes of service of past visits. `waits`: expected and actual minutes of wait; those expected at
    less than a minute teach nothing, as nobody was ahead.
    """
    minutes = fmean(served) if len(served) >= ENOUGH else usual
    ratios = sorted(actual / expected for expected, actual in waits if expected >= 1)
    if len(ratios) < ENOUGH:
        return Learnt(minutes)
    return Learnt(minutes, _low(ratios), _high(ratios))


def _low(ratios: Sequence[float]) -> float:
    return ratios[max(floor(MISS * (len(ratios) + 1)), 1) - 1]


def _high(ratios: Sequence[float]) -> float:
    return ratios[min(ceil((1 - MISS) * (len(ratios) + 1)), len(ratios)) - 1]
