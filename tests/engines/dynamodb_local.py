"""Amazon's DynamoDB Local: fetched by each developer (its licence lets nobody pass it on), run on a free port."""

import shutil
import socket
import subprocess
import tarfile
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

PACKAGE = "amplify-dynamodb-simulator@2.9.30"
ENGINES = Path(__file__).parents[2] / ".local" / "engines"
HOME = ENGINES / "dynamodb-local"


def why_not() -> str:
    """Why the engine cannot run here; empty when it can."""
    missing = [tool for tool in ("java", "npm") if not shutil.which(tool)]
    return f"DynamoDB Local needs {' and '.join(missing)}" if missing else ""


def fetch() -> Path:
    """The folder of the engine, fetched if it is not there; safe when several test processes ask at once."""
    if not HOME.exists():
        ENGINES.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=ENGINES) as folder:
            packed = subprocess.run(
                ["npm", "pack", "--silent", PACKAGE], cwd=folder, check=True, capture_output=True, text=True
            )
            with tarfile.open(Path(folder) / packed.stdout.split()[-1]) as archive:
                # Python 3.11.2 of Debian 12 knows no filters yet.
                archive.extraction_filter = getattr(tarfile, "data_filter", None)
                archive.extractall(folder)
            unpacked = Path(folder) / "package" / "emulator"
            if not HOME.exists():
                unpacked.rename(HOME)
    return HOME


@contextmanager
def running() -> Iterator[str]:
    """The URL of an empty DynamoDB that lives as long as the block."""
    home, port = fetch(), _free_port()
    command = ["java", "-Djava.library.path=./DynamoDBLocal_lib", "-jar", "DynamoDBLocal.jar"]
    options = ["-inMemory", "-sharedDb", "-disableTelemetry", "-port", str(port)]
    process = subprocess.Popen(
        [*command, *options], cwd=home, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    try:
        _wait_for(port, process)
        yield f"http://127.0.0.1:{port}"
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
    raise RuntimeError(f"DynamoDB Local did not come up on port {port}")


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
