"""The button, its lights and its buzzer on GPIO pins, or on gpiozero's mock pins on a PC."""

import threading
from collections.abc import Callable
from importlib import import_module
from typing import Any

from gpiozero import LED, Button, Buzzer
from gpiozero.pins.mock import MockFactory

from devices.button.signals import AMBER, GREEN, OFF, RED, STEADY, Signal
from devices.config import Pins

FACTORIES = {"lgpio": "LGPIOFactory", "rpigpio": "RPiGPIOFactory", "pigpio": "PiGPIOFactory"}
BLINKS = {"blinking": 0.2, "slowly": 1.0}
"""Seconds on, and as many off."""
BETWEEN_BEEPS = 0.12

COLOURS = (GREEN, AMBER, RED)


class Hardware:
    """A push button to ground, three lights and a buzzer; `on_contact(down)` is called at each change."""

    def __init__(self, pins: Pins, on_contact: Callable[[bool], None]) -> None:
        self.factory = _factory(pins.factory)
        self.shown = OFF
        self._lock, self._closed = threading.Lock(), False
        self._button = Button(pins.button, pull_up=True, pin_factory=self.factory)
        self._button.when_pressed = lambda: on_contact(True)
        self._button.when_released = lambda: on_contact(False)
        numbers = {GREEN: pins.green, AMBER: pins.amber, RED: pins.red}
        self._buzzer = Buzzer(pins.buzzer, pin_factory=self.factory)
        self.beeped: tuple[float, ...] = ()
        self._lights = {colour: LED(number, pin_factory=self.factory) for colour, number in numbers.items()}

    @property
    def pin(self) -> Any:
        """The button's pin; a mock one can be driven."""
        return self._button.pin

    def show(self, signal: Signal) -> None:
        """Light one colour, or none for `off`, as the signal says, and beep."""
        # The link, the cloud and a timer light it, each on its own thread, perhaps after the end.
        with self._lock:
            if self._closed:
                return
            self.shown = f"{signal.colour} {signal.blink}".strip()
            for name, light in self._lights.items():
                if name != signal.colour:
                    light.off()
                elif signal.blink == STEADY:
                    light.on()
                else:
                    light.blink(BLINKS[signal.blink], BLINKS[signal.blink])
        self.beep(signal)

    def beep(self, signal: Signal) -> None:
        """The signal's beeps alone; the lights stay."""
        with self._lock:
            if self._closed or not signal.beeps:
                return
            self.beeped = signal.beeps
            self._buzzer.beep(signal.beeps[0], BETWEEN_BEEPS, n=len(signal.beeps))

    def lit(self) -> dict[str, bool]:
        """Which lights burn at this moment."""
        return {colour: bool(light.value) for colour, light in self._lights.items()}

    def close(self) -> None:
        """Let go of the pins."""
        with self._lock:
            self._closed = True
            for device in (self._button, self._buzzer, *self._lights.values()):
                device.close()
            self.factory.close()


def _factory(name: str) -> Any:
    if name not in FACTORIES:
        return MockFactory()
    return getattr(import_module(f"gpiozero.pins.{name}"), FACTORIES[name])()
