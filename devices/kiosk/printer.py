"""The slip printer on the network: asked before and after each slip, believed only when it answers."""

import logging
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager

from escpos.printer import Network

from devices.config import Printer
from devices.kiosk.layout import PROFILES, Rows, draw
from devices.kiosk.status import DLE_EOT, QUESTIONS, Status, decode
from devices.log import fields

log = logging.getLogger(__name__)

CONNECTED_WITHIN = 2.0
ANSWERED_WITHIN = 1.0
PRINTED_WITHIN = 6.0
TRANSMIT_PAPER_STATUS = b"\x1dr\x01"


class NotThere(ConnectionError):
    """Nobody answers where the printer should be."""


class SlipPrinter:
    """Prints slips one at a time; one connection a slip, so a printer that came back is found."""

    def __init__(self, settings: Printer) -> None:
        self.settings = settings
        self.status = Status.UNKNOWN
        # Most printers talk to one at a time.
        self._lock = threading.Lock()

    def look(self) -> Status:
        """Ask the printer how it is."""
        try:
            with self._lock, self._connection() as device:
                self.status = _ask(device)
        except OSError:
            self.status = Status.OFFLINE
        return self.status

    def print_slip(self, rows: Rows) -> str | None:
        """Print the rows; None when the printer said after the cut that it can print, else the fault.

        A printer that cannot print is not sent anything.
        """
        try:
            with self._lock, self._connection() as device:
                fault = self._print(device, rows)
        except NotThere:
            self.status, fault = Status.OFFLINE, Status.OFFLINE.fault
        except OSError as error:
            log.warning("the printer went away", extra=fields(why=str(error)))
            self.status, fault = Status.UNKNOWN, Status.UNKNOWN.fault
        return fault

    def _print(self, device: Network, rows: Rows) -> str | None:
        self.status = _ask(device)
        if not self.status.prints:
            return self.status.fault
        device.device.settimeout(PRINTED_WITHIN)
        draw(device, rows, self.settings)
        # DLE EOT overtakes what waits to be printed; GS r is answered in its turn, after the cut.
        if self.settings.ordered_status and not _answer(device, TRANSMIT_PAPER_STATUS):
            self.status = _ask(device)
            return self.status.fault or Status.UNKNOWN.fault
        self.status = _ask(device)
        return self.status.fault

    @contextmanager
    def _connection(self) -> Iterator[Network]:
        device = Network(profile=PROFILES[self.settings.columns])
        # Network.open() leaves its socket open when nobody answers.
        device.device = _connect(self.settings)
        try:
            yield device
        finally:
            device.close()


def _connect(settings: Printer) -> socket.socket:
    try:
        return socket.create_connection((settings.host, settings.port), CONNECTED_WITHIN)
    except OSError as error:
        raise NotThere(f"{settings.host}:{settings.port}") from error


def _ask(device: Network) -> Status:
    device.device.settimeout(ANSWERED_WITHIN)
    return decode(*(_answer(device, DLE_EOT + bytes([question])) for question in QUESTIONS))


def _answer(device: Network, question: bytes) -> bytes:
    try:
        answer: bytes = device.query_status(question)
    except TimeoutError:
        return b""
    return answer
