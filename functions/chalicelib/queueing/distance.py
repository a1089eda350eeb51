"""How far apart two places are."""

from math import asin, cos, radians, sin, sqrt

EARTH = 6371.0
"""The mean radius of the earth in kilometres."""


def kilometres(a: tuple[float, float], b: tuple[float, float]) -> float:
    """The great circle between two places, each (latitude, longitude) in degrees, by the haversine formula."""
    (lat_a, lon_a), (lat_b, lon_b) = (tuple(map(radians, place)) for place in (a, b))
    half = sin((lat_b - lat_a) / 2) ** 2 + cos(lat_a) * cos(lat_b) * sin((lon_b - lon_a) / 2) ** 2
    return 2 * EARTH * asin(sqrt(min(1.0, half)))
