"""How far apart offices are, against known distances."""

import pytest

from chalicelib.queueing.distance import kilometres

MONAS, MAKASSAR, JAYAPURA = (-6.1754, 106.8272), (-5.1477, 119.4327), (-2.5337, 140.7181)


@pytest.mark.parametrize(
    ("a", "b", "away"),
    [
        (MONAS, MONAS, 0),
        # By the WGS 84 ellipsoid 1,400 and 2,373 km; a sphere is less than 0.6 % off.
        (MONAS, MAKASSAR, 1400),
        (MAKASSAR, JAYAPURA, 2380),
        # A quarter of the equator, over the line where the date changes, and from pole to pole.
        ((0, 0), (0, 90), 10_007.5),
        ((0, 179.5), (0, -179.5), 111.19),
        ((90, 0), (-90, 0), 20_015),
    ],
)
def test_it_is_the_great_circle(a, b, away):
    assert kilometres(a, b) == pytest.approx(away, rel=0.006, abs=0.01)
    assert kilometres(b, a) == pytest.approx(kilometres(a, b))
