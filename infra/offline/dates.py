"""The date of one agent's machine, set wrong as a dead battery or a hand does; only this process believes it.

libfaketime reads the offset from a file at each look. Clocks that nobody can set (monotonic, since boot) stay as they are.
"""

from pathlib import Path

LIBRARY = "/usr/lib/*/faketime/libfaketimeMT.so.1"
OFFSETS = (0, -45, 7_200, 3 * 86_400, 400 * 86_400)
"""Seconds that a date is ahead; not more back than the local cloud's own certificates are old."""


class Missing(Exception):
    """libfaketime is not installed: on Debian, `apt install faketime`."""


def environment(file: Path) -> dict[str, str]:
    """What a process must be started with to believe the date of this file, which is made right at first."""
    found = sorted(Path("/").glob(LIBRARY.lstrip("/")))
    if not found:
        raise Missing(Missing.__doc__)
    if not file.exists():
        set_date(file, 0)
    return {
        "LD_PRELOAD": str(found[0]),
        "FAKETIME_TIMESTAMP_FILE": str(file),
        "FAKETIME_NO_CACHE": "1",
        "FAKETIME_DONT_FAKE_MONOTONIC": "1",
    }


def set_date(file: Path, ahead: int) -> None:
    """Let the date jump to so many seconds ahead of the right one."""
    file.parent.mkdir(parents=True, exist_ok=True)
    new = file.with_suffix(".new")
    new.write_text(f"{ahead:+d}")
    new.replace(file)
