"""A simulated printer at the end of a serial line: a pseudo-terminal, whose `path` an agent opens."""

import os
import pty
import select
import threading
import tty
from pathlib import Path

from devices.simulated import mood as moods
from devices.simulated.conversation import Conversation
from devices.simulated.machine import Machine

LOOKS_EVERY = 0.02


class SerialLine(Machine):
    """Listens from the start until closed; hanging up, on a line, is to take nothing and answer nothing."""

    def __init__(self, out: Path, control: Path | None = None, columns: int = 48) -> None:
        super().__init__(out, control, columns)
        # Our own hold on the far end keeps the line open between two slips.
        self._here, self._there = pty.openpty()
        tty.setraw(self._there)
        self.path = os.ttyname(self._there)
        self._listening = threading.Thread(target=self._listen, name="serial line", daemon=True)
        self._listening.start()

    def close(self) -> None:
        """Pull the plug."""
        self.stopped.set()
        self._listening.join()
        os.close(self._here)
        os.close(self._there)

    def _listen(self) -> None:
        talk, hung_up = Conversation(self, self._say), ""
        while not self.stopped.is_set():
            mood = self.mood.name
            if mood == moods.HANG:
                self.stopped.wait(LOOKS_EVERY)
                continue
            ready, _, _ = select.select([self._here], [], [], LOOKS_EVERY)
            if not ready:
                continue
            received = os.read(self._here, talk.appetite)
            if hung_up == mood:
                continue
            hung_up = "" if talk.hear(received) else mood
            if hung_up:
                talk = Conversation(self, self._say)

    def _say(self, answer: bytes) -> None:
        os.write(self._here, answer)
