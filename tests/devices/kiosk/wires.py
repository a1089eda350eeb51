"""The same simulated machine at the end of each wire that a kiosk knows."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from devices.kiosk.printer import SlipPrinter
from devices.printers import NETWORK, SERIAL, USB, Printer
from devices.simulated import printer as network
from devices.simulated.machine import Machine
from devices.simulated.serial_line import SerialLine
from devices.simulated.usb import UsbPort

BAUD = 115_200


@dataclass
class Wired:
    """A machine, and the settings with which a kiosk reaches it."""

    machine: Machine
    settings: Printer
    backend: Any = None

    @property
    def slips(self) -> SlipPrinter:
        return SlipPrinter(self.settings, self.backend)

    def is_in_mood(self, mood: str) -> None:
        assert self.machine.control
        self.machine.control.write_text(mood)

    def printed(self) -> list[Path]:
        return sorted(self.machine.out.glob("2*.png"))


@contextmanager
def wired(kind: str, folder: Path) -> Iterator[Wired]:
    """A machine at the end of this kind of wire."""
    out, control = folder / "slips", folder / "control"
    if kind == NETWORK:
        with network.Printer(0, out, control) as machine:
            threading.Thread(target=machine.serve_forever, args=(0.05,), daemon=True).start()
            yield Wired(machine, Printer("127.0.0.1", int(machine.server_address[1])))
            machine.stopped.set()
            machine.shutdown()
    elif kind == SERIAL:
        line = SerialLine(out, control)
        yield Wired(line, Printer(kind=SERIAL, device=line.path, baud=BAUD))
        line.close()
    else:
        port = UsbPort(out, control)
        yield Wired(port, Printer(kind=USB), port)
