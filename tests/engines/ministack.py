"""The local AWS as the tests' own engine: the same ministack from pip as `make up` runs, in memory and apart from it."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from infra.local.settings import MINISTACK

from .process import listening

COMMAND = ["-c", "from ministack.app import main; main()"]


def why_not() -> str:
    """Why the engine cannot run here; empty when it can."""
    return "" if (MINISTACK / "bin" / "python").exists() else "The local AWS is not installed in .ministack"


@contextmanager
def running(folder: Path) -> Iterator[str]:
    """The URL of an empty local AWS that lives as long as the block and keeps what it writes in `folder`."""
    for name in ("state", "s3", "tmp"):
        (folder / name).mkdir(exist_ok=True)

    def told(port: int) -> dict[str, str]:
        return {
            "BIND_HOST": "127.0.0.1",
            "GATEWAY_PORT": str(port),
            "IOT_MTLS_ENABLED": "0",
            "SFTP_ENABLED": "0",
            "PERSIST_STATE": "0",
            "STATE_DIR": str(folder / "state"),
            "S3_DATA_DIR": str(folder / "s3"),
            "TMPDIR": str(folder / "tmp"),
            "AWS_ACCESS_KEY_ID": "test",
            "AWS_SECRET_ACCESS_KEY": "test",
            "MINISTACK_REGION": "ap-southeast-3",
        }

    python = str(MINISTACK / "bin" / "python")
    with listening("The local AWS", lambda _: [python, "-P", *COMMAND], folder, told) as url:
        yield url
