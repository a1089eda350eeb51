"""The kiosk's agent: take → outbox → cloud → slip → printer → report, each step kept before the next.

Without a link it answers takes from its own series, and reports those until they are acknowledged.
"""

import logging
import threading
import time
from collections.abc import Callable
from concurrent.futures import Future
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import uuid4

from devices.config import Config
from devices.disk import keep, kept
from devices.events import Events
from devices.kiosk.closed import closed, refusal
from devices.kiosk.layout import lay_out
from devices.kiosk.printer import SlipPrinter
from devices.kiosk.series import Series, can_issue, day_there, goes_on_over_midnight, offline_slip
from devices.kiosk.slips import is_slip, page_of, told
from devices.links import Links
from devices.log import fields
from devices.loops import Loops
from devices.message import Message, Newest, message
from devices.outbox import ASKING, PRINTED, Outbox, Take
from schemas import topics
from schemas.settings import Refused, shown, taken

log = logging.getLogger(__name__)

ASKS_AGAIN_AFTER = 3.0
ASKED_AT_ONCE = 20
SHOWN_FOR = timedelta(minutes=2)
KEPT_FOR = timedelta(days=7)
LOOKS_EVERY = 10.0
TOLD_TO_THE_HUB = 2000
HUB_TOLD_AGAIN = 5.0
MEASURED_WITHIN = 5.0
OFFLINE_AFTER = 7.0
"""Seconds that a take waits for an answer while the link is down, within the 8 s of the page."""


class Kiosk:
    """The kiosk's state and its three loops: asking, printing, watching the printer."""

    def __init__(self, config: Config, outbox: Outbox, printer: SlipPrinter, events: Events) -> None:
        self.config, self.outbox, self.printer, self.events = config, outbox, printer, events
        self.link = Links(config, self.received, self.link_changed, self.health, apply=self.apply)
        self._held = config.state_dir / "catalogue_held.json"
        self.settings: Message = config.settings | kept(config.state_dir / "settings.json", {})
        self.catalogue: Message | None = kept(config.state_dir / "catalogue.json", None)
        self.series = Series(outbox, config.position, self.link.clock)
        self.board = Newest()
        self._live_since = 0.0
        self._changed, self._loops = threading.Condition(), Loops()
        self._asked: dict[str, float] = {}
        self._reporting: set[str] = set()
        self._first_seen: dict[str, float] = {}
        self._hub_told: dict[str, float] = {}
        self._hub_heard: set[str] = set()

    def now(self) -> datetime:
        """The cloud's time, as the kiosk knows it; no date that somebody sets on this machine counts."""
        return self.link.clock.now()

    # What the page asks for.

    def take(self, values: dict[str, Any]) -> Take:
        """Keep a take and send it; the same id again is the same take."""
        now = self.now()
        wanted = message(now, **({"id": str(uuid4())} | values))
        take = self.outbox.add(wanted, now)
        self._ask(take)
        # A link that was there and is not is down; one that was never there may come in a second.
        if not self.link.cloud.live and self.link.reconnects >= 0:
            self._issue(take)
        return self.outbox.take(take.id)

    def wait(self, id: str, until: Callable[[Take], bool], seconds: float) -> Take:
        """The take once it is as wanted, or as it is when the time is over."""
        with self._changed:
            self._changed.wait_for(lambda: until(self.outbox.take(id)), seconds)
        return self.outbox.take(id)

    # What the link says.

    def received(self, topic: str, what: Message) -> None:
        """A message from the cloud."""
        config = self.config
        if topic == topics.slip(config.office, config.place):
            self._answered(what)
        elif topic == topics.catalogue(config.office):
            self.catalogue = what
            keep(config.state_dir / "catalogue.json", what)
            self.events.tell("state", self.state())
        elif topic == topics.heard(config.office, config.place):
            self._hub_heard.add(str(what.get("id")))
        elif topic == topics.board(config.office) and self.board.offer(what):
            self.events.tell("board", what)

    def link_changed(self, live: bool) -> None:
        """The link came or went."""
        self._live_since = time.monotonic()
        if not live:
            self.board.link_lost()
            if self.link.reconnects >= 0 and not self.link.cloud.live:
                keep(self._held, int(self.now().timestamp()))
        self._asked.clear()
        self._reporting.clear()
        self.events.tell("state", self.state())
        self._wake()

    def health(self) -> Message:
        """What the heartbeat says about this kiosk."""
        status = self.printer.status
        waiting = (
            len(self.outbox.asking(1000)) + len(self.outbox.untold(1000)) + len(self.series.untold(1000))
        )
        known = {"paper": status.paper, "waiting": waiting}
        return known | ({"fault": status.fault} if status.fault else {})

    def state(self) -> Message:
        """What the page needs to draw itself."""
        config, link = self.config, self.link
        unshown = self.outbox.unshown(self.now() - SHOWN_FOR)
        return {
            "thing": config.thing,
            "office": config.office,
            "place": config.place,
            "language": config.language,
            "live": link.cloud.live,
            "hub": link.reaches_hub,
            "issues": config.position > 0,
            "since": link.cloud.since.isoformat(timespec="seconds"),
            "printer": self.printer.status.value,
            "catalogue": self.catalogue,
            "board": self.board.value,
            "slip": self.answer(unshown) if unshown else None,
            "settings": shown(self.settings),
        }

    def apply(self, wanted: Message) -> Refused:
        """Take settings from afar, kept over restarts; says by name what cannot be taken, and why."""
        fit, refused = taken(wanted)
        file = self.config.state_dir / "settings.json"
        # What is wanted comes again with each connection; only news is written and told.
        if fit != kept(file, {}):
            self.settings = self.config.settings | fit
            self.events.tell("state", self.state())
            keep(file, fit)
        return refused

    def answer(self, take: Take) -> Message:
        """What the page is told about a take that has its slip or its refusal."""
        return told(take, self.url(take))

    def url(self, take: Take) -> str:
        """The address of the ticket's page."""
        return page_of(take, self.config.site or (self.catalogue or {}).get("site", ""))

    # The loops.

    def serve(self, stop: threading.Event) -> None:
        """Recover what a power cut interrupted, connect, and work until told to stop."""
        interrupted = self.outbox.recover(self.now())
        if interrupted:
            log.warning("slips were interrupted while printing", extra=fields(slips=interrupted))
        self.outbox.forget(self.now() - KEPT_FOR)
        self.printer.look()
        self.link.start()
        try:
            for step in (self._keep_asking, self._keep_printing, self._keep_looking):
                self._loops.repeat(step)
            self._loops.wait(stop)
        finally:
            self._loops.end()
            self.link.stop()

    def _answered(self, slip: Message) -> None:
        if not is_slip(slip):
            log.error("ignored a slip that is not one", extra=fields(id=str(slip.get("id"))))
            return
        if not self.outbox.answer(slip, self.now()):
            log.info("ignored a slip that was not waited for", extra=fields(id=slip.get("id")))
            return
        take = self.outbox.take(slip["id"])
        self._asked.pop(take.id, None)
        if take.is_done:
            self.events.tell("slip", self.answer(take))
        self._wake()

    def _keep_asking(self) -> None:
        for take in self.outbox.asking(ASKED_AT_ONCE):
            if time.monotonic() - self._asked.get(take.id, 0.0) >= ASKS_AGAIN_AFTER:
                self._ask(take)
            since = self._first_seen.setdefault(take.id, time.monotonic())
            if not self.link.cloud.live and time.monotonic() - since >= OFFLINE_AFTER:
                self._issue(take)
        for report in self.series.untold(ASKED_AT_ONCE):
            if self._clock_settled():
                self._say(topics.issued(self.config.office, self.config.place), report, self.series.mark_told)
        self._tell_hub()
        for take in self.outbox.untold(ASKED_AT_ONCE):
            self._report(take)
        with self._changed:
            self._changed.wait(0.5)

    def _keep_printing(self) -> None:
        take = self.outbox.next_to_print()
        if take is None:
            with self._changed:
                self._changed.wait(0.5)
            return
        if self.outbox.start_printing(take.id):
            self._print(take)

    def _keep_looking(self) -> None:
        before = self.printer.status
        if self.printer.look() != before:
            log.info("the printer changed", extra=fields(was=before.value, status=self.printer.status.value))
            self.events.tell("state", self.state())
        self._loops.pause(LOOKS_EVERY)

    def _clock_settled(self) -> bool:
        """Whether the cloud has said its time, by which a number's own is put right; it does so with each connection."""
        return self.link.clock.is_sure or time.monotonic() - self._live_since >= MEASURED_WITHIN

    def _ask(self, take: Take) -> None:
        if take.is_done or not self.link.cloud.live:
            return
        self._asked[take.id] = time.monotonic()
        self.link.cloud.publish(topics.take(self.config.office, self.config.place), take.payload)

    def _print(self, take: Take) -> None:
        slip = take.slip or {}
        rows = lay_out(slip, self.url(take), self.config.printer.columns)
        fault = self.printer.print_slip(rows)
        self.outbox.finish_printing(take.id, fault, self.now())
        log.info("slip", extra=fields(number=slip.get("number"), printed=fault is None, fault=fault))
        self.events.tell("slip", self.answer(self.outbox.take(take.id)))
        self._wake()

    def _issue(self, take: Take) -> None:
        """Answer a take from the kiosk's own series."""
        now, catalogue = self.now(), self.catalogue
        if catalogue is None or take.state != ASKING or not can_issue(take, self.config.position, catalogue):
            return
        kind = closed(
            catalogue, take.payload["service"], now, self._known(catalogue), self.link.clock.is_sure
        )
        if kind:
            self._answered(
                message(now, id=take.id, refused=refusal(kind, take.payload.get("language", "id")))
            )
            return
        day = day_there(now, catalogue)
        on = goes_on_over_midnight(catalogue, day)
        if self.series.issue(take, day, lambda number: offline_slip(take, number, catalogue, now), on):
            log.info("issued without a link", extra=fields(id=take.id))
            self._wake()

    def _known(self, catalogue: Message) -> datetime:
        """Until when the catalogue is known to have held: when it was told, or when the link was lost after that."""
        told = datetime.fromisoformat(str(catalogue.get("at", "1970-01-01T00:00:00Z")))
        return max(told, datetime.fromtimestamp(kept(self._held, 0), UTC))

    def _report(self, take: Take) -> None:
        if not take.slip:
            return
        printed = take.state == PRINTED
        said = message(self.now(), id=take.id, number=take.slip["number"], printed=printed, fault=take.fault)
        self._say(
            topics.printed(self.config.office, self.config.place),
            said,
            lambda id: self.outbox.mark_told(id, take.state),
        )

    def _say(self, topic: str, what: Message, acknowledged: Callable[[str], None]) -> None:
        """Tell the cloud; one report of a kind and id is on its way at a time."""
        one = f"{topic} {what['id']}"
        if one in self._reporting or not self.link.cloud.live:
            return
        self._reporting.add(one)

        def sent(future: "Future[None]") -> None:
            if future.exception() is None:
                acknowledged(what["id"])
            self._reporting.discard(one)

        self.link.cloud.publish(topic, what).add_done_callback(sent)

    def _tell_hub(self) -> None:
        """Tell the hub that leads of each number which the cloud has not acknowledged, until it says that it has it."""
        if not self.link.by_hub:
            self._hub_told.clear()
            self._hub_heard.clear()
            return
        for report in self.series.untold(TOLD_TO_THE_HUB):
            told = self._hub_told.get(report["id"], -HUB_TOLD_AGAIN)
            if report["id"] not in self._hub_heard and time.monotonic() - told >= HUB_TOLD_AGAIN:
                self._hub_told[report["id"]] = time.monotonic()
                self.link.publish(topics.issued(self.config.office, self.config.place), report)

    def _wake(self) -> None:
        with self._changed:
            self._changed.notify_all()
