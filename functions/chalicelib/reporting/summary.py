"""A day in figures: pure, from the tickets' figures, the survey's answers and the public ledger."""

from collections import Counter
from collections.abc import Iterable, Sequence
from statistics import fmean
from typing import Any

Figure = dict[str, Any]


def summary(
    day: str,
    figures: Sequence[Figure],
    answers: Iterable[dict[str, Any]],
    order: dict[str, Any],
    ledger: dict[str, str],
) -> dict[str, Any]:
    """The day's report (schemas/openapi.yaml, DayReport, without its links).

    `order` are the calls out of order as figures, `ledger` the day's roots, both of the public ledger.
    """
    outcomes = Counter(one.get("outcome", "") for one in figures)
    how = Counter(one.get("how", "") for one in figures)
    waits, services = (
        sorted(wait for one in figures if (wait := wait_of(one)) is not None),
        service_minutes(figures),
    )
    return {
        "day": day,
        "issued": sum(1 for one in figures if "taken" in one),
        "served": outcomes["served"],
        "no_shows": outcomes["no_show"],
        "withdrawn": outcomes["withdrawn"],
        "ended": outcomes["ended"],
        **{name: how[name] for name in ("booked", "from_home", "walk_in")},
        "wait_minutes": {"mean": mean(waits), "p50": quantile(waits, 0.5), "p90": quantile(waits, 0.9)},
        "service_minutes": {"mean": mean(services)},
        "satisfaction": satisfaction(answers),
        "out_of_order": order["total"],
        "order": order,
        "ledger": ledger,
        "coverage": coverage(figures),
    }


def wait_of(figure: Figure) -> float | None:
    """The minutes from when the visitor was there to the first call; None when there was no call."""
    if "called" not in figure or "came" not in figure:
        return None
    return max(0.0, (figure["called"] - figure["came"]) / 60)


def service_minutes(figures: Iterable[Figure]) -> list[float]:
    """The minutes at the counter of those who were done there: from *serve*, or where nobody pressed it from the call.

    Who was on hold or sent to and fro meanwhile says nothing about the service.
    """
    return [
        (one["left"] - one.get("served", one["called"])) / 60
        for one in figures
        if "left" in one and "called" in one and not one.get("broken")
    ]


def is_kept(figure: Figure) -> bool | None:
    """Whether the wait was inside the range that was promised; None when it cannot be said."""
    wait = wait_of(figure)
    if wait is None or "promised" not in figure:
        return None
    low, high = figure["promised"]
    return bool(low <= wait <= high)


def coverage(figures: Iterable[Figure]) -> float | None:
    """The share of waits inside the promised range."""
    kept = [one for figure in figures if (one := is_kept(figure)) is not None]
    return round(sum(kept) / len(kept), 3) if kept else None


def satisfaction(answers: Iterable[dict[str, Any]]) -> dict[str, Any]:
    """The survey's three faces, 1 not satisfied to 3 very satisfied: how many of each, and their mean."""
    given = [int(one["satisfaction"]) for one in answers]
    return {"counts": {str(face): given.count(face) for face in (1, 2, 3)}, "mean": mean(given)}


def mean(values: Sequence[float]) -> float | None:
    """The mean to two decimals; None of nothing."""
    return round(fmean(values), 2) if values else None


def quantile(ordered: Sequence[float], share: float) -> float | None:
    """The value below or at which this share of an ordered list lies (nearest rank); None of nothing."""
    if not ordered:
        return None
    rank = max(1, -(-int(share * 1000) * len(ordered) // 1000))
    return round(ordered[rank - 1], 2)
