"""Bad input as Hypothesis makes it: any JSON, right bodies made wrong in one place, and bytes that are no JSON."""

import json
from typing import Any

from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st

QUICK = settings(
    deadline=None,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
"""Nothing is made smaller: each example costs many requests."""

ODD = [
    "",
    " ",
    "\u0000",
    "a\nb",
    "\u202egnp",
    "𝟎𝟏",
    "é" * 200,
    "../..",
    "'; DROP TABLE--",
    "null",
    "-1",
    "1e999",
]
TEXTS = st.text(st.characters(codec="utf-8"), max_size=30) | st.sampled_from(ODD)
NUMBERS = st.integers(-(2**70), 2**70) | st.floats(allow_nan=False, allow_infinity=False)
ANY = st.recursive(
    st.none() | st.booleans() | NUMBERS | TEXTS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(TEXTS, inner, max_size=3),
    max_leaves=5,
)
DEEP = '{"a":' * 4000 + "1" + "}" * 4000


@st.composite
def spoilt(draw: st.DrawFn, right: dict[str, Any]) -> dict[str, Any]:
    """A right body with one thing changed: a field gone, of another value, or too many; also one level down."""
    body: dict[str, Any] = json.loads(json.dumps(right))
    parts = [one for one in body.values() if isinstance(one, dict)]
    where = draw(st.sampled_from([body, *parts]))
    how = draw(st.sampled_from(["drop", "change", "change", "add"]))
    if how == "add" or not where:
        where[draw(TEXTS)] = draw(ANY)
    elif how == "drop":
        del where[draw(st.sampled_from(sorted(where)))]
    else:
        where[draw(st.sampled_from(sorted(where)))] = draw(ANY)
    return body


@st.composite
def broken(draw: st.DrawFn, right: dict[str, Any]) -> bytes:
    """Bytes that are no JSON object: cut, not Unicode, half a pair, no number, too deep, or of another type."""
    whole = json.dumps(right).encode()
    return draw(
        st.integers(0, max(0, len(whole) - 1)).map(lambda end: whole[:end]).filter(bool)
        | st.binary(min_size=1, max_size=40).filter(_is_no_object)
        | st.sampled_from([b'{"a": NaN}', b'{"a": -Infinity}', b'{"a": "\\ud800"}', b'{"\\udfff": 1}', b"\xef\xbb\xbf{}"])
        | st.sampled_from([DEEP.encode(), b"[" * 9000, b'{"a": 1' + b"0" * 5000 + b"}", b"{'a': 1}", b"{} {}"])
        | st.one_of(st.none(), st.booleans(), NUMBERS, TEXTS, st.lists(ANY, max_size=2)).map(
            lambda value: json.dumps(value).encode()
        )
    )  # fmt: skip


def _is_no_object(raw: bytes) -> bool:
    try:
        return not isinstance(json.loads(raw), dict)
    except ValueError:
        return True
