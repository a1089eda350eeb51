"""An update of a shadow says all that changes and nothing else, by the rule by which AWS IoT merges."""

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from schemas.shadows import update

from .merging import merged

LEAF = st.one_of(st.booleans(), st.integers(), st.text(max_size=3), st.lists(st.integers(), max_size=2))
STATE = st.recursive(
    st.dictionaries(st.text("abc", min_size=1, max_size=2), LEAF, max_size=4),
    lambda inner: st.dictionaries(st.text("abc", min_size=1, max_size=2), st.one_of(LEAF, inner), max_size=4),
    max_leaves=8,
)


@given(STATE, STATE)
def test_merging_it_gives_what_was_wanted(before: dict[str, Any], after: dict[str, Any]) -> None:
    said = update(before, after)

    assert merged(before, said) == after
    assert bool(said) == (before != after)
