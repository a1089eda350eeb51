"""One `make up`, `down` or `clean` of a checkout at a time: the second waits for the first."""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from infra.local.steps import console

HERE = Path(__file__).parent


@contextmanager
def alone(folder: Path = HERE) -> Iterator[None]:
    """Hold the folder while the body runs; while another holds it, say so and wait."""
    held = os.open(folder, os.O_RDONLY)
    try:
        try:
            fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            console.print("another make up, down or clean runs here: waiting until it has ended")
            fcntl.flock(held, fcntl.LOCK_EX)
        yield
    finally:
        os.close(held)
