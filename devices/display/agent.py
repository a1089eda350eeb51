"""The display's agent: keeps the newest board, hands over the code, remembers the last call spoken."""

import logging
import threading
from datetime import UTC, datetime
from typing import Any

from devices.config import Config
from devices.disk import keep, kept
from devices.events import Events
from devices.links import Links
from devices.log import fields
from devices.loops import Loops
from devices.message import Message, Newest, message
from schemas import topics
from schemas.settings import Refused, shown, taken

log = logging.getLogger(__name__)

TELLS_EVERY = 3.0


class Display:
    """The display's state; board and last spoken call are kept on disk."""

    def __init__(self, config: Config, events: Events) -> None:
        self.config, self.events = config, events
        self.link = Links(config, self.received, self.link_changed, apply=self.apply)
        self.code: Message | None = None
        self.catalogue: Message | None = None
        self.board = Newest(kept(config.state_dir / "board.json", None))
        self.spoken: dict[str, Any] = kept(config.state_dir / "spoken.json", {})
        self.settings: dict[str, Any] = config.settings | kept(config.state_dir / "settings.json", {})
        self._told: dict[str, Any] = {}
        self._kept_board = self.board.value
        self._lock, self._loops = threading.Lock(), Loops()

    def serve(self, stop: threading.Event) -> None:
        """Connect and work until told to stop."""
        self.link.start()
        try:
            self._loops.repeat(self._keep_telling)
            self._loops.wait(stop)
        finally:
            self._loops.end()
            self.link.stop()
            self._keep_board()

    def received(self, topic: str, what: Message) -> None:
        """A message from the cloud; an older board than the last is passed over."""
        office, place = self.config.office, self.config.place
        if topic == topics.board(office):
            if self.board.offer(what):
                self.events.tell("board", what)
        elif topic == topics.lobby_code(office, place):
            self.code = what
            self.events.tell("code", what)
        elif topic == topics.catalogue(office):
            self.catalogue = what
            self.events.tell("state", self.state())

    def link_changed(self, live: bool) -> None:
        """The link came or went."""
        if not live:
            self.board.link_lost()
        self.events.tell("state", self.state())

    def speak(self, day: str, call: int) -> bool:
        """Note that a call was spoken, on disk first; False when it or a later one was before."""
        with self._lock:
            if (day, call) <= (self.spoken.get("day", ""), self.spoken.get("call", 0)):
                return False
            self.spoken = {"day": day, "call": call}
            keep(self.config.state_dir / "spoken.json", self.spoken)
        self._tell()
        return True

    def apply(self, wanted: Message) -> Refused:
        """Take settings from afar, kept over restarts; says by name what cannot be taken, and why."""
        fit, refused = taken(wanted)
        file = self.config.state_dir / "settings.json"
        with self._lock:
            # What is wanted comes again with each connection; only news is written and told.
            changed = fit != kept(file, {})
            if changed:
                self.settings = self.config.settings | fit
        if changed:
            # Shown first: a full disk hides no emergency.
            self.events.tell("state", self.state())
            keep(file, fit)
        return refused

    def state(self) -> Message:
        """What the page needs to draw itself."""
        config, link = self.config, self.link
        return {
            "thing": config.thing,
            "office": config.office,
            "place": config.place,
            "language": config.language,
            "site": config.site,
            "live": link.live,
            "since": link.since.isoformat(timespec="seconds"),
            "board": self.board.value,
            "code": self.code,
            "catalogue": self.catalogue,
            "spoken": self.spoken or None,
            "settings": shown(self.settings),
        }

    def _keep_telling(self) -> None:
        self._tell()
        self._keep_board()
        self._loops.pause(TELLS_EVERY)

    def _keep_board(self) -> None:
        board = self.board.value
        if board is not self._kept_board:
            keep(self.config.state_dir / "board.json", board)
            self._kept_board = board

    def _tell(self) -> None:
        spoken = self.spoken
        if not spoken or spoken == self._told or not self.link.live:
            return
        topic = topics.spoken(self.config.office, self.config.place)
        sent = self.link.publish(topic, message(datetime.now(UTC), **spoken))
        sent.add_done_callback(lambda future: self._acknowledged(spoken, future.exception()))

    def _acknowledged(self, spoken: dict[str, Any], error: BaseException | None) -> None:
        if error:
            log.warning("spoken was not acknowledged", extra=fields(why=str(error)))
            return
        self._told = spoken
