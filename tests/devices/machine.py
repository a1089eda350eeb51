"""A machine whose date may be wrong, as long as a test wants it on."""

from pathlib import Path

from devices.clock import Clock


class Machine:
    """Its date in epoch seconds (`wall`), for how many seconds it has been `on`, and how often it was switched on."""

    def __init__(self, wall: float) -> None:
        self.wall, self.on, self.start = wall, 1000.0, 1

    def goes_on(self, seconds: float) -> None:
        """Time goes by."""
        self.wall, self.on = self.wall + seconds, self.on + seconds

    def is_switched_off(self, seconds: float, clock_stands_still: bool = False) -> None:
        """It is off for so long; without a battery its date stands still."""
        self.wall += 0 if clock_stands_still else seconds
        self.on, self.start = 10.0, self.start + 1

    def clock(self, folder: Path) -> Clock:
        """What an agent that starts now knows of the time."""
        return Clock(folder / "clock.json", lambda: self.wall, lambda: self.on, f"start-{self.start}")
