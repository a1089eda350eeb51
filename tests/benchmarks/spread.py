"""Median and 95th percentile of a handful of times, written as the docs write them."""

from statistics import median, quantiles


def p50_p95(seconds: list[float]) -> str:
    """`12 / 31` in milliseconds."""
    return f"{median(seconds) * 1000:.0f} / {quantiles(seconds, n=20)[-1] * 1000:.0f}"


def ratio(one: list[float], other: list[float]) -> str:
    """How many times the median of the first is that of the other."""
    return f"{median(one) / median(other):.1f}"
