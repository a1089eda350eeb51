"""Two hundred devices at the broker of an office's hub: until a board is at all of them, and until all are back after a cut."""

import os
import secrets
import tempfile
import threading
import time
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import median
from typing import Any

from devices.hub.broker import Broker
from devices.hub.guests import HUB
from devices.office_link import OfficeLink, There
from devices.office_password import hash_of
from devices.simulated.cable import Cable
from schemas import topics
from tests.benchmarks.table import Table
from tests.engines.ports import free_port

OFFICE = "rsud"
DEVICES = int(os.environ.get("BENCH_DEVICES", "200"))
BOARDS, WAITING, CUTS, CUT_FOR = 60, 60, 3, 5.0


class Arrivals:
    """When each board came to each device."""

    def __init__(self) -> None:
        self.at: dict[int, list[float]] = defaultdict(list)
        self._lock = threading.Lock()

    def heard(self, _: str, board: dict[str, Any]) -> None:
        """A device has heard a board."""
        now = time.monotonic()
        with self._lock:
            self.at[board["seq"]].append(now)


class Display:
    """A device at the office's broker by the agents' own link; `since` is when it was subscribed last."""

    def __init__(self, there: There, name: str, password: str, arrivals: Arrivals) -> None:
        self.since, self.back = 0.0, threading.Event()
        self.link = OfficeLink(there, name, password, (topics.board(OFFICE),), arrivals.heard, self._changed)

    def _changed(self, live: bool) -> None:
        if live:
            self.since = time.monotonic()
            self.back.set()
        else:
            self.back.clear()


def measure() -> list[Table]:
    """Both, at one broker."""
    arrivals = Arrivals()
    with _office(arrivals) as (hub, displays, cable):
        spread = _boards(hub, arrivals)
        storms = [_storm(displays, cable) for _ in range(CUTS)]
    return [_fan_out(spread), _back(storms)]


def _boards(hub: OfficeLink, arrivals: Arrivals) -> list[list[float]]:
    """Of each board the seconds from publishing until each device had it."""
    said = {}
    for seq in range(1, BOARDS + 1):
        said[seq] = time.monotonic()
        hub.publish(topics.board(OFFICE), _board(seq), retain=True)
        time.sleep(0.5)
    time.sleep(2)
    return [sorted(at - begun for at in arrivals.at[seq]) for seq, begun in said.items()]


def _storm(displays: list[Display], cable: Cable) -> list[float]:
    """Seconds from the moment when the network is back until each device is subscribed again."""
    cable.cut()
    time.sleep(CUT_FOR)
    cable.plug()
    plugged = time.monotonic()
    _all_back(displays)
    return sorted(display.since - plugged for display in displays)


def _all_back(displays: list[Display]) -> None:
    for display in displays:
        if not display.back.wait(120):
            raise RuntimeError("a device did not connect within two minutes")


@contextmanager
def _office(arrivals: Arrivals) -> Iterator[tuple[OfficeLink, list[Display], Cable]]:
    """The hub's own broker, its hub, and the devices behind a cable."""
    names = [topics.thing_name(topics.DISPLAY, OFFICE, str(n)) for n in range(1, DEVICES + 1)]
    known = {name: secrets.token_urlsafe(32) for name in names}
    with tempfile.TemporaryDirectory() as folder:
        broker = Broker(Path(folder), OFFICE, "127.0.0.1", free_port(), "127.0.0.1")
        broker.admit([{"thing": name, "hash": hash_of(password)} for name, password in known.items()])
        broker.watch()
        with Cable(broker.port) as cable:
            hub = _started(
                OfficeLink(
                    There("127.0.0.1", broker.port, broker.ca),
                    HUB,
                    broker.password,
                    (topics.hub_lease(OFFICE),),
                    _nothing,
                    _nothing,
                )
            )
            behind = There("127.0.0.1", cable.port, broker.ca)
            displays = [Display(behind, name, password, arrivals) for name, password in known.items()]
            for display in displays:
                display.link.start()
            _all_back(displays)
            yield hub, displays, cable
            for link in (hub, *(display.link for display in displays)):
                link.stop()
        broker.stop()


def _started(link: OfficeLink) -> OfficeLink:
    link.start()
    until = time.monotonic() + 30
    while not link.live and time.monotonic() < until:
        time.sleep(0.05)
    return link


def _nothing(*_: object) -> None:
    """What the hub hears does not matter here."""


def _board(seq: int) -> dict[str, Any]:
    waiting = [{"number": f"A{seq + n:03d}", "service": "umum"} for n in range(WAITING)]
    return {"office": OFFICE, "day": "2026-03-02", "epoch": 1, "seq": seq, "waiting": waiting}


def _fan_out(boards: list[list[float]]) -> Table:
    every = sorted(seconds for board in boards for seconds in board)
    whole = sum(len(board) == DEVICES for board in boards)
    last = sorted(board[-1] for board in boards if board)
    row = (
        str(DEVICES),
        str(len(boards)),
        str(whole),
        _ms(median(every)),
        _ms(_p95(every)),
        _ms(_p95(last)),
        _ms(every[-1]),
    )
    columns = (
        "devices",
        "boards",
        "came to all",
        "p50 ms",
        "p95 ms",
        "the last device, p95 ms",
        "longest ms",
    )
    note = (
        f"The hub publishes a retained board with {WAITING} who wait, twice a second; each device is a TLS connection of the "
        "agents' own link, all of them and mosquitto in one process each on two cores. The aim is a second."
    )
    return Table("A board at two hundred devices of an office", columns, [row], note)


def _back(storms: list[list[float]]) -> Table:
    columns = ("cut", "half are back after", "95 % after", "all after")
    rows = [
        (str(n), *(f"{one:.1f} s" for one in (median(storm), _p95(storm), storm[-1])))
        for n, storm in enumerate(storms, 1)
    ]
    note = (
        f"All {DEVICES} lose the office's network for {CUT_FOR:.0f} s at one moment; from when it is back until each is connected "
        "and subscribed again. An agent tries again after 0.5 to 4 s, by chance."
    )
    return Table("All come back at once", columns, rows, note)


def _p95(values: list[float]) -> float:
    return sorted(values)[int(0.95 * len(values)) - 1]


def _ms(seconds: float) -> str:
    return f"{seconds * 1000:.0f}"
