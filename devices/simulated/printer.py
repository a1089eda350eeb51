"""A network printer on this machine: answers status, prints slips as bytes and PNG, fails on command.

python -m devices.simulated.printer --port 9100 --out slips
echo out > slips/control        # paper out; see mood.py for the others
"""

import argparse
import logging
import signal
import socketserver
import threading
from pathlib import Path

from devices import log as lines
from devices.log import fields
from devices.simulated import mood as moods
from devices.simulated.conversation import Conversation
from devices.simulated.machine import Machine
from devices.simulated.render import DOTS

log = logging.getLogger("printer")

HANG_SECONDS = 30.0


class Printer(Machine, socketserver.ThreadingTCPServer):
    """Listens on loopback; every slip lands in `out` as {time}-{sequence}.bin and .png at its cut."""

    allow_reuse_address = True
    daemon_threads = True

    def __init__(self, port: int, out: Path, control: Path | None = None, columns: int = 48) -> None:
        Machine.__init__(self, out, control, columns)
        socketserver.ThreadingTCPServer.__init__(self, ("127.0.0.1", port), Connection)


class Connection(socketserver.BaseRequestHandler):
    """One connection: commands in, answers out, in their order."""

    server: Printer

    def handle(self) -> None:
        """Read until the other side hangs up, or the mood says otherwise."""
        if self.server.mood.name == moods.HANG:
            self.server.stopped.wait(HANG_SECONDS)
            return
        talk = Conversation(self.server, self.request.sendall)
        while not self.server.stopped.is_set():
            received = self._receive(talk.appetite)
            if not received:
                break
            if not talk.hear(received):
                return
        talk.end()

    def _receive(self, size: int) -> bytes:
        try:
            received: bytes = self.request.recv(size)
        except OSError:
            return b""
        return received


def main() -> None:
    """Run a printer until SIGTERM."""
    asked = argparse.ArgumentParser(prog="devices.simulated.printer", description=__doc__.splitlines()[0])
    asked.add_argument("--port", type=int, default=9100)
    asked.add_argument("--out", type=Path, required=True, help="the folder where slips land")
    asked.add_argument("--control", type=Path, help="names its mood; {out}/control unless given")
    asked.add_argument("--columns", type=int, choices=sorted(DOTS), default=48)
    given = asked.parse_args()
    lines.to_stderr()
    with Printer(given.port, given.out, given.control or given.out / "control", given.columns) as printer:
        signal.signal(signal.SIGTERM, lambda *_: threading.Thread(target=printer.shutdown).start())
        log.info("listening", extra=fields(port=printer.server_address[1], slips=str(given.out)))
        printer.serve_forever(poll_interval=0.2)
        printer.stopped.set()


if __name__ == "__main__":
    main()
