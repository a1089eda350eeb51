"""A shadow's rule of merging: what an update leaves out stays, null takes it out, lists are replaced whole; pure."""

from collections.abc import Mapping
from typing import Any


def update(before: Mapping[str, Any], after: Mapping[str, Any]) -> dict[str, Any]:
    """The least update that makes of `before` what `after` is, as AWS IoT merges it; empty when they are the same."""
    gone: dict[str, Any] = {name: None for name in before if name not in after}
    news: dict[str, Any] = {}
    for name, value in after.items():
        was = before.get(name)
        if isinstance(value, dict) and isinstance(was, dict):
            if inside := update(was, value):
                news[name] = inside
        elif name not in before or was != value:
            news[name] = value
    return gone | news
