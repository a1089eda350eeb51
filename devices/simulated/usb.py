"""A simulated printer on USB: a backend for pyusb, which python-escpos then finds as it finds a real one."""

from array import array
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import usb.backend
import usb.core

from devices.simulated import mood as moods
from devices.simulated.conversation import Conversation
from devices.simulated.machine import Machine

VENDOR, PRODUCT = 0x0416, 0x5011
"""The ids under which most 58 mm clones come."""
OUT, IN, BULK, PRINTER_CLASS = 0x03, 0x81, 2, 7

DEVICE = {
    "bLength": 18, "bDescriptorType": 1, "bcdUSB": 0x0110, "bDeviceClass": 0, "bDeviceSubClass": 0,
    "bDeviceProtocol": 0, "bMaxPacketSize0": 64, "idVendor": VENDOR, "idProduct": PRODUCT, "bcdDevice": 0x0100,
    "iManufacturer": 0, "iProduct": 0, "iSerialNumber": 0, "bNumConfigurations": 1, "address": 4, "bus": 1,
    "port_number": 1, "port_numbers": (1,), "speed": 2,
}  # fmt: skip
CONFIGURATION = {
    "bLength": 9, "bDescriptorType": 2, "wTotalLength": 32, "bNumInterfaces": 1, "bConfigurationValue": 1,
    "iConfiguration": 0, "bmAttributes": 0xC0, "bMaxPower": 50, "extra_descriptors": [],
}  # fmt: skip
INTERFACE = {
    "bLength": 9, "bDescriptorType": 4, "bInterfaceNumber": 0, "bAlternateSetting": 0, "bNumEndpoints": 2,
    "bInterfaceClass": PRINTER_CLASS, "bInterfaceSubClass": 1, "bInterfaceProtocol": 2, "iInterface": 0,
    "extra_descriptors": [],
}  # fmt: skip


class UsbPort(Machine, usb.backend.IBackend):
    """A port with a printer in it, or, while `plugged_in` is False, none."""

    def __init__(self, out: Path, control: Path | None = None, columns: int = 48) -> None:
        Machine.__init__(self, out, control, columns)
        self.plugged_in = True
        self._answers, self._talk = b"", Conversation(self, self._say)

    def enumerate_devices(self) -> Iterator[object]:
        """The devices that are plugged in."""
        return iter(["printer"] if self.plugged_in else [])

    def get_device_descriptor(self, dev: object) -> Any:
        """What the printer says it is."""
        return SimpleNamespace(**DEVICE)

    def get_configuration_descriptor(self, dev: object, config: int) -> Any:
        """Its one configuration."""
        return SimpleNamespace(**CONFIGURATION)

    def get_interface_descriptor(self, dev: object, intf: int, alt: int, config: int) -> Any:
        """Its one interface."""
        if alt:
            raise IndexError
        return SimpleNamespace(**INTERFACE)

    def get_endpoint_descriptor(self, dev: object, ep: int, intf: int, alt: int, config: int) -> Any:
        """The way out, then the way in."""
        return SimpleNamespace(
            bLength=7,
            bDescriptorType=5,
            bEndpointAddress=(OUT, IN)[ep],
            bmAttributes=BULK,
            wMaxPacketSize=64,
            bInterval=0,
            bRefresh=0,
            bSynchAddress=0,
            extra_descriptors=[],
        )

    def open_device(self, dev: object) -> object:
        """A handle; a new one finds a printer that has forgotten what was not cut."""
        self._answers, self._talk = b"", Conversation(self, self._say)
        return dev

    def close_device(self, dev_handle: object) -> None:
        """Let go of it: what is on paper is a slip."""
        self._talk.end()

    def set_configuration(self, dev_handle: object, config_value: int) -> None:
        """It has one only."""

    def get_configuration(self, dev_handle: object) -> int:
        """The one it has."""
        return int(CONFIGURATION["bConfigurationValue"])  # type: ignore[call-overload]

    def claim_interface(self, dev_handle: object, intf: int) -> None:
        """Nobody else wants it."""

    def release_interface(self, dev_handle: object, intf: int) -> None:
        """Nobody else wanted it."""

    def reset_device(self, dev_handle: object) -> None:
        """Nothing to reset."""

    def bulk_write(self, dev_handle: object, ep: int, intf: int, data: Any, timeout: int) -> int:
        """Take the bytes; raises USBError when it is gone, takes a part only in that mood."""
        self._is_there()
        if self.mood.name == moods.HANG:
            raise usb.core.USBTimeoutError("Operation timed out", 110)
        given = data.tobytes()
        if not self._talk.hear(given):
            if self.mood.name == moods.PARTIAL:
                return len(given) // 2
            raise usb.core.USBError("No such device", 19)
        return len(given)

    def bulk_read(self, dev_handle: object, ep: int, intf: int, buff: Any, timeout: int) -> int:
        """Hand over what was answered; raises USBTimeoutError when nothing was."""
        self._is_there()
        if not self._answers:
            raise usb.core.USBTimeoutError("Operation timed out", 110)
        given, self._answers = self._answers[: len(buff)], self._answers[len(buff) :]
        buff[: len(given)] = array("B", given)
        return len(given)

    def _is_there(self) -> None:
        if not self.plugged_in:
            raise usb.core.USBError("No such device", 19)

    def _say(self, answer: bytes) -> None:
        self._answers += answer
