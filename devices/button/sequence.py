"""The sequence of a thing's presses: always rising, over restarts and power cuts."""

from datetime import datetime
from pathlib import Path

from devices.disk import keep, kept


def next_press(file: Path, now: datetime) -> int:
    """The next number, on disk before it is used: the last plus one, or the time in ms if that is more.

    The time keeps it rising when the file was lost, as after a change of the memory card.
    """
    last = kept(file, 0)
    number = max((last if isinstance(last, int) else 0) + 1, int(now.timestamp() * 1000))
    keep(file, number)
    return number
