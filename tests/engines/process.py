"""One engine as a process of its own: started on a free port, waited for, and ended with the block."""

import os
import socket
import subprocess
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from .ports import free_port

PATIENCE = 90
"""Seconds until an engine has to listen, on a machine that is busy with other things."""

TRIES = 3
"""Another process may take the port between the look and the start."""


@contextmanager
def listening(
    name: str, command: Callable[[int], list[str]], folder: Path, more: Callable[[int], Mapping[str, str]]
) -> Iterator[str]:
    """The URL of the engine that `command` starts on a port, with `more` in its environment, as long as the block lives."""
    for _ in range(TRIES):
        port = free_port()
        process = subprocess.Popen(
            command(port), cwd=folder, env={**os.environ, **more(port)},
            stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )  # fmt: skip
        try:
            if _came_up(port, process):
                yield f"http://127.0.0.1:{port}"
                return
        finally:
            process.terminate()
            try:
                process.wait(10)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()
    raise RuntimeError(f"{name} did not come up")


def _came_up(port: int, process: "subprocess.Popen[bytes]") -> bool:
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end and process.poll() is None:
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return process.poll() is None
        time.sleep(0.1)
    return False
