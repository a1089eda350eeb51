"""Which pushes of wireless buttons count."""

import json
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from devices.button.payloads import Push
from devices.button.remote import Remote
from devices.button.source import Source

NOON = datetime(2026, 3, 2, 5, 0, tzinfo=UTC)


def heard(*said: tuple[dict[str, Any], float], device: str = "") -> list[Push]:
    """What comes of these messages, each with its seconds after noon."""
    pushes: list[Push] = []
    remote = Remote(Source(topic="flic/hub", device=device), "button-rsud-igd-1", pushes.append)
    for what, seconds in said:
        remote.hear("flic/hub", json.dumps(what).encode(), NOON + timedelta(seconds=seconds))
    return pushes


def click(age: float = 0, device: str = "80:e4") -> dict[str, Any]:
    return {"bdaddr": device, "clickType": "click", "age": age}


@pytest.mark.parametrize(("age", "counts"), [(0, True), (10, True), (10.1, False), (3600, False)])
def test_a_push_that_a_hub_kept_for_more_than_ten_seconds_is_refused(age: float, counts: bool) -> None:
    assert bool(heard((click(age), 0))) is counts


def test_a_push_that_is_delivered_twice_calls_once() -> None:
    assert len(heard((click(), 0), (click(0.3), 0.3), (click(), 20))) == 2


def test_another_counters_button_is_not_ours() -> None:
    assert len(heard((click(), 0), (click(device="90:aa"), 0), device="90:aa")) == 1
