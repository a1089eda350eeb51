"""The slip printer: asked before and after each slip, believed only when it answers."""

import logging
import threading
from typing import Any

from devices.kiosk.layout import Rows, inked
from devices.kiosk.status import DLE_EOT, QUESTIONS, Status, decode
from devices.kiosk.wires import NotThere, Wire, opened, seconds_for
from devices.log import fields
from devices.printers import Printer

log = logging.getLogger(__name__)

ANSWERED_WITHIN = 1.0
PRINTED_WITHIN = 6.0
TRANSMIT_PAPER_STATUS = b"\x1dr\x01"


class SlipPrinter:
    """Prints slips one at a time; one connection a slip, so a printer that came back is found."""

    def __init__(self, settings: Printer, backend: Any = None) -> None:
        self.settings, self._backend = settings, backend
        self.status = Status.UNKNOWN
        # Most printers talk to one at a time.
        self._lock = threading.Lock()

    def look(self) -> Status:
        """Ask the printer how it is."""
        try:
            with self._lock, opened(self.settings, self._backend) as wire:
                self.status = _ask(wire)
        except OSError:
            self.status = Status.OFFLINE
        return self.status

    def print_slip(self, rows: Rows) -> str | None:
        """Print the rows; None when the printer said after the cut that it can print, else the fault.

        A printer that cannot print is not sent anything.
        """
        slip = inked(rows, self.settings)
        try:
            with self._lock, opened(self.settings, self._backend) as wire:
                fault = self._print(wire, slip)
        except NotThere:
            self.status, fault = Status.OFFLINE, Status.OFFLINE.fault
        except OSError as error:
            log.warning("the printer went away", extra=fields(why=str(error)))
            self.status, fault = Status.UNKNOWN, Status.UNKNOWN.fault
        return fault

    def _print(self, wire: Wire, slip: bytes) -> str | None:
        self.status = _ask(wire)
        if not self.status.prints:
            return self.status.fault
        wire.write(slip)
        under_way = seconds_for(len(slip), self.settings)
        # DLE EOT overtakes what waits to be printed; GS r is answered in its turn, after the cut.
        if self.settings.ordered_status and not _answer(
            wire, TRANSMIT_PAPER_STATUS, PRINTED_WITHIN + under_way
        ):
            self.status = _ask(wire)
            return self.status.fault or Status.UNKNOWN.fault
        self.status = _ask(wire, ANSWERED_WITHIN + under_way)
        return self.status.fault


def _ask(wire: Wire, seconds: float = ANSWERED_WITHIN) -> Status:
    """Ask the three questions; after one without an answer no more, as a late answer would pass for the next."""
    answers: list[bytes] = []
    for question in QUESTIONS:
        answers.append(_answer(wire, DLE_EOT + bytes([question]), seconds) if all(answers) else b"")
    return decode(*answers)


def _answer(wire: Wire, question: bytes, seconds: float) -> bytes:
    wire.write(question)
    return wire.read(seconds)
