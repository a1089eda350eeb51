"""MQTT clients for the benchmark, with the certificates of the spare devices."""

import json
import queue
import time
from pathlib import Path
from typing import Any

from devices.config import load
from devices.link import Link
from schemas import topics


class Thing:
    """A connected spare device; what it receives waits in `inbox` with the moment of its coming."""

    def __init__(self, told: dict[str, Any], kind: str, folder: Path) -> None:
        name = next(thing for thing in told["devices"] if thing.startswith(kind))
        device = told["devices"][name]
        self.office, self.place = device["office"], device["place"]
        self.inbox: queue.Queue[tuple[float, str, dict[str, Any]]] = queue.Queue()
        file = folder / f"{name}.json"
        mqtt = {"endpoint": told["mqtt"]["host"], "port": told["mqtt"]["port"], "ca": told["mqtt"]["ca"]}
        rest = {"thing": name, "kind": kind, "state_dir": str(folder / name), "http_port": 0}
        more = {"site_dir": str(folder), "site": told["site"], "language": "id"}
        printer = {"printer": {"host": "127.0.0.1", "port": 9}} if kind == topics.KIOSK else {}
        file.write_text(json.dumps(device | mqtt | rest | more | printer))
        self.link = Link(load(file, kind), self._received)

    def __enter__(self) -> "Thing":
        self.link.start()
        until = time.monotonic() + 15
        while not self.link.live:
            if time.monotonic() > until:
                raise TimeoutError(f"{self.link.config.thing} does not connect")
            time.sleep(0.05)
        return self

    def __exit__(self, *_: object) -> None:
        self.link.stop()

    def _received(self, topic: str, message: dict[str, Any]) -> None:
        self.inbox.put((time.monotonic(), topic, message))

    def when(self, fits: Any, seconds: float = 15) -> float:
        """The moment at which a message came that fits."""
        until = time.monotonic() + seconds
        while (left := until - time.monotonic()) > 0:
            try:
                at, topic, message = self.inbox.get(timeout=left)
            except queue.Empty:
                break
            if fits(topic, message):
                return at
        raise TimeoutError("the message did not come")
