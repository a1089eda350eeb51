"""A network printer on this machine: answers status, prints slips as bytes and PNG, fails on command.

python -m devices.simulated.printer --port 9100 --out slips
echo out > slips/control        # paper out; see mood.py for the others
"""

import argparse
import logging
import signal
import socketserver
import threading
from datetime import datetime
from pathlib import Path

from devices import log as lines
from devices.log import fields
from devices.simulated import mood as moods
from devices.simulated.commands import CUT, Command, read
from devices.simulated.mood import Mood, read_mood
from devices.simulated.render import DOTS, render

log = logging.getLogger("printer")

HANG_SECONDS = 30.0
PARTIAL_BYTES = 100
DLE_EOT, GS_R = b"\x10\x04", b"\x1dr"
COVER_AFTER_JAM = {1: b"\x1a", 2: b"\x16"}


class Printer(socketserver.ThreadingTCPServer):
    """Listens on loopback; every slip lands in `out` as {time}-{sequence}.bin and .png at its cut."""

    allow_reuse_address = True
    daemon_threads = True

    def __init__(self, port: int, out: Path, control: Path | None = None, columns: int = 48) -> None:
        out.mkdir(parents=True, exist_ok=True)
        self.out, self.control, self.columns = out, control, columns
        self.stopped = threading.Event()
        self._lock, self._sequence = threading.Lock(), 0
        super().__init__(("127.0.0.1", port), Conversation)

    @property
    def mood(self) -> Mood:
        """How it behaves now."""
        return read_mood(self.control)

    def print_slip(self, data: bytes) -> None:
        """Keep a slip's bytes and picture."""
        with self._lock:
            self._sequence += 1
            name = f"{datetime.now().astimezone():%Y%m%d-%H%M%S}-{self._sequence:04d}"
        drawn = render(data, self.columns)
        (self.out / f"{name}.bin").write_bytes(data)
        # A reader that waits for the picture must find it whole.
        waiting = self.out / f".{name}.png"
        drawn.picture.save(waiting, "PNG")
        waiting.rename(self.out / f"{name}.png")
        log.info("printed", extra=fields(slip=name, overflows=drawn.overflows, unknown=len(drawn.unknown)))


class Conversation(socketserver.BaseRequestHandler):
    """One connection: commands in, answers out, in their order."""

    server: Printer

    def handle(self) -> None:
        """Read until the other side hangs up, or the mood says otherwise."""
        self.slip, self.jammed, rest = b"", False, b""
        if self.server.mood.name == moods.HANG:
            self.server.stopped.wait(HANG_SECONDS)
            return
        while not self.server.stopped.is_set():
            received = self._receive()
            if not received or self.server.mood.name == moods.DISCONNECT:
                break
            commands, rest = read(rest + received)
            if not all(self._obey(command) for command in commands):
                return
        self._finish()

    def _receive(self) -> bytes:
        try:
            received: bytes = self.request.recv(4096)
        except OSError:
            return b""
        return received

    def _obey(self, command: Command) -> bool:
        """Do one command; False to hang up."""
        mood = self.server.mood
        if command.name == DLE_EOT:
            jam = COVER_AFTER_JAM.get(command.argument[0]) if self.jammed else None
            self._say(jam or mood.answer(command.argument[0]))
        elif command.name == GS_R:
            self._finish()
            self._say(b"" if mood.name == moods.SILENT else b"\x00")
        else:
            name = command.name if isinstance(command.name, bytes) else b""
            self.slip += name + command.argument
            self.jammed = self.jammed or mood.name == moods.JAM
            if mood.name == moods.PARTIAL and len(self.slip) > PARTIAL_BYTES:
                return False
            if command.name == CUT:
                self._finish()
        return True

    def _say(self, answer: bytes) -> None:
        if answer:
            self.request.sendall(answer)

    def _finish(self) -> None:
        # A printer without a cutter ends its slip at the question after it, or when the sender goes.
        slip, self.slip = self.slip, b""
        if slip and self.server.mood.prints:
            self.server.print_slip(slip)


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
