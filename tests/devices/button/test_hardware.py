"""The pins, on gpiozero's own mock."""

import pytest

from devices.button.hardware import Hardware
from devices.button.keyboard import listen
from devices.button.signals import FELT, NOBODY_WAITS, NOT_CONNECTED, PAUSED, Signal
from devices.config import Pins
from tests.devices.office import eventually


@pytest.mark.parametrize("colour", ["green", "amber", "red", "off"])
def test_one_light_burns_or_none(colour: str) -> None:
    hardware = Hardware(Pins(), lambda down: None)
    hardware.show(Signal("red"))
    hardware.show(Signal(colour))

    assert [name for name, lit in hardware.lit().items() if lit] == ([] if colour == "off" else [colour])
    hardware.close()


def test_a_driven_pin_is_felt_as_a_contact() -> None:
    felt: list[bool] = []
    hardware = Hardware(Pins(), felt.append)
    hardware.pin.drive_low()
    hardware.pin.drive_high()

    assert felt == [True, False]
    hardware.close()


def test_a_light_that_comes_after_the_end_is_passed_over() -> None:
    hardware = Hardware(Pins(), lambda down: None)
    hardware.close()

    hardware.show(Signal("green"))
    assert hardware.shown == "off"


@pytest.mark.parametrize(
    ("signal", "shown", "beeps"),
    [(NOT_CONNECTED, "red blinking", 3), (NOBODY_WAITS, "amber blinking", 2), (PAUSED, "amber slowly", 1)],
)
def test_each_answer_looks_and_sounds_its_own_way(signal: Signal, shown: str, beeps: int) -> None:
    hardware = Hardware(Pins(), lambda down: None)
    hardware.show(signal)

    assert hardware.shown == shown
    assert len(hardware.beeped) == beeps
    assert eventually(lambda: hardware.lit()[signal.colour])
    hardware.close()


def test_a_beep_leaves_the_lights_as_they_are() -> None:
    hardware = Hardware(Pins(), lambda down: None)
    hardware.show(Signal("green"))
    hardware.beep(FELT)

    assert (hardware.shown, hardware.beeped) == ("green", FELT.beeps)
    hardware.close()


def test_keys_push_the_button() -> None:
    pushed: list[str] = []
    listen(pushed.append, iter(["\n", "1\n", "2\n", "3\n", "x\n"]))  # type: ignore[arg-type]  # lines are enough

    assert eventually(lambda: len(pushed) == 4)
    assert pushed == ["single", "single", "double", "long"]
