"""The button's agent: pushes become presses, presses go to the cloud at once or not at all, lights answer."""

import logging
import queue
import threading
import time
from concurrent.futures import TimeoutError as NotInTime
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from devices.button import finger, keypad
from devices.button.hardware import Hardware
from devices.button.payloads import Push
from devices.button.presses import Pushes, contact, deadline, passed
from devices.button.remote import Remote
from devices.button.sequence import next_press
from devices.button.signals import FELT, NOT_CONNECTED, OFF, Signal, refusal, resting
from devices.config import Config
from devices.link import NotSent
from devices.links import Links
from devices.log import fields
from devices.loops import Loops
from devices.message import Message, Newest, message
from schemas import topics

log = logging.getLogger(__name__)

SENT_WITHIN = 3.0
USELESS_AFTER = 10
"""Seconds after which the cloud refuses a press; the broker drops it then."""
DOUBTED_AFTER = 0.8
"""Seconds without the broker's word after which the light says "not connected", although it may still come."""
ANSWER_SHOWN = 2.0
BATTERY_LOW = 20
"""Percent at which the office is told; a button goes on for weeks from there."""
IDLE = 0.5


class Counter:
    """The button's state and its loop."""

    def __init__(self, config: Config) -> None:
        self.config, self.link = config, Links(config, self.received, self.link_changed, self.health)
        self.state = Newest()
        self.last: dict[str, Any] = {}
        self._contacts: queue.Queue[tuple[bool, float]] = queue.Queue()
        self._pushes, self._loops = Pushes(), Loops()
        self.hardware = Hardware(config.pins, self._contact)
        self._finger, self._over = threading.Lock(), threading.Event()
        self.battery: int | None = None
        self._presses: queue.Queue[tuple[str, float, int | None]] = queue.Queue()
        self._answering = 0.0
        source = config.source
        self.remote = Remote(source, config.thing, self.pushed) if source.topic else None

    def serve(self, stop: threading.Event) -> None:
        """Connect and work until told to stop."""
        self._light()
        self.link.start()
        if self.remote:
            self.remote.start()
        if self.config.source.keypad:
            keypad.listen(Path(self.config.source.keypad), self._press_later, self._contact, self._over)
        try:
            self._loops.repeat(self._watch)
            self._loops.repeat(self._keep_pressing)
            self._loops.wait(stop)
        finally:
            self._over.set()
            self._loops.end()
            if self.remote:
                self.remote.stop()
            self.link.stop()
            self.hardware.show(Signal(OFF))
            self.hardware.close()

    def received(self, topic: str, what: Message) -> None:
        """The state of this counter; an older one than the last is passed over."""
        if topic != topics.counter_state(self.config.office, self.config.place):
            return
        if not self.state.offer(what):
            return
        log.info("state", extra=fields(**{n: what.get(n) for n in ("state", "light", "number", "refused")}))
        said = refusal(what)
        if said:
            self._say(said)
        else:
            self._answering = 0.0
            self._light()

    def link_changed(self, live: bool) -> None:
        """The link came or went."""
        if not live:
            self.state.link_lost()
        self._light()

    def health(self) -> Message:
        """What the heartbeat says about this button."""
        if self.battery is None:
            return {}
        low = self.battery <= BATTERY_LOW
        return {"battery": self.battery} | ({"fault": "battery_low"} if low else {})

    def pushed(self, push: Push) -> None:
        """A wireless button was pushed."""
        if push.battery is not None:
            self.battery = push.battery
        # How long it was under way by its own time counts against it.
        under_way = max(0.0, (datetime.now(UTC) - push.at).total_seconds())
        self._presses.put((push.press, time.monotonic() - under_way, push.battery))

    def press(self, kind: str, felt: float | None = None, battery: int | None = None) -> None:
        """Send a press now; when that fails, or it was felt more than 10 s ago, it is gone and the light says so."""
        # The cloud's time: by a date of its own a button would be too old for the hub, or deaf once it is replaced.
        now = self.link.clock.now()
        seq = next_press(self.config.state_dir / "press.json", now)
        said = message(now, press=kind, seq=seq, battery=battery)
        topic = topics.press(self.config.office, self.config.place)
        late = felt is not None and time.monotonic() - felt > USELESS_AFTER
        sent = False
        if late:
            log.warning("a press came too late", extra=fields(press=kind, seq=seq))
        elif self.link.live:
            self.hardware.beep(FELT)
            sent = self._sent(topic, said)
        self.last = {"press": kind, "seq": seq, "sent": sent}
        if sent:
            log.info("press", extra=fields(press=kind, seq=seq))
        else:
            log.warning("a press was not sent", extra=fields(press=kind, seq=seq))
            self._say(NOT_CONNECTED)

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

    def _sent(self, topic: str, said: Message) -> bool:
        """Whether the broker took it; the light doubts it after a moment already."""
        sending = self.link.publish(topic, said, expires=USELESS_AFTER)
        for patience in (DOUBTED_AFTER, SENT_WITHIN - DOUBTED_AFTER):
            try:
                sending.result(patience)
            except NotInTime:
                self._say(NOT_CONNECTED)
            except NotSent as error:
                log.info("not taken", extra=fields(why=str(error)))
                return False
            else:
                if patience != DOUBTED_AFTER:
                    self._answering = 0.0
                    self._light()
                return True
        return False

    def _contact(self, down: bool) -> None:
        self._contacts.put((down, time.monotonic()))

    def _press_later(self, kind: str) -> None:
        self._presses.put((kind, time.monotonic(), None))

    def _watch(self) -> None:
        due = deadline(self._pushes)
        patience = IDLE if due is None else max(0.0, min(IDLE, due - time.monotonic()))
        try:
            down, at = self._contacts.get(timeout=patience)
            self._pushes, press = contact(self._pushes, down, at)
        except queue.Empty:
            at = time.monotonic()
            self._pushes, press = passed(self._pushes, at)
        if press:
            self._presses.put((press, at, None))

    def _keep_pressing(self) -> None:
        try:
            kind, felt, battery = self._presses.get(timeout=IDLE)
        except queue.Empty:
            return
        self.press(kind, felt, battery)

    def _light(self) -> None:
        # An answer to a push stays for its moment, but for the news that there is no link.
        if self.link.live and time.monotonic() < self._answering:
            return
        self.hardware.show(resting(self.link.live, self.state.value))

    def _say(self, signal: Signal) -> None:
        self._answering = time.monotonic() + ANSWER_SHOWN
        self.hardware.show(signal)
        threading.Timer(ANSWER_SHOWN + 0.05, self._light).start()
