"""The chi-squared test, in Python's own library."""

import math


def p_value(statistic: float, degrees: int) -> float:
    """How often chance alone makes a statistic at least so large: the upper incomplete gamma function, as a ratio.

    Numerical Recipes, section 6.2: the series below a + 1, the continued fraction (Lentz) above.
    """
    a, x = degrees / 2, statistic / 2
    if x <= 0:
        return 1.0
    scale = math.exp(a * math.log(x) - x - math.lgamma(a))
    if x < a + 1:
        term = total = 1 / a
        n = a
        while term > total * 1e-15:
            n += 1
            term *= x / n
            total += term
        return 1 - total * scale
    b, c = x + 1 - a, 1e300
    d = h = 1 / b
    for n in range(1, 10_000):
        step = -n * (n - a)
        b += 2
        d, c = 1 / (step * d + b), b + step / c
        h *= d * c
        if abs(d * c - 1) < 1e-15:
            break
    return h * scale


def of_uniform(counts: list[int], shrinks: float = 1.0) -> tuple[float, float]:
    """The statistic of counts that should all be equal, and its p-value.

    `shrinks` is by how much the counts vary less than independent ones would: drawing k of n without putting back,
    they do by 1 - k/n, and by n/(n - 1) for they cannot all be large.
    """
    expected = sum(counts) / len(counts)
    statistic = sum((one - expected) ** 2 / expected for one in counts) / shrinks
    return statistic, p_value(statistic, len(counts) - 1)
