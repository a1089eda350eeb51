"""A slip is printed once, and believed only when the printer says so, over each wire."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from devices.kiosk.layout import Row, lay_out
from devices.kiosk.printer import SlipPrinter
from devices.kiosk.status import Status
from devices.kiosk.wires import seconds_for
from devices.printers import KINDS, SERIAL, USB, Printer
from devices.simulated.mood import MOODS
from devices.simulated.usb import PRODUCT, VENDOR, UsbPort
from tests.devices.cloud import slip
from tests.devices.kiosk.wires import Wired, wired
from tests.devices.office import eventually

ROWS = lay_out(slip("1"), "https://antrean.example/#/t/7Q2M4XK9T0ZB6HVN", 48)
PRINTS = {"ok": Status.OK, "low": Status.LOW, "slow": Status.OK}
FAILS = {
    "out": Status.OUT,
    "ends": Status.OUT,
    "cover": Status.COVER,
    "jam": Status.COVER,
    "offline": Status.OFFLINE,
    "silent": Status.UNKNOWN,
    "garbage": Status.UNKNOWN,
    "hang": Status.UNKNOWN,
    "disconnect": Status.UNKNOWN,
    "partial": Status.UNKNOWN,
}


@pytest.fixture(params=KINDS)
def wire(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Wired]:
    with wired(request.param, tmp_path) as made:
        yield made


def test_every_mood_is_tried() -> None:
    assert PRINTS.keys() | FAILS.keys() == MOODS.keys()


@pytest.mark.slow
@pytest.mark.parametrize("mood", PRINTS)
def test_a_printer_that_can_prints_the_slip_once(wire: Wired, mood: str) -> None:
    wire.is_in_mood(mood)
    slips = wire.slips

    assert slips.print_slip(ROWS) is None
    assert slips.status is PRINTS[mood]
    assert len(eventually(wire.printed)) == 1


@pytest.mark.slow
@pytest.mark.parametrize("mood", FAILS)
def test_a_slip_that_may_not_have_come_out_does_not_count_as_printed(wire: Wired, mood: str) -> None:
    wire.is_in_mood(mood)
    slips = wire.slips

    assert slips.print_slip(ROWS) == FAILS[mood].fault
    assert slips.status is FAILS[mood]
    assert wire.printed() == []


@pytest.mark.slow
@pytest.mark.parametrize("mood", FAILS)
def test_after_any_trouble_the_next_slip_is_whole_and_alone(wire: Wired, mood: str) -> None:
    slips = wire.slips
    wire.is_in_mood(mood)
    slips.print_slip(ROWS)
    wire.is_in_mood("ok")
    # What it was asked while it hung it may answer late, for another question: then it is asked once more.
    eventually(lambda: [slips.look() for _ in range(3)] == [Status.OK] * 3)

    assert slips.print_slip([Row("berikutnya")]) is None
    last = eventually(wire.printed)[-1].with_suffix(".bin").read_bytes()
    assert b"berikutnya" in last
    assert len(wire.printed()) == 1


def test_a_serial_port_or_a_plug_that_is_not_there_is_offline(tmp_path: Path) -> None:
    port = UsbPort(tmp_path)
    port.plugged_in = False
    missing = Printer(kind=SERIAL, device=str(tmp_path / "ttyUSB0"))

    for slips in (SlipPrinter(missing), SlipPrinter(Printer(kind=USB), port)):
        assert slips.print_slip(ROWS) == "printer_offline"
        assert slips.look() is Status.OFFLINE


def test_a_usb_printer_is_found_by_its_class_or_by_its_ids(tmp_path: Path) -> None:
    port = UsbPort(tmp_path)
    mine, other = (Printer(kind=USB, vendor=VENDOR, product=number) for number in (PRODUCT, PRODUCT + 1))

    assert SlipPrinter(Printer(kind=USB), port).look() is Status.OK
    assert SlipPrinter(mine, port).look() is Status.OK
    assert SlipPrinter(other, port).look() is Status.OFFLINE


def test_a_printer_is_found_again_when_it_is_plugged_in_again(tmp_path: Path) -> None:
    port = UsbPort(tmp_path)
    slips = SlipPrinter(Printer(kind=USB), port)
    port.plugged_in = False
    slips.look()
    port.plugged_in = True

    assert slips.print_slip(ROWS) is None


def test_a_slow_line_is_waited_for() -> None:
    slow = Printer(kind=SERIAL, baud=9600)

    assert seconds_for(4890, slow) == pytest.approx(5.1, abs=0.1)
    assert seconds_for(4890, replace(slow, kind=USB)) == 0
