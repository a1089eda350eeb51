"""A finger for mock pins: drives the button's pin as a person would."""

import time
from typing import Any

from devices.button.presses import DOUBLE, LONG, LONG_AFTER, SINGLE

TAP = 0.08
GAP = 0.12
HOLD = LONG_AFTER + 0.2

MOVES = {SINGLE: (TAP,), DOUBLE: (TAP, TAP), LONG: (HOLD,)}


def push(pin: Any, press: str) -> None:
    """Push and let go as often and as long as the press asks; returns when the finger is off."""
    for held in MOVES[press]:
        pin.drive_low()
        time.sleep(held)
        pin.drive_high()
        time.sleep(GAP)
