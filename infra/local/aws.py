"""Starts the local AWS with its state kept in .local, and waits until it answers."""

import json
import shutil
import time
import urllib.request
from pathlib import Path

from infra.local import install, processes
from infra.local.settings import MINISTACK, S3, SNAPSHOT_SECONDS, STAMP, STATE, TEMPORARY, port
from infra.local.steps import CannotGoOn
from infra.target import Target

NAME = "aws"
PATIENCE = 60


def start(target: Target) -> str:
    """Start it unless it runs; its folders for functions, which it leaves behind, are cleared first."""
    if not processes.running(NAME):
        shutil.rmtree(TEMPORARY, ignore_errors=True)
    for folder in (STATE, S3, TEMPORARY):
        folder.mkdir(parents=True, exist_ok=True)
    runner = Path(__file__).with_name("runner.py")
    told = {**environment(target), STAMP: install.digest([runner])}
    started = processes.start(NAME, [str(MINISTACK / "bin" / "python"), "-P", str(runner)], told)
    _wait(target.endpoint)
    return "started" if started else "runs"


def environment(target: Target) -> dict[str, str | None]:
    """The settings of the local AWS."""
    return {
        # Set here it would leak into every function.
        "AWS_ENDPOINT_URL": None,
        "AWS_ACCESS_KEY_ID": "test",
        "AWS_SECRET_ACCESS_KEY": "test",
        "AWS_DEFAULT_REGION": target.first,
        "MINISTACK_REGION": target.first,
        "BIND_HOST": "127.0.0.1",
        "GATEWAY_PORT": str(port("ANTREAN_AWS_PORT")),
        "IOT_MTLS_PORT": str(port("ANTREAN_MQTT_PORT")),
        "IOT_RETRANSMIT_SECONDS": "2",
        "SFTP_ENABLED": "0",
        "AUTH": "true",
        "PERSIST_STATE": "1",
        "S3_PERSIST": "1",
        "STATE_DIR": str(STATE),
        "S3_DATA_DIR": str(S3),
        "TMPDIR": str(TEMPORARY),
        "SNAPSHOT_SECONDS": str(SNAPSHOT_SECONDS),
    }


def healthy(endpoint: str) -> bool:
    """Whether the local AWS answers."""
    try:
        with urllib.request.urlopen(f"{endpoint}/_ministack/health", timeout=5) as answer:
            return bool(json.load(answer))
    except (OSError, ValueError):
        return False


def _wait(endpoint: str) -> None:
    until = time.monotonic() + PATIENCE
    while not healthy(endpoint):
        if not processes.running(NAME) or time.monotonic() > until:
            raise CannotGoOn(
                f"The local AWS did not start; the end of its log:\n{processes.last_words(NAME)}"
            )
        time.sleep(0.1)
