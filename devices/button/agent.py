"""The button's agent: pushes become presses, presses go to the cloud at once or not at all, lights answer."""

import logging
import queue
import threading
import time
from concurrent.futures import TimeoutError as NotInTime
from datetime import UTC, datetime
from typing import Any

from devices.button import finger
from devices.button.hardware import OFF, RED, Hardware
from devices.button.presses import Pushes, contact, deadline, passed
from devices.button.sequence import next_press
from devices.config import Config
from devices.link import Link, NotSent
from devices.log import fields
from devices.loops import Loops
from devices.message import Message, Newest, message
from schemas import topics

log = logging.getLogger(__name__)

SENT_WITHIN = 3.0
USELESS_AFTER = 10
"""Seconds after which the cloud refuses a press; the broker drops it then."""
REFUSAL_SHOWN = 2.0
IDLE = 0.5


class Counter:
    """The button's state and its loop."""

    def __init__(self, config: Config) -> None:
        self.config, self.link = config, Link(config, self.received, self.link_changed)
        self.state = Newest()
        self.last: dict[str, Any] = {}
        self._contacts: queue.Queue[tuple[bool, float]] = queue.Queue()
        self._pushes, self._loops = Pushes(), Loops()
        self.hardware = Hardware(config.pins, lambda down: self._contacts.put((down, time.monotonic())))
        self._finger = threading.Lock()

    def serve(self, stop: threading.Event) -> None:
        """Connect and work until told to stop."""
        self._light()
        self.link.start()
        try:
            self._loops.repeat(self._watch)
            self._loops.wait(stop)
        finally:
            self._loops.end()
            self.link.stop()
            self.hardware.show(OFF)
            self.hardware.close()

    def received(self, topic: str, what: Message) -> None:
        """The state of this counter; an older one than the last is passed over."""
        if topic != topics.counter_state(self.config.office, self.config.place):
            return
        if self.state.offer(what):
            log.info(
                "state", extra=fields(**{n: what.get(n) for n in ("state", "light", "number", "refused")})
            )
            self._light()

    def link_changed(self, live: bool) -> None:
        """The link came or went."""
        if not live:
            self.state.link_lost()
        self._light()

    def press(self, kind: str) -> None:
        """Send a press now; when that fails it is gone, and the light says so."""
        now = datetime.now(UTC)
        seq = next_press(self.config.state_dir / "press.json", now)
        said = message(now, press=kind, seq=seq)
        topic = topics.press(self.config.office, self.config.place)
        sent = True
        try:
            self.link.publish(topic, said, expires=USELESS_AFTER).result(SENT_WITHIN)
        except (NotSent, NotInTime) as error:
            sent = False
            log.warning("a press was not sent", extra=fields(press=kind, seq=seq, why=str(error)))
        self.last = {"press": kind, "seq": seq, "sent": sent}
        if sent:
            log.info("press", extra=fields(press=kind, seq=seq))
        else:
            self._refuse()

    def answer(self, word: str) -> dict[str, Any]:
        """What the demo's control socket answers: pushes the mock pin for real, then says what came of it."""
        known = {"live": self.link.live, "light": self.hardware.shown, "state": self.state.value}
        if word == "state":
            return known | {"last": self.last}
        if word not in finger.MOVES or self.config.pins.factory not in ("mock", "keyboard"):
            return {"error": "only single, double, long and state, and only on mock pins"}
        with self._finger:
            before = self.last.get("seq")
            finger.push(self.hardware.pin, word)
            until = time.monotonic() + SENT_WITHIN + 1
            while self.last.get("seq") == before and time.monotonic() < until:
                time.sleep(0.02)
            return self.last if self.last.get("seq") != before else {"error": "no press came of it"}

    def _watch(self) -> None:
        due = deadline(self._pushes)
        patience = IDLE if due is None else max(0.0, min(IDLE, due - time.monotonic()))
        try:
            down, at = self._contacts.get(timeout=patience)
            self._pushes, press = contact(self._pushes, down, at)
        except queue.Empty:
            self._pushes, press = passed(self._pushes, time.monotonic())
        if press:
            self.press(press)

    def _light(self) -> None:
        if not self.link.live:
            self.hardware.show(RED, blink=True)
        else:
            self.hardware.show(str((self.state.value or {}).get("light", OFF)))

    def _refuse(self) -> None:
        self.hardware.show(RED, blink=True)
        threading.Timer(REFUSAL_SHOWN, self._light).start()
