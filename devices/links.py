"""A thing's two links: the cloud's, and the office's, which counts while the office's hub leads the line."""

import threading
from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import asdict
from datetime import datetime
from pathlib import Path
from typing import Any

from devices.clock import Clock
from devices.config import Config
from devices.disk import keep, kept
from devices.link import Link
from devices.message import Message
from devices.office_link import OfficeLink, There
from devices.office_password import hash_of, password_of
from schemas import topics

MASTER = "master"
MISSES_AFTER = 90.0
"""Seconds without the hub that is known to be there, after which a device says so: at a cut it would stand alone."""


class Links:
    """Looks like one link. A message goes to the hub while that leads and can be reached, else to the cloud.

    `on_change` is told each time that another one is asked from now on: what came before does not count any more.
    Where the hub is comes from the cloud and is kept on disk; while none is known there is the cloud's link only.
    """

    def __init__(
        self,
        config: Config,
        on_message: Callable[[str, Message], None],
        on_change: Callable[[bool], None] = lambda live: None,
        health: Callable[[], Message] = dict,
        **more: Any,
    ) -> None:
        self.config, self.leads = config, False
        self._on_message, self._on_change, self._health = on_message, on_change, health
        self._lock, self._started = threading.Lock(), False
        self._meanwhile: dict[str, Message] = {}
        office, place = config.office, config.place
        self._of_the_cloud_alone = (
            topics.slip(office, place), topics.lobby_code(office, place), topics.catalogue(office),
        )  # fmt: skip
        self.office: OfficeLink | None = None
        config.state_dir.mkdir(parents=True, exist_ok=True)
        self._password = password_of(config.state_dir)
        self._guest = hash_of(self._password)
        self.cloud = Link(config, self._from_cloud, self._cloud_changed, self._healthy, **more)

    @property
    def live(self) -> bool:
        """Whether a message can be sent."""
        return self.by_hub or self.cloud.live

    @property
    def by_hub(self) -> bool:
        """Whether the hub is asked now."""
        return self.leads and self.office is not None and self.office.live

    @property
    def reaches_hub(self) -> bool:
        """Whether the office's hub is known and connected, so that it would be asked if it led."""
        return self.office is not None and self.office.live

    @property
    def since(self) -> datetime:
        """Since when the link that counts is as it is."""
        return self.office.since if self.by_hub and self.office else self.cloud.since

    @property
    def reconnects(self) -> int:
        """How often the cloud's link came back; -1 before it was ever there."""
        return self.cloud.reconnects

    @property
    def clock(self) -> Clock:
        """The cloud's time."""
        return self.cloud.clock

    def start(self) -> None:
        """Connect to the cloud, and to the hub if one is known."""
        self._started = True
        self.cloud.start()
        self._know(kept(self._file, None))

    def stop(self) -> None:
        """Say goodbye and close both."""
        self._started = False
        self.cloud.stop()
        if self.office:
            self.office.stop()

    def publish(self, topic: str, what: Message, expires: int | None = None) -> "Future[None]":
        """Send to whom it counts now, as `Link.publish`."""
        if self.by_hub and self.office:
            return self.office.publish(topic, what, expires)
        return self.cloud.publish(topic, what, expires)

    @property
    def _file(self) -> Path:
        return self.config.state_dir / "hub.json"

    def _healthy(self) -> Message:
        misses = self.office is not None and self.office.missed > MISSES_AFTER
        return {"guest": self._guest} | ({"fault": "hub_unreached"} if misses else {}) | self._health()

    def _from_cloud(self, topic: str, what: Message) -> None:
        if topic == topics.hub_there(self.config.office):
            self._forget() if what.get("gone") is True else self._know(what)
        elif not self.by_hub or topic in self._of_the_cloud_alone:
            self._on_message(topic, what)
        else:
            # Of the line the hub knows more for now; what is retained is not said again when it does not lead any more.
            self._meanwhile[topic] = what

    def _cloud_changed(self, live: bool) -> None:
        if not self.by_hub:
            self._on_change(live)

    def _from_office(self, topic: str, what: Message) -> None:
        if topic == topics.hub_lease(self.config.office):
            if isinstance(what.get("now"), int):
                self.clock.follow(what["now"])
            self._lead(what.get("state") == MASTER)
        elif self.by_hub:
            self._on_message(topic, what)

    def _office_changed(self, live: bool) -> None:
        if not live:
            self._lead(False)

    def _lead(self, leads: bool) -> None:
        if leads == self.leads:
            return
        self.leads = leads
        meanwhile, self._meanwhile = self._meanwhile, {}
        # The one who is asked from now on has a line of its own: the first that it says counts.
        self._on_change(False)
        if self.live:
            self._on_change(True)
        if not leads:
            for topic, what in meanwhile.items():
                self._on_message(topic, what)

    def _forget(self) -> None:
        """The office has no hub any more: the cloud alone is asked."""
        with self._lock:
            office, self.office = self.office, None
            keep(self._file, None)
        if office:
            office.stop()
            self._lead(False)

    def _know(self, what: Any) -> None:
        """Connect to the hub that is there, anew when it has moved."""
        try:
            there = There(str(what["host"]), int(what["port"]), str(what["ca"]))
        except (TypeError, KeyError, ValueError):
            return
        with self._lock:
            if not self._started or (self.office and self.office.there == there):
                return
            keep(self._file, asdict(there))
            if self.office:
                self.office.stop()
            config = self.config
            hears = topics.may_receive_in_the_office(config.kind, config.office, config.place)
            own = tuple(topic for topic in hears if topic != topics.hub_there(config.office))
            self.office = OfficeLink(
                there,
                config.thing,
                self._password,
                own,
                self._from_office,
                self._office_changed,
            )
            self.office.start()
