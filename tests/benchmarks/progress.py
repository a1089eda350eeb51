"""A progress bar over what several processes do, on the terminal's line or, without one, at each tenth."""

import multiprocessing
import sys
import threading
import time
from multiprocessing.sharedctypes import Synchronized
from typing import ClassVar

WIDTH = 40


class Progress:
    """Counts in shared memory and shows how far it is while its block lasts."""

    mine: ClassVar["Synchronized[int] | None"] = None

    def __init__(self, whole: int) -> None:
        self.whole = whole
        self.done: Synchronized[int] = multiprocessing.get_context("spawn").Value("q", 0)
        self.over = threading.Event()
        self.thread = threading.Thread(target=self._show, daemon=True)

    @staticmethod
    def share(done: "Synchronized[int]") -> None:
        """Let this process count into the bar of the one that started it."""
        Progress.mine = done

    @staticmethod
    def one() -> None:
        """One more is done."""
        if Progress.mine is not None:
            with Progress.mine.get_lock():
                Progress.mine.value += 1

    def __enter__(self) -> "Progress":
        self.thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.over.set()
        self.thread.join()

    def _show(self) -> None:
        begun, tenth = time.monotonic(), -1
        while not self.over.wait(0.5):
            done, seconds = self.done.value, int(time.monotonic() - begun)
            full = WIDTH * done // self.whole
            line = f"[{'#' * full}{'.' * (WIDTH - full)}] {done:,} of {self.whole:,}, {seconds // 60}:{seconds % 60:02d}"
            if sys.stderr.isatty():
                print(f"\r{line}", end="", file=sys.stderr, flush=True)
            elif 10 * done // self.whole > tenth:
                tenth = 10 * done // self.whole
                print(line, file=sys.stderr, flush=True)
        if sys.stderr.isatty():
            print(file=sys.stderr)
