"""The keyboard as a button, for a demo: 1 or Enter calls the next, 2 recalls, 3 says that nobody came."""

import sys
import threading
from collections.abc import Callable
from typing import TextIO

from devices.button.presses import DOUBLE, LONG, SINGLE

KEYS = {"": SINGLE, "1": SINGLE, "2": DOUBLE, "3": LONG}


def listen(push: Callable[[str], object], keys: TextIO = sys.stdin) -> None:
    """Push for each line that is typed, on a thread of its own."""
    threading.Thread(target=_read, args=(push, keys), name="keyboard", daemon=True).start()


def _read(push: Callable[[str], object], keys: TextIO) -> None:
    for line in keys:
        press = KEYS.get(line.strip())
        if press:
            push(press)
