"""The button and its lights on GPIO pins, or on gpiozero's mock pins on a PC."""

import threading
from collections.abc import Callable
from importlib import import_module
from typing import Any

from gpiozero import LED, Button
from gpiozero.pins.mock import MockFactory

from devices.config import Pins

FACTORIES = {"lgpio": "LGPIOFactory", "rpigpio": "RPiGPIOFactory", "pigpio": "PiGPIOFactory"}
BLINK = 0.25

GREEN, AMBER, RED, OFF = "green", "amber", "red", "off"
COLOURS = (GREEN, AMBER, RED)


class Hardware:
    """A push button to ground and three lights; `on_contact(down)` is called at each change."""

    def __init__(self, pins: Pins, on_contact: Callable[[bool], None]) -> None:
        self.factory = _factory(pins.factory)
        self.shown = OFF
        self._lock, self._closed = threading.Lock(), False
        self._button = Button(pins.button, pull_up=True, pin_factory=self.factory)
        self._button.when_pressed = lambda: on_contact(True)
        self._button.when_released = lambda: on_contact(False)
        numbers = {GREEN: pins.green, AMBER: pins.amber, RED: pins.red}
        self._lights = {colour: LED(number, pin_factory=self.factory) for colour, number in numbers.items()}

    @property
    def pin(self) -> Any:
        """The button's pin; a mock one can be driven."""
        return self._button.pin

    def show(self, colour: str, blink: bool = False) -> None:
        """Light one colour, or none for `off`; blinking says that there is no link."""
        # The link, the cloud and a timer light it, each on its own thread, perhaps after the end.
        with self._lock:
            if self._closed:
                return
            self.shown = f"{colour} blinking" if blink else colour
            for name, light in self._lights.items():
                if name != colour:
                    light.off()
                elif blink:
                    light.blink(BLINK, BLINK)
                else:
                    light.on()

    def lit(self) -> dict[str, bool]:
        """Which lights burn at this moment."""
        return {colour: bool(light.value) for colour, light in self._lights.items()}

    def close(self) -> None:
        """Let go of the pins."""
        with self._lock:
            self._closed = True
            for device in (self._button, *self._lights.values()):
                device.close()
            self.factory.close()


def _factory(name: str) -> Any:
    if name not in FACTORIES:
        return MockFactory()
    return getattr(import_module(f"gpiozero.pins.{name}"), FACTORIES[name])()
