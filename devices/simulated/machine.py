"""The machine behind every wire of a simulated printer: its mood, and the slips that it made."""

import logging
import threading
from datetime import datetime
from pathlib import Path

from devices.log import fields
from devices.simulated.mood import Mood, read_mood
from devices.simulated.render import render

log = logging.getLogger("printer")


class Machine:
    """Keeps each slip in `out`; `control` names its mood, now and whenever it is asked."""

    def __init__(self, out: Path, control: Path | None = None, columns: int = 48) -> None:
        out.mkdir(parents=True, exist_ok=True)
        self.out, self.control, self.columns = out, control, columns
        self.stopped = threading.Event()
        self._printing, self._sequence = threading.Lock(), 0

    @property
    def mood(self) -> Mood:
        """How it behaves now."""
        return read_mood(self.control)

    def print_slip(self, data: bytes) -> None:
        """Keep a slip's bytes and picture."""
        with self._printing:
            self._sequence += 1
            name = f"{datetime.now().astimezone():%Y%m%d-%H%M%S}-{self._sequence:04d}"
        drawn = render(data, self.columns)
        (self.out / f"{name}.bin").write_bytes(data)
        # A reader that waits for the picture must find it whole.
        waiting = self.out / f".{name}.png"
        drawn.picture.save(waiting, "PNG")
        waiting.rename(self.out / f"{name}.png")
        log.info("printed", extra=fields(slip=name, overflows=drawn.overflows, unknown=len(drawn.unknown)))
