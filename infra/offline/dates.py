"""The date of one agent's machine, set wrong as a dead battery or a hand does; only this process believes it.

python -m infra.offline.dates FILE MODULE [ARGUMENT …]   runs the module with the date of the file, seconds ahead, which may change meanwhile.

Clocks that nobody can set (monotonic, since boot) stay as they are.
"""

import runpy
import sys
import threading
import time
from pathlib import Path

import time_machine

OFFSETS = (0, -45, -86_400, 7_200, 3 * 86_400, 400 * 86_400)
"""Seconds that a date is ahead."""
LOOKS_EVERY = 0.2


def set_date(file: Path, ahead: int) -> None:
    """Let the date jump to so many seconds ahead of the right one."""
    file.parent.mkdir(parents=True, exist_ok=True)
    new = file.with_suffix(".new")
    new.write_text(f"{ahead}")
    new.replace(file)


class Date:
    """What this process takes for the date."""

    def __init__(self, file: Path) -> None:
        self._file, self._ahead = file, 0
        self._right = time.time() - time.monotonic()
        self._travels: time_machine.travel | None = None

    def follow(self) -> None:
        """Jump where the file has changed."""
        ahead = int(self._file.read_text() or 0)
        if ahead == self._ahead:
            return
        self._ahead = ahead
        if self._travels:
            self._travels.stop()
        self._travels = time_machine.travel(self._right + time.monotonic() + ahead, tick=True)
        self._travels.start()


def main() -> None:
    """Run the module under its own date."""
    file, module, *arguments = sys.argv[1:]
    date = Date(Path(file))
    date.follow()

    def follows() -> None:
        while True:
            time.sleep(LOOKS_EVERY)
            date.follow()

    threading.Thread(target=follows, name="date", daemon=True).start()
    sys.argv = [module, *arguments]
    runpy.run_module(module, run_name="__main__", alter_sys=True)


if __name__ == "__main__":
    main()
