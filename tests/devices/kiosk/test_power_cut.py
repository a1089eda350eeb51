"""Power lost in the middle of a print, at any byte, neither loses a number nor prints it twice."""

from pathlib import Path

import pytest

from devices.outbox import PRINTED as ON_PAPER
from devices.simulated.printer import Printer
from tests.devices.cloud import PRINTED, SLIPS, TAKES, Cloud, slip
from tests.devices.kiosk.test_agent import Process, kiosk, slips
from tests.devices.office import eventually

__all__ = ["kiosk"]

NUMBERS = ["A001", "A002", "A003", "A004"]
WAITS = [0.0, 0.15, 0.35, 0.7]
"""Seconds from the first byte to the cut; a slow slip takes about 0.7."""


@pytest.mark.engine
@pytest.mark.slow
def test_power_lost_at_any_byte_neither_loses_nor_doubles(
    kiosk: Process, cloud: Cloud, printer: Printer
) -> None:
    assert printer.control
    for number, wait in zip(NUMBERS, WAITS, strict=True):
        printer.control.write_text("slow")
        tap = f"tap-{number}"
        kiosk.post_and_leave("take", {"service": "igd", "id": tap})
        eventually(lambda tap=tap: tap in {take["id"] for take in cloud.said(TAKES)})
        cloud.say(SLIPS, slip(tap, number))
        eventually(lambda tap=tap: kiosk.outbox().take(tap).state != "asking")
        printer.stopped.wait(wait)
        kiosk.cut_power()
        # The slip may come again: the broker keeps what was not acknowledged.
        printer.control.write_text("ok")
        kiosk.start()
        cloud.say(SLIPS, slip(tap, number))

    said = {message["number"]: message for message in cloud.hears(PRINTED, len(NUMBERS))}
    printer.stopped.wait(1)
    assert sorted(said) == NUMBERS
    for number in NUMBERS:
        on_paper = [one for one in slips(printer) if has(one, number)]
        assert len(on_paper) <= 1, f"{number} is on {len(on_paper)} slips"
        kept = kiosk.outbox().take(f"tap-{number}")
        assert (kept.state == ON_PAPER) is said[number]["printed"]
        assert on_paper or said[number]["fault"] == "interrupted"


def has(picture: Path, number: str) -> bool:
    return number.encode() in picture.with_suffix(".bin").read_bytes()
