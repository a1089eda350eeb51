"""The first office's spare devices and its hub, as real agents behind a cable that can be cut."""

import json
import os
import signal
import socket
import sqlite3
import sys
from contextlib import closing, suppress
from pathlib import Path
from typing import Any

from infra.demo.doors import Answer, at_kiosk, push, send
from infra.local import processes
from infra.local.settings import DEVICES, ROOT
from infra.offices import load_offices
from infra.offline import dates

CABLE = "cable"
PIN = "2468"


class Agents:
    """Four agents of one office; each is a process of its own, and so is the cable."""

    def __init__(self, told: dict[str, Any], printer: int, own_dates: bool = False) -> None:
        """With `own_dates` each agent's date can be set wrong (infra/offline/dates.py)."""
        self.told, self.office, self._dates = told, told["offices"][0], own_dates
        self.things = {name.partition("-")[0]: name for name in told["devices"]}
        self.counter = told["devices"][self.things["button"]]["place"]
        self._printer = printer
        self._cable, self._broker, kiosk, display, hub = _free_ports(5)
        self._ports = {"kiosk": kiosk, "display": display, "hub": hub}

    def start(self) -> None:
        """Start the cable and all agents behind it, anew where some were left from before."""
        self.stop()
        command = [sys.executable, "-m", "devices.simulated.cable", "--port", str(self._cable)]
        processes.start(CABLE, [*command, "--to", str(self.told["mqtt"]["port"])])
        for kind in self.things:
            self.run(kind)

    def run(self, kind: str) -> None:
        """Start one agent, as systemd does when it has ended; one that runs is left alone."""
        if self.pid(kind) is not None:
            return
        thing = self.things[kind]
        file = DEVICES / thing / "config.json"
        file.write_text(json.dumps(self._config(kind, thing), indent=1))
        under = ["infra.offline.dates", str(self._date_of(kind))] if self._dates else []
        processes.start(thing, [sys.executable, "-m", *under, f"devices.{kind}", "--config", str(file)])

    def set_date(self, kind: str, ahead: int) -> None:
        """Set the date of an agent's machine so many seconds ahead; it stays so over its restarts."""
        dates.set_date(self._date_of(kind), ahead)

    def kill(self, *kinds: str) -> None:
        """End these at once, as a power cut does; none of them can say goodbye."""
        for pid in filter(None, [self.pid(kind) for kind in kinds]):
            os.kill(pid, signal.SIGKILL)

    def kill_broker(self) -> None:
        """End the broker of the office's network, which is its hub's child."""
        hub = self.pid("hub")
        if hub:
            for child in Path(f"/proc/{hub}/task/{hub}/children").read_text().split():
                with suppress(ProcessLookupError):
                    os.kill(int(child), signal.SIGKILL)

    def pid(self, kind: str) -> int | None:
        """The process of an agent; None while it does not run."""
        return processes.pid_of(self.things[kind])

    def stop(self) -> None:
        """Stop them; the hub says goodbye, so the cable must be plugged."""
        for name in (*self.things.values(), CABLE):
            processes.stop(name)

    def cut(self) -> None:
        """Cut the cable."""
        self._signal(signal.SIGUSR1)

    def plug(self) -> None:
        """Plug it in again."""
        self._signal(signal.SIGUSR2)

    def page(self, kind: str) -> str:
        """The address of the page of a kiosk, a display or the hub."""
        return f"http://127.0.0.1:{self._ports[kind]}/"

    def take(self, service: str, id: str | None = None) -> Answer:
        """Tap a service at the kiosk; with an `id` a second tap is the same one."""
        return at_kiosk(self.page("kiosk"), {"service": service, **({"id": id} if id else {})})

    def press(self, kind: str = "single") -> dict[str, Any]:
        """Push the button; its state afterwards."""
        return push(DEVICES, self.things["button"], kind)

    def at_counter(self) -> dict[str, Any]:
        """What the button knows of its counter."""
        return push(DEVICES, self.things["button"], "state")

    def by_page(self, id: str, verb: str, pin: str = PIN) -> Answer:
        """What the hub's staff page sends when somebody clicks."""
        body = {"id": id, "verb": verb, "counter": self.counter, "pin": pin}
        headers = {"Content-Type": "application/json", "Origin": self.page("hub").rstrip("/")}
        return send("POST", f"{self.page('hub')}counter", json.dumps(body).encode(), headers)

    def state(self, kind: str) -> dict[str, Any]:
        """What the page of a kiosk or display knows; empty while it does not answer."""
        try:
            return send("GET", f"{self.page(kind)}agent/state", None, {})[1]
        except OSError:
            return {}

    def hub_leads(self) -> bool:
        """Whether the hub is the line's master."""
        return self._journal().get("state") == "master"

    def hub_follows(self) -> bool:
        """Whether the cloud counts on the hub, which has the office at hand."""
        known = self._journal()
        return known.get("state") != "master" and bool(known.get("confirmed") and known.get("office"))

    def _journal(self) -> dict[str, Any]:
        file = DEVICES / self.things["hub"] / "state" / "journal.sqlite"
        if not file.exists():
            return {}
        try:
            with closing(sqlite3.connect(f"file:{file}?mode=ro", uri=True)) as journal:
                return {name: json.loads(value) for name, value in journal.execute("SELECT * FROM known")}
        except sqlite3.OperationalError:
            return {}  # it is just being made

    def _date_of(self, kind: str) -> Path:
        return DEVICES / self.things[kind] / "date"

    def _signal(self, which: signal.Signals) -> None:
        pid = processes.pid_of(CABLE)
        if pid is not None:
            os.kill(pid, which)

    def _config(self, kind: str, thing: str) -> dict[str, Any]:
        device, mqtt = self.told["devices"][thing], self.told["mqtt"]
        folder = Path(device["certificate"]).parent
        position = load_offices()[0]["kiosks"].index(device["place"]) + 1 if kind == "kiosk" else 0
        kiosk = {"position": position, "printer": {"host": "127.0.0.1", "port": self._printer}}
        broker = {"host": "127.0.0.1", "bind": "127.0.0.1", "port": self._broker, "pins": {self.counter: PIN}}
        own: dict[str, dict[str, Any]] = {"kiosk": kiosk, "hub": {"hub": broker}}
        return {
            "thing": thing,
            "kind": kind,
            "office": device["office"],
            "place": device["place"],
            "certificate": device["certificate"],
            "key": device["key"],
            "ca": mqtt["ca"],
            "endpoint": mqtt["host"],
            "port": self._cable,
            "state_dir": str(folder / "state"),
            "http_port": self._ports.get(kind, 0),
            "site_dir": str(ROOT / "web" / "dist"),
            "site": self.told["site"],
            "language": "id",
            **own.get(kind, {}),
        }


def _free_ports(count: int) -> list[int]:
    probes = [socket.create_server(("127.0.0.1", 0)) for _ in range(count)]
    ports = [probe.getsockname()[1] for probe in probes]
    for probe in probes:
        probe.close()
    return ports
