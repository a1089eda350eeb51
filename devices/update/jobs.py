"""The agent's side of an update: takes a job, prepares the release, and tells AWS IoT how it ended."""

import logging
import os
import signal
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from devices.log import fields
from devices.update.bundle import BundleRefused, Wanted, check_signature, fetch, unpack, wanted_of
from devices.update.place import DONE, FAILED, TRYING, Place
from schemas import topics

log = logging.getLogger(__name__)

IN_PROGRESS, SUCCEEDED, FAILED_JOB, REJECTED = "IN_PROGRESS", "SUCCEEDED", "FAILED", "REJECTED"

DECIDED_WITHIN = 10.0
"""Seconds that the starter has to see that a release is healthy."""

Publish = Callable[[str, dict[str, Any]], Any]
"""Publishes to a topic; what it returns has `result(seconds)`, which raises when it was not acknowledged."""


def leave() -> None:
    """End this process as SIGTERM does; the starter starts what `current` names then."""
    os.kill(os.getpid(), signal.SIGTERM)


class Jobs:
    """The jobs of one thing; a device that was not installed for updates takes none."""

    def __init__(self, thing: str, publish: Publish, leave: Callable[[], None] = leave) -> None:
        root = os.environ.get("ANTREAN_ROOT", "")
        self.place = Place(Path(root)) if root else None
        self._thing, self._publish, self._leave = thing, publish, leave
        self._busy = threading.Lock()

    def connected(self) -> None:
        """The link is there: this release is healthy, how the last update ended is told, the next job asked for."""
        if self.place is None:
            return
        self.place.say_healthy(self.place.current())
        threading.Thread(target=self._tell_and_ask, name="jobs", daemon=True).start()

    def heard(self, topic: str, said: dict[str, Any]) -> None:
        """Something came on one of the thing's own job topics."""
        if self.place is None:
            return
        job = said.get("execution")
        if not isinstance(job, dict) or "jobId" not in job:
            return
        if topic == topics.jobs(self._thing, "notify-next"):
            self._publish(topics.jobs(self._thing, "start-next"), {})
        elif topic == topics.jobs(self._thing, "start-next/accepted"):
            threading.Thread(target=self.carry_out, args=(job,), name="update", daemon=True).start()

    def carry_out(self, job: dict[str, Any]) -> None:
        """Do the job as far as this process can: prepare the release, decide to try it, and leave."""
        if self.place is None or not self._busy.acquire(blocking=False):
            return
        try:
            self._carry_out(self.place, str(job["jobId"]), job.get("jobDocument"))
        except BundleRefused as refused:
            log.error("refused an update", extra=fields(job=job["jobId"], why=str(refused)))
            self._say(str(job["jobId"]), REJECTED, str(refused))
        except OSError as error:
            # No link, or a full disk: the job stays in progress and is asked for at the next connection.
            log.warning("an update could not be fetched", extra=fields(job=job["jobId"], why=str(error)))
        finally:
            self._busy.release()

    def _carry_out(self, place: Place, job: str, document: Any) -> None:
        known = place.update()
        if known.get("job") == job and known.get("state") in (TRYING, DONE, FAILED):
            self._tell(place)
            return
        wanted = wanted_of(document)
        check_signature(wanted, place.root / "bundle.pub")
        if wanted.version == place.current():
            self._say(job, SUCCEEDED, "it runs already")
            return
        self._prepare(place, wanted)
        place.note(
            job=job, version=wanted.version, previous=place.current(), state=TRYING, told=False, why=""
        )
        log.info("trying an update", extra=fields(job=job, version=wanted.version))
        self._leave()

    def _prepare(self, place: Place, wanted: Wanted) -> None:
        file = place.root / ".bundle.tar"
        place.releases.mkdir(exist_ok=True)
        fetch(wanted, file)
        unpack(file, place.releases / wanted.version)
        file.unlink()

    def _tell_and_ask(self) -> None:
        if self.place is not None:
            until = time.monotonic() + DECIDED_WITHIN
            while self.place.update().get("state") == TRYING and time.monotonic() < until:
                time.sleep(0.1)  # the starter looks five times a second whether we are healthy
            self._tell(self.place)
        self._publish(topics.jobs(self._thing, "start-next"), {})

    def _tell(self, place: Place) -> None:
        """Tell how the update ended, until AWS IoT has acknowledged it."""
        ended = place.update()
        if ended.get("told", True) or ended.get("state") not in (DONE, FAILED):
            return
        status = SUCCEEDED if ended["state"] == DONE else FAILED_JOB
        if self._say(ended["job"], status, ended.get("why", "")):
            place.note(told=True)

    def _say(self, job: str, status: str, why: str = "") -> bool:
        said: dict[str, Any] = {"status": status}
        if why:
            said["statusDetails"] = {"why": why[:1000]}
        try:
            self._publish(topics.jobs(self._thing, f"{job}/update"), said).result(20)
        except Exception as error:  # noqa: BLE001 - whatever the library calls it, it is told again at the next connection
            log.warning("a job's end was not acknowledged", extra=fields(job=job, why=str(error)))
            return False
        return True
