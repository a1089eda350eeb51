"""The cloud's time at a device: measured while there is a link, counted on by a clock that nobody can set.

What the machine calls the time may be years wrong, or jump when somebody sets it or a time server answers. So it is looked at
once, at the start; from then on a measured time of the cloud goes on by the seconds since the machine was switched on. How
far the machine's own clock was ahead is kept on disk, for a start without a link; and no start is before a time that was known.
"""

import threading
import time
from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from devices.disk import keep, kept

TOLERATED = 2.0
"""Seconds within which the machine's own clock is right: the shadow's own time has no parts of a second."""
KEPT_EACH = 600.0
BOOT_ID = Path("/proc/sys/kernel/random/boot_id")


def boot() -> float:
    """Seconds since the machine was switched on, asleep or not; no clock that is set can move it."""
    return time.clock_gettime(time.CLOCK_BOOTTIME)


def this_boot() -> str:
    """Which start of the machine this is."""
    try:
        return BOOT_ID.read_text().strip()
    except OSError:
        return ""


class Clock:
    """The cloud's time as far as it is known; safe from any thread. `is_sure` once it was measured since the machine's start."""

    def __init__(
        self,
        file: Path,
        wall: Callable[[], float] = time.time,
        boot: Callable[[], float] = boot,
        start: str | None = None,
    ) -> None:
        self._file, self._wall, self._boot, self._lock = file, wall, boot, threading.Lock()
        self.start = this_boot() if start is None else start
        known: dict[str, Any] = kept(file, {})
        self._ahead, self._newest = float(known.get("ahead", 0.0)), float(known.get("newest", 0.0))
        self.is_sure = bool(self.start) and known.get("start") == self.start
        if self.is_sure:
            self._cloud, self._since = float(known["cloud"]), float(known["since"])
        else:
            self._cloud, self._since = max(wall() - self._ahead, self._newest), boot()
        self._kept = -KEPT_EACH

    def now(self) -> datetime:
        """The cloud's time."""
        return datetime.fromtimestamp(self.at(self._boot()), UTC)

    def at(self, since: float) -> float:
        """The cloud's time, in epoch seconds, when the machine had been on for so many seconds."""
        with self._lock:
            return self._cloud + since - self._since

    def on(self) -> float:
        """How long the machine has been on, for `at`."""
        return self._boot()

    def measured(self, cloud: float, since: float) -> int:
        """The cloud's time was so at that moment: it counts from now on. How far the machine's clock is ahead, in ms."""
        now = self._boot()
        with self._lock:
            self._ahead = self._off(cloud + now - since)
            # Within what can be measured, the machine's own clock is the finer one.
            self._cloud = cloud + now - since if self._ahead else self._wall()
            self._since, self.is_sure = now, True
            self._keep()
        return round(self._ahead) * 1000

    def said(self, cloud: float) -> None:
        """The cloud, or who knows its time, said that it was so late: no earlier than that is it now."""
        now = self._boot()
        with self._lock:
            if not self.is_sure or cloud > self._cloud + now - self._since:
                self._cloud, self._since, self.is_sure = cloud, now, True
        self.remember()

    def remember(self) -> None:
        """Keep on disk how far the machine's date is off, when that has changed or some minutes are over; call it often."""
        now = self._boot()
        with self._lock:
            ahead = self._off(self._cloud + now - self._since)
            if self.is_sure and (abs(ahead - self._ahead) > TOLERATED or now - self._kept >= KEPT_EACH):
                self._ahead = ahead
                # A full disk must not end the heartbeat that calls this.
                with suppress(OSError):
                    self._keep()

    def follow(self, hub: float) -> None:
        """The office's hub said its time: better than none, and the same for all devices of the office."""
        with self._lock:
            if not self.is_sure:
                self._cloud, self._since = hub, self._boot()

    def not_before(self, known: float) -> None:
        """Something is known to have happened then; a start without a link is not before it."""
        with self._lock:
            if not self.is_sure and known > self._cloud + self._boot() - self._since:
                self._cloud, self._since = known, self._boot()

    def _off(self, cloud: float) -> float:
        ahead = self._wall() - cloud
        return 0.0 if abs(ahead) <= TOLERATED else ahead

    def _keep(self) -> None:
        now = self._boot()
        self._kept, self._newest = now, self._cloud + now - self._since
        keep(
            self._file,
            {
                "start": self.start,
                "cloud": self._cloud,
                "since": self._since,
                "ahead": self._ahead,
                "newest": self._newest,
            },
        )
