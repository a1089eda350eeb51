"""The slip printer in a configuration: how it is reached, and what its model can do (printers.json)."""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from devices.fields import Fields

NETWORK, USB, SERIAL = KINDS = ("network", "usb", "serial")
COLUMNS = (48, 42, 32)
BAUDS = (9600, 19200, 38400, 57600, 115200)
LARGEST_ID = 0xFFFF

MODELS: dict[str, dict[str, Any]] = json.loads(Path(__file__).with_name("printers.json").read_text())
"""What is known of each model: careful for clones, whose QR codes and GS r fail in silence."""


@dataclass(frozen=True)
class Printer:
    """Where the slip printer is and what it can do."""

    host: str = ""
    port: int = 9100
    columns: int = 48
    native_qr: bool = True
    """Whether the printer draws QR codes itself; cheap clones fail at it in silence."""
    ordered_status: bool = True
    """Whether it answers GS r, which comes after what was printed before; some clones do not."""
    cut: bool = True
    """Whether it has a cutter; paper is torn off by hand otherwise, so the slip is fed out further."""
    kind: str = NETWORK
    device: str = ""
    """The serial port, such as /dev/ttyUSB0."""
    baud: int = 9600
    vendor: int = 0
    """USB vendor and product, as `lsusb` says them; 0 is the first printer that is plugged in."""
    product: int = 0


def printer_from(fields: Fields) -> Printer:
    """The printer in a configuration; what the file does not say is as its model has it."""
    kind = fields.choice("kind", KINDS, NETWORK)
    named = fields.choice("model", tuple(MODELS), "pos-80") if "model" in fields.values else None
    model = MODELS.get(named or "", {})
    columns = fields.choice("columns", COLUMNS, model.get("columns", Printer.columns))
    return Printer(
        host=fields.text("host") if kind == NETWORK else "",
        port=fields.number("port", 1, 65535, Printer.port),
        columns=columns,
        # Printers of 58 mm seldom draw QR codes.
        native_qr=fields.truth("native_qr", model.get("native_qr", columns > min(COLUMNS))),
        ordered_status=fields.truth("ordered_status", model.get("ordered_status", Printer.ordered_status)),
        cut=fields.truth("cut", model.get("cut", Printer.cut)),
        kind=kind,
        device=fields.text("device") if kind == SERIAL else "",
        baud=fields.choice("baud", BAUDS, model.get("baud", Printer.baud)),
        vendor=fields.number("vendor", 0, LARGEST_ID, 0),
        product=fields.number("product", 0, LARGEST_ID, 0),
    )
