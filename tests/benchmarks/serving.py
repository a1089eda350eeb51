"""A plain HTTP server, gunicorn, around an app of server.py: as many processes as clients, as Lambda would have."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).parents[2]


@contextmanager
def serving(app: str, workers: int, **environment: str) -> Iterator[int]:
    """The port of `hello` or `api` of server.py, where each worker serves one request at a time.

    Without awscrt, which the devices brought here and Lambda's Python has not.
    """
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = int(probe.getsockname()[1])
    options = ["--preload", "-w", str(workers), "-b", f"127.0.0.1:{port}", "--log-level", "error"]
    process = subprocess.Popen(
        [sys.executable, "-m", "gunicorn", f"tests.benchmarks.server:{app}()", *options],
        cwd=ROOT, env={**os.environ, **environment, "BOTO_DISABLE_CRT": "true", "PYTHONPATH": f"{ROOT / 'functions'}:{ROOT}"},
        stdout=subprocess.DEVNULL,
    )  # fmt: skip
    try:
        _wait_for(port, process)
        yield port
    finally:
        process.terminate()
        process.wait()


def _wait_for(port: int, process: "subprocess.Popen[bytes]", seconds: int = 60) -> None:
    end = time.monotonic() + seconds
    while time.monotonic() < end and process.poll() is None:
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.1)
    raise RuntimeError(f"the server did not come up on port {port}")
