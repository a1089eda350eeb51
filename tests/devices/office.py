"""An office around the agents under test: a broker, a cloud that answers, configurations, processes."""

import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from awscrt import mqtt5

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

    def freeze(self) -> None:
        """The cable is cut and nobody has noticed: connections stand, nothing is answered."""
        self._running.send_signal(signal.SIGSTOP)

    def thaw(self) -> None:
        self._running.send_signal(signal.SIGCONT)

    def _answers(self) -> bool:
        with socket.socket() as probe:
            return probe.connect_ex(("127.0.0.1", self.port)) == 0


class OpenBroker:
    """An office's own broker, where wireless buttons speak without certificates."""

    def __init__(self, folder: Path) -> None:
        self.port = free_port()
        file = folder / "open.conf"
        file.write_text(f"listener {self.port} 127.0.0.1\nallow_anonymous true\nuser root\n")
        assert MOSQUITTO
        self._running = subprocess.Popen([MOSQUITTO, "-c", file], stderr=subprocess.DEVNULL)
        options = mqtt5.ClientOptions(host_name="127.0.0.1", port=self.port, min_reconnect_delay_ms=100)
        self._client = mqtt5.Client(options)

    def __enter__(self) -> "OpenBroker":
        self._client.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._client.stop()
        self._running.kill()
        self._running.wait()

    def says(self, topic: str, what: dict[str, Any]) -> bool:
        packet = mqtt5.PublishPacket(topic=topic, payload=json.dumps(what), qos=mqtt5.QoS.AT_LEAST_ONCE)
        self._client.publish(packet).result(30)
        return True


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
