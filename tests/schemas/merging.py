"""How AWS IoT merges an update into a shadow."""

from typing import Any


def merged(state: dict[str, Any], said: dict[str, Any]) -> dict[str, Any]:
    """The state after what was said: null takes out, objects are merged, lists are replaced."""
    after = dict(state)
    for name, value in said.items():
        if value is None:
            after.pop(name, None)
        elif isinstance(value, dict) and isinstance(after.get(name), dict):
            after[name] = merged(after[name], value)
        else:
            after[name] = value
    return after
