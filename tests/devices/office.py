"""An office around the agents under test: a broker, a cloud that answers, configurations, processes."""

import json
import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from devices.config import Config, load
from schemas import topics
from tests.devices.certificates import Authority
from tests.engines.ports import free_port

ROOT = Path(__file__).parents[2]
MOSQUITTO = shutil.which("mosquitto", path=f"{os.environ.get('PATH', '')}:/usr/sbin:/usr/local/sbin")
OFFICE = "rsud-igd"
TRIES = 3

BROKER = """
listener {port} 127.0.0.1
cafile {ca}
certfile {certificate}
keyfile {key}
require_certificate true
use_identity_as_username true
allow_anonymous false
max_keepalive 1200
user root
"""


def eventually(fact: Callable[[], Any], seconds: float = 30.0) -> Any:
    """What the fact gives as soon as it holds; fails when it does not within the time."""
    until = time.monotonic() + seconds
    while not (held := fact()):
        assert time.monotonic() < until, f"did not become true within {seconds} s"
        time.sleep(0.02)
    return held


class Broker:
    """A real broker on loopback that can be killed and started again on the same port."""

    def __init__(self, folder: Path) -> None:
        self.authority = Authority(folder)
        certificate, key = self.authority.certify("broker")
        self.port, self._file = 0, folder / "broker.conf"
        for _ in range(TRIES):
            self.port = free_port()
            self._file.write_text(
                BROKER.format(port=self.port, ca=self.authority.ca, certificate=certificate, key=key)
            )
            self.start()
            # Another process may have taken the port in between: then it answers, and this broker has ended.
            if self._running.poll() is None:
                return
        raise OSError("the broker found no free port")

    def start(self) -> None:
        assert MOSQUITTO
        self._running = subprocess.Popen([MOSQUITTO, "-c", self._file], stderr=subprocess.DEVNULL)
        eventually(lambda: self._answers() or self._running.poll() is not None)

    def stop(self) -> None:
        self._running.kill()
        self._running.wait()

    def _answers(self) -> bool:
        with socket.socket() as probe:
            return probe.connect_ex(("127.0.0.1", self.port)) == 0


def configure(broker: Broker | None, folder: Path, kind: str, place: str = "1", /, **values: Any) -> Path:
    """The configuration file of a thing of this kind, in a folder of its own."""
    thing = topics.thing_name(kind, OFFICE, place)
    folder.mkdir(parents=True, exist_ok=True)
    authority = broker.authority if broker else Authority(folder)
    certificate, key = authority.certify(thing)
    settings = {
        "thing": thing,
        "office": OFFICE,
        "place": place,
        "certificate": str(certificate),
        "key": str(key),
        "ca": str(authority.ca),
        "endpoint": "localhost",
        "port": broker.port if broker else 9299,
        "state_dir": "state",
        "http_port": 0,
        "site_dir": "site",
        "site": "https://antrean.example",
    }
    if kind == topics.KIOSK:
        settings["printer"] = {"host": "127.0.0.1", "port": 9298}
    file = folder / "config.json"
    file.write_text(json.dumps(settings | values))
    return file


def config(broker: Broker | None, folder: Path, kind: str, place: str = "1", **values: Any) -> Config:
    """The configuration itself, its state folder made."""
    loaded = load(configure(broker, folder, kind, place, **values), kind)
    loaded.state_dir.mkdir(exist_ok=True)
    return loaded


def start(module: str, *arguments: object) -> "subprocess.Popen[bytes]":
    """A real process of one of our modules."""
    return subprocess.Popen([sys.executable, "-m", module, *map(str, arguments)], cwd=ROOT)
