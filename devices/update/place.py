"""Where releases stand on a device's disk; nothing of ours is imported, for the starter outlives what it starts."""

import contextlib
import json
import os
from pathlib import Path
from typing import Any

TRYING, DONE, FAILED = "trying", "done", "failed"
HEALTHY_WITHIN = 120.0
"""Seconds that a new release has to say that it is healthy."""


class Place:
    """One agent's releases, the link to the one that runs, and the update that is under way."""

    def __init__(self, root: Path) -> None:
        self.root, self.releases = root, root / "releases"
        self.link, self._state, self._sign = root / "current", root / "update.json", root / "healthy"

    def current(self) -> str:
        """The version that the link names; empty when there is none."""
        return self.link.readlink().name if self.link.is_symlink() else ""

    def switch(self, version: str) -> None:
        """Let the link name this version: at once and whole, also when the power goes."""
        new = self.root / ".current.new"
        with contextlib.suppress(FileNotFoundError):
            new.unlink()
        new.symlink_to(Path("releases") / version)
        new.replace(self.link)
        self._synced()

    def update(self) -> dict[str, Any]:
        """The update that is being tried, or how the last one ended; empty when there was none."""
        try:
            told = json.loads(self._state.read_text())
        except (OSError, ValueError):
            return {}
        return told if isinstance(told, dict) else {}

    def note(self, **values: Any) -> None:
        """Remember where the update stands, whole or not at all."""
        new = self.root / ".update.json.new"
        with new.open("w") as out:
            json.dump(self.update() | values, out)
            out.flush()
            os.fsync(out.fileno())
        new.replace(self._state)
        self._synced()

    def say_healthy(self, version: str) -> None:
        """The release that runs says that it is healthy."""
        self._sign.write_text(version)

    def is_healthy(self, version: str) -> bool:
        """Whether this release said that it is healthy since it was switched to."""
        return self._sign.is_file() and self._sign.read_text() == version

    def forget_health(self) -> None:
        """No release is healthy until it says so anew."""
        self._sign.unlink(missing_ok=True)

    def _synced(self) -> None:
        folder = os.open(self.root, os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)
