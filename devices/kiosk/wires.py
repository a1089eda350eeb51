"""The wires to a slip printer, network, USB or serial, behind one small shape; python-escpos opens them."""

import logging
import socket
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from typing import Any

import usb.core
import usb.util
from escpos.exceptions import DeviceNotFoundError
from escpos.printer import Network, Serial, Usb

from devices.kiosk.layout import PROFILES
from devices.printers import NETWORK, SERIAL, Printer

log = logging.getLogger(__name__)

CONNECTED_WITHIN = 2.0
WRITTEN_WITHIN = 6.0
BITS_A_BYTE = 10
ANSWER_SIZE = 64
PRINTER_CLASS = 7
LEFT_OVER_MS = 20


class NotThere(ConnectionError):
    """Nobody answers where the printer should be."""


@dataclass(frozen=True)
class Wire:
    """An open way to a printer; both raise OSError when it goes away.

    `write` returns when all is handed over; `read(seconds)` gives what comes within, empty when nothing does.
    """

    write: Callable[[bytes], None]
    read: Callable[[float], bytes]


@contextmanager
def opened(settings: Printer, backend: Any = None) -> Iterator[Wire]:
    """The printer's wire for as long as the block runs; raises NotThere. `backend` is a pyusb one, for USB."""
    if settings.kind == NETWORK:
        way = _network(settings)
    elif settings.kind == SERIAL:
        way = _serial(settings)
    else:
        way = _usb(settings, backend)
    with way as wire:
        yield wire


def seconds_for(size: int, settings: Printer) -> float:
    """How long so many bytes are under way; next to nothing but on a serial line."""
    return size * BITS_A_BYTE / settings.baud if settings.kind == SERIAL else 0.0


@contextmanager
def _network(settings: Printer) -> Iterator[Wire]:
    device = Network(profile=PROFILES[settings.columns])
    # Network.open() leaves its socket open when nobody answers.
    try:
        device.device = socket.create_connection((settings.host, settings.port), CONNECTED_WITHIN)
    except OSError as error:
        raise NotThere(f"{settings.host}:{settings.port}") from error

    def write(data: bytes) -> None:
        device.device.settimeout(WRITTEN_WITHIN)
        device._raw(data)

    def read(seconds: float) -> bytes:
        device.device.settimeout(seconds)
        try:
            answer: bytes = device._read()
        except TimeoutError:
            return b""
        return answer

    try:
        yield Wire(write, read)
    finally:
        device.close()


@contextmanager
def _serial(settings: Printer) -> Iterator[Wire]:
    device = Serial(settings.device, settings.baud, dsrdtr=False, profile=PROFILES[settings.columns])
    try:
        device.open()
        line = device.device
        line.write_timeout = WRITTEN_WITHIN + seconds_for(ANSWER_SIZE, settings)
        line.reset_input_buffer()
    except (DeviceNotFoundError, OSError) as error:
        raise NotThere(settings.device) from error

    def write(data: bytes) -> None:
        line.write_timeout = WRITTEN_WITHIN + seconds_for(len(data), settings)
        device._raw(data)

    def read(seconds: float) -> bytes:
        # One byte at once, then what came with it: python-escpos would wait for 16.
        line.timeout = seconds
        first: bytes = line.read(1)
        return first + line.read(line.in_waiting) if first else b""

    try:
        yield Wire(write, read)
    except OSError:
        # close() waits until all is out, and a printer that hangs takes nothing.
        with suppress(OSError):
            line.reset_output_buffer()
        raise
    finally:
        with suppress(OSError):
            device.close()


@contextmanager
def _usb(settings: Printer, backend: Any) -> Iterator[Wire]:
    wanted = {"custom_match": _is_printer} | ({"backend": backend} if backend else {})
    device = Usb(settings.vendor, settings.product, wanted, profile=PROFILES[settings.columns])
    try:
        device.open()
        found = device.device
        outward, inward = _endpoints(found)
    # pyusb says with a ValueError that libusb is not installed.
    except (DeviceNotFoundError, OSError, ValueError) as error:
        raise NotThere(f"usb {settings.vendor:04x}:{settings.product:04x}") from error

    def write(data: bytes) -> None:
        # python-escpos would not notice that only a part went over.
        sent = found.write(outward, data, int(WRITTEN_WITHIN * 1000))
        if sent != len(data):
            raise OSError(f"the printer took {sent} of {len(data)} bytes")

    def read(seconds: float) -> bytes:
        if inward is None:
            return b""
        try:
            return bytes(found.read(inward, ANSWER_SIZE, int(seconds * 1000)))
        except usb.core.USBTimeoutError:
            return b""

    try:
        while read(LEFT_OVER_MS / 1000):
            log.info("the printer had an old answer left")
        yield Wire(write, read)
    finally:
        with suppress(OSError):
            device.close()


def _is_printer(device: Any) -> bool:
    """Whether one of the device's interfaces is of the printers' class."""
    with suppress(OSError):
        return any(interface.bInterfaceClass == PRINTER_CLASS for whole in device for interface in whole)
    return False


def _endpoints(device: Any) -> tuple[int, int | None]:
    """Where bytes go out, and where answers come in, if anywhere; raises OSError when it is no printer."""
    whole = device.get_active_configuration()
    interface = usb.util.find_descriptor(whole, bInterfaceClass=PRINTER_CLASS)
    ends = {
        usb.util.endpoint_direction(one.bEndpointAddress): one.bEndpointAddress for one in interface or ()
    }
    if usb.util.ENDPOINT_OUT not in ends:
        raise OSError("no way to write to it")
    return ends[usb.util.ENDPOINT_OUT], ends.get(usb.util.ENDPOINT_IN)
