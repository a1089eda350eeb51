"""A USB keypad, foot pedal or any keyboard as the button: reads the kernel's input events, with no driver of ours.

1 or Enter calls the next, 2 recalls, 3 says that nobody came; every other key, a pedal's too, is the button itself:
once, twice or held.
"""

import fcntl
import logging
import struct
import threading
from collections.abc import Callable
from pathlib import Path
from typing import BinaryIO

from devices.button.presses import DOUBLE, LONG, SINGLE
from devices.log import fields

log = logging.getLogger(__name__)

# linux/input-event-codes.h: the digits above the letters, those of the keypad, and both Enter keys.
KEYS = {2: SINGLE, 79: SINGLE, 28: SINGLE, 96: SINGLE, 3: DOUBLE, 80: DOUBLE, 4: LONG, 81: LONG}
EVENT = struct.Struct("llHHi")
KEY_EVENT, UP, DOWN = 1, 0, 1
GRAB = 0x40044590
"""EVIOCGRAB: the keys go to nobody else, so that they type nothing into another program."""
LOOKS_AGAIN_AFTER = 2.0

OnPress = Callable[[str], object]
OnContact = Callable[[bool], object]


def listen(file: Path, on_press: OnPress, on_contact: OnContact, over: threading.Event) -> None:
    """Read the keypad on a thread of its own, and look for it again when it was unplugged."""
    reader = threading.Thread(target=_keep_reading, args=(file, on_press, on_contact, over), daemon=True)
    reader.name = "keypad"
    reader.start()


def events_in(keys: BinaryIO, on_press: OnPress, on_contact: OnContact) -> None:
    """Hand on all key events until the file ends; a key that repeats itself while held is one push."""
    while len(read := keys.read(EVENT.size)) == EVENT.size:
        _, _, kind, code, value = EVENT.unpack(read)
        if kind != KEY_EVENT or value not in (UP, DOWN):
            continue
        press = KEYS.get(code)
        if press is None:
            on_contact(value == DOWN)
        elif value == DOWN:
            on_press(press)


def _keep_reading(file: Path, on_press: OnPress, on_contact: OnContact, over: threading.Event) -> None:
    there = True
    while not over.is_set():
        try:
            with file.open("rb", buffering=0) as keys:
                _grab(keys)
                log.info("the keypad is there", extra=fields(file=str(file)))
                there = True
                events_in(keys, on_press, on_contact)
        except OSError as error:
            if there:
                log.warning("the keypad is not there", extra=fields(file=str(file), why=str(error)))
            there = False
        # A pedal that was held when its plug was pulled is let go of.
        on_contact(False)
        over.wait(LOOKS_AGAIN_AFTER)


def _grab(keys: BinaryIO) -> None:
    try:
        fcntl.ioctl(keys, GRAB, 1)
    except OSError as error:
        # A file that is no input device, in a test; or another program has it already.
        log.info("the keypad is not ours alone", extra=fields(why=str(error)))
