"""The thing's shadow: says how the device is when that changes, takes what it is set to, and measures its clock."""

import logging
from collections.abc import Callable
from pathlib import Path
from typing import Any

from devices.clock import Clock
from devices.log import fields
from schemas import topics
from schemas.shadows import update

log = logging.getLogger(__name__)

THERMAL = Path("/sys/class/thermal/thermal_zone0/temp")
STEP = 5
"""Degrees; a temperature is told in steps, or it would change with each heartbeat."""
WITHIN = 10.0
"""Seconds there and back, after which a time that was asked for is too old to measure by."""

Publish = Callable[[str, dict[str, Any]], Any]
Apply = Callable[[dict[str, Any]], dict[str, str]]
"""Takes settings and returns, by name, why some were refused."""


class Twin:
    """What is reported and desired of one thing."""

    def __init__(self, thing: str, publish: Publish, clock: Clock, apply: Apply | None = None) -> None:
        self._thing, self._publish, self._apply, self._clock = thing, publish, apply, clock
        self._said: dict[str, Any] = {}
        self._asked: float | None = None
        self._desired: dict[str, Any] | None = None
        self._version = 0
        self.clock: int | None = None
        """How far the device's clock is ahead of the cloud's in ms, as last measured."""

    def connected(self) -> None:
        """The link is there: nothing is known to be told, and what is desired is asked for."""
        self._said, self._desired, self._version = {}, None, 0
        self.ask()

    def ask(self) -> None:
        """Ask for the shadow: what is desired, and the cloud's time."""
        self._asked = self._clock.on()
        self._publish(topics.shadow(self._thing, "get"), {})

    def heard(self, topic: str, said: dict[str, Any]) -> None:
        """Something came on one of the thing's own shadow topics."""
        if topic == topics.shadow(self._thing, "update/delta"):
            # What is desired is reported under another name, so a delta comes with each report; only news is asked for.
            if said.get("state") != self._desired:
                self.ask()
        elif topic == topics.shadow(self._thing, "get/accepted"):
            self._measure(said.get("timestamp"))
            state = said.get("state")
            if isinstance(state, dict) and isinstance(state.get("desired"), dict) and self._is_newest(said):
                self._set(state["desired"], _part(state, "reported"))

    def measured(self) -> dict[str, int]:
        """What this machine measures of itself, for the heartbeat and the shadow."""
        heat = temperature()
        return {
            **({"temperature": heat} if heat is not None else {}),
            **({"clock": self.clock} if self.clock is not None else {}),
        }

    def report(self, uptime: int, **state: Any) -> bool:
        """Report what has changed; what is no longer so is taken out. True when there was something to say."""
        now = {name: value for name, value in state.items() if value is not None}
        gone: dict[str, Any] = {name: None for name in self._said if name not in now}
        changed = {name: value for name, value in now.items() if self._said.get(name) != value}
        if not changed and not gone:
            return False
        self._publish(
            topics.shadow(self._thing, "update"), {"state": {"reported": changed | gone | {"uptime": uptime}}}
        )
        self._said = now
        return True

    def _is_newest(self, said: dict[str, Any]) -> bool:
        """Whether no later version was told over this connection: answers may overtake each other."""
        version = said.get("version")
        if isinstance(version, int) and version < self._version:
            return False
        self._version = version if isinstance(version, int) else self._version
        return True

    def _set(self, desired: dict[str, Any], reported: dict[str, Any]) -> None:
        if self._apply is None:
            return
        refused = self._apply(desired)
        # Only now: what could not be taken, for want of a disk, comes again with the next delta.
        self._desired = desired
        config = {name: value for name, value in desired.items() if name not in refused}
        log.info("set from afar", extra=fields(settings=sorted(config), refused=sorted(refused)))
        # A secret is not told back; what is no longer so is taken out; and where nothing is new nothing is said.
        told = {name: value for name, value in config.items() if name != "staff_pin"}
        parts = ("config", told), ("refused", refused)
        news = {name: said for name, after in parts if (said := update(_part(reported, name), after))}
        if news:
            self._publish(topics.shadow(self._thing, "update"), {"state": {"reported": news}})

    def _measure(self, cloud: object) -> None:
        """By the shadow's time in whole seconds, and half the way there and back."""
        if self._asked is None or not isinstance(cloud, int) or isinstance(cloud, bool):
            return
        asked, heard = self._asked, self._clock.on()
        self._asked = None
        if heard - asked <= WITHIN:
            self.clock = self._clock.measured(cloud + 0.5, (asked + heard) / 2)


def _part(state: dict[str, Any], name: str) -> dict[str, Any]:
    """A part of a shadow's state that is an object; empty when there is none."""
    part = state.get(name)
    return part if isinstance(part, dict) else {}


def temperature(file: Path = THERMAL) -> int | None:
    """The processor's temperature in °C, in steps; None where there is no sensor."""
    try:
        return round(int(file.read_text()) / 1000 / STEP) * STEP
    except (OSError, ValueError):
        return None
