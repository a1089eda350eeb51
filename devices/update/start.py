"""Runs an agent from the release that `current` names, and takes a new one back that is not healthy in time.

python start.py ROOT COMMAND…     such as: start.py /opt/antrean/kiosk python -m devices.kiosk --config FILE

Installed beside the releases together with place.py, so that no update replaces what takes updates back.
"""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

if __package__:
    from devices.update.place import DONE, FAILED, HEALTHY_WITHIN, TRYING, Place
else:
    from place import DONE, FAILED, HEALTHY_WITHIN, TRYING, Place  # type: ignore[import-not-found, no-redef]

AGAIN_AFTER = 3.0
LEAVES_WITHIN = 15.0


class Starter:
    """One agent under watch; `within` seconds are what a new release has."""

    def __init__(self, place: Place, command: list[str], within: float = HEALTHY_WITHIN) -> None:
        self.place, self.command, self.within = place, command, within
        self.over = False
        self.child: subprocess.Popen[bytes] | None = None

    def run(self) -> int:
        """Start the agent again and again, until told to stop."""
        for sign in (signal.SIGTERM, signal.SIGINT):
            signal.signal(sign, lambda *_: self._stop())
        while not self.over:
            self._settle()
            if self.place.update().get("state") == TRYING:
                self._try()
            else:
                self._start()
                self._wait()
                self._pause()
        return 0

    def _settle(self) -> None:
        """An update that was decided is carried out, wherever the power went: the link names what is tried."""
        update = self.place.update()
        if update.get("state") == TRYING and self.place.current() != update["version"]:
            self.place.switch(update["version"])

    def _try(self) -> None:
        """Run the new release; when it has not said in time that it is healthy, put the old one back."""
        update = self.place.update()
        self.place.forget_health()
        self._start()
        until, why = time.monotonic() + self.within, ""
        while not self.over:
            if self.place.is_healthy(update["version"]):
                self.place.note(state=DONE, told=False)
                self._wait()
                return
            if self._ended():
                why = f"it ended by itself with {self.child.returncode if self.child else 'nothing'}"
                break
            if time.monotonic() > until:
                why = f"it was not healthy within {self.within:.0f} s"
                break
            time.sleep(0.2)
        self._end()
        if why:
            self.place.switch(update["previous"])
            self.place.note(state=FAILED, why=why, told=False)

    def _start(self) -> None:
        release = self.place.root / "current"
        inside = f"{release}{os.pathsep}{release / 'functions'}"
        told = {**os.environ, "ANTREAN_ROOT": str(self.place.root), "PYTHONPATH": inside}
        self.child = subprocess.Popen(self.command, env=told, cwd=release)

    def _wait(self) -> None:
        while not self._ended():
            if self.over:
                self._end()
                return
            time.sleep(0.2)

    def _pause(self) -> None:
        """An agent that ends at once is not started at once; one that ended for an update is."""
        until = time.monotonic() + AGAIN_AFTER
        while not self.over and time.monotonic() < until and self.place.update().get("state") != TRYING:
            time.sleep(0.1)

    def _ended(self) -> bool:
        return self.child is None or self.child.poll() is not None

    def _end(self) -> None:
        if self.child is None or self._ended():
            return
        self.child.terminate()
        try:
            self.child.wait(LEAVES_WITHIN)
        except subprocess.TimeoutExpired:
            self.child.kill()
            self.child.wait()

    def _stop(self) -> None:
        self.over = True


if __name__ == "__main__":
    within = float(os.environ.get("ANTREAN_HEALTHY_WITHIN", HEALTHY_WITHIN))
    sys.exit(Starter(Place(Path(sys.argv[1])), sys.argv[2:], within).run())
