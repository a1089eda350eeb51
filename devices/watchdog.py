"""Tells systemd that an agent lives; where systemd did not start it, nobody is told."""

import os
import socket
import time

EVERY = 5.0
"""Seconds between two words; the units wait a minute."""

_last = 0.0


def alive() -> None:
    """Say that the main loop goes round; cheap enough to be called each time (sd_notify, systemd 252)."""
    global _last
    address = os.environ.get("NOTIFY_SOCKET", "")
    if not address or time.monotonic() - _last < EVERY:
        return
    _last = time.monotonic()
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as word:
        word.settimeout(1)
        try:
            # A name that begins with @ is in the kernel's own space.
            word.sendto(b"WATCHDOG=1", address.replace("@", "\0", 1) if address[0] == "@" else address)
        except OSError:
            return
