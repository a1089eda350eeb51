"""An agent's loops: threads that repeat one step each, until told to stop or one of them fails."""

import threading
from collections.abc import Callable

from devices.watchdog import alive

Step = Callable[[], None]


class Loops:
    """Repeats each step on its own thread; a step waits by itself, with `pause` or a queue."""

    def __init__(self) -> None:
        self._over = threading.Event()
        self._failure: Exception | None = None

    def repeat(self, step: Step) -> None:
        """Start repeating a step."""
        threading.Thread(target=self._repeat, args=(step,), name=step.__name__, daemon=True).start()

    def pause(self, seconds: float) -> None:
        """Wait, but not beyond the end."""
        self._over.wait(seconds)

    def wait(self, stop: threading.Event) -> None:
        """Wait until told to stop; raises what a step raised, so that the whole agent starts again."""
        while not stop.wait(0.5):
            alive()
            if self._failure:
                raise self._failure

    def end(self) -> None:
        """Let every thread end after its step."""
        self._over.set()

    def _repeat(self, step: Step) -> None:
        try:
            while not self._over.is_set():
                step()
        except Exception as error:  # noqa: BLE001 - handed to wait(), which raises it in the main thread
            self._failure = error
