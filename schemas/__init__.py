"""The contracts on the wire: topics, messages, requests, and the two API descriptions; imports nothing of ours.

The functions bundle takes this package in, so it reads JSON and checks nothing: that is for tests and tools.
"""

import json
from functools import cache
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent


@cache
def message(name: str) -> dict[str, Any]:
    """The JSON Schema of an MQTT message, such as `press` (topics.MESSAGES says where it is published)."""
    return _read("messages", name)


@cache
def request(name: str) -> dict[str, Any]:
    """The JSON Schema of a body that a POST or PUT brings, such as `booking`, and of an `office` file."""
    return _read("requests", name)


def names(folder: str) -> list[str]:
    """The names of all schemas in `messages` or `requests`."""
    return sorted(path.stem for path in (HERE / folder).glob("*.json"))


def _read(folder: str, name: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((HERE / folder / f"{name}.json").read_text(encoding="utf-8"))
    return found
