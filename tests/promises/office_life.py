"""An office's life without the cloud, drawn at random: what kiosks issue and counters call, with power cuts,
messages that are lost, doubled and late, and a clock that jumps; the devices' own code, and the cloud's own handlers."""

import json
import random
from concurrent.futures import Future
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from chalicelib.calling import on_steps
from chalicelib.queueing.line import Line, LineKey
from chalicelib.queueing.line_json import to_json
from chalicelib.store import lines
from chalicelib.ticketing import on_issued
from devices.hub.agent import Hub, boot
from devices.hub.broker import Broker
from devices.hub.journal import Journal
from devices.kiosk.series import Series
from devices.outbox import Outbox
from schemas import topics
from tests.devices.office import config
from tests.factories import HOME, an_office_document
from tests.functions.deployed import published

OFFICE, COUNTERS = "rsud", ("1", "2")


class Cable:
    """What the hub says to the cloud, with faults."""

    live = True

    def __init__(self, chance: random.Random) -> None:
        self.chance, self.said = chance, list[tuple[str, dict[str, Any]]]()

    def publish(self, topic: str, what: dict[str, Any], *_: Any, **__: Any) -> "Future[None]":
        """Lose one in five, double one in five, let them overtake each other."""
        for _times in range(self.chance.choice((0, 1, 1, 1, 2))):
            self.said.insert(self.chance.randint(0, len(self.said)), (topic, what))
        return Future()


class OfficeLife:
    """One office for some hours without the cloud, and then with it."""

    def __init__(self, folder: Path, seed: int) -> None:
        self.chance, self.folder, self.config = random.Random(seed), folder, config(None, folder, topics.HUB)
        self.config = replace(self.config, office=OFFICE, thing="hub-rsud-1")
        self.hub = self._hub()
        self.outbox = Outbox(folder / "outbox.sqlite")
        self.series = Series(self.outbox, 1, self.hub.clock)
        self.issued: dict[str, str] = {}
        self.seq = dict.fromkeys(COUNTERS, 0)
        self.said: list[dict[str, Any]] = []
        document = json.dumps(an_office_document())
        self.hub.from_cloud(topics.hub_office(OFFICE), {"home": HOME, "document": document})
        assert self.hub.office
        day = datetime.now(self.hub.office.zone).date().isoformat()
        self.key = LineKey(OFFICE, day)
        self.hub.from_cloud(topics.line(OFFICE), {"line": to_json(Line(self.key))})

    def without_the_cloud(self, steps: int) -> None:
        """The hub leads; things happen."""
        self.hub.lease = replace(self.hub.lease, confirmed=True, counted=boot() - 46)
        self.hub.lead()
        for n in range(steps):
            what = self.chance.choices((self._take, self._press, self._cut_power), (5, 6, 1))[0]
            what(n)

    def _take(self, n: int) -> None:
        at = datetime.now(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
        asked = {"v": 1, "id": f"tap-{n}", "at": at, "service": "umum"}
        if self.chance.random() < 0.2:
            asked["priority"] = "elderly"
        take = self.outbox.add(asked, datetime.now(UTC))
        self.series.issue(take, self.key.day, lambda number: {"number": number, "lines": ["RSUD"]})
        report = self.series.untold(10_000)[-1]
        self.issued[take.id] = report["number"]
        self.said.append(report)
        for _ in range(self.chance.choice((1, 1, 2))):
            self.hub.from_office(topics.issued(OFFICE, "1"), report)

    def _press(self, n: int) -> None:
        counter = self.chance.choice(COUNTERS)
        self.seq[counter] += 1
        kind = self.chance.choices(("single", "double", "long"), (8, 1, 1))[0]
        # A counter that has just called is not asked again within two seconds.
        with self.hub.lock:
            assert self.hub.line
            cell = self.hub.line.cell(counter)
            if cell.phase == "called":
                self.hub.hand.line = self.hub.line.with_cell(counter, replace(cell, since=cell.since - 5))
        for _ in range(self.chance.choice((1, 1, 2))):
            self.hub.from_office(
                topics.press(OFFICE, counter),
                {"at": self.hub.now().isoformat(), "press": kind, "seq": self.seq[counter]},
            )

    def _cut_power(self, _: int) -> None:
        """Kill hub and kiosk: what was not on disk is gone."""
        self.hub = self._hub()
        self.outbox = Outbox(self.folder / "outbox.sqlite")
        self.series = Series(self.outbox, 1, self.hub.clock)

    def bring_home(self) -> list[dict[str, Any]]:
        """The link is there again; the steps of the hub in their order. The kiosk tells the cloud itself too."""
        rows = [row for *_, row in _all_rows(self.hub.journal)]
        cable = Cable(self.chance)
        self.hub.cloud = cable  # type: ignore[assignment]
        told = self.chance.sample(self.said, len(self.said) // 2)
        for _ in range(2000):
            if self.hub.lease.state != "master":
                break
            # Time goes by: what was not answered is sent again.
            self.hub._sent = (-1e9, self.hub._sent[1])
            self.hub._bring_home()
            if told and self.chance.random() < 0.5:
                self._tell(told.pop())
            while cable.said:
                topic, what = cable.said.pop(0)
                if topic == topics.hub_steps(OFFICE):
                    on_steps.play({**what, "office": OFFICE, "thing": "hub-rsud-1"}, datetime.now(UTC))
                    if self.chance.random() < 0.8:
                        self.hub.from_cloud(
                            topics.hub_played(OFFICE), published(topics.hub_played(OFFICE))[-1][1]
                        )
        for report in [*told, *self.chance.sample(self.said, len(self.said) // 2)]:
            self._tell(report)
        return rows

    def _tell(self, report: dict[str, Any]) -> None:
        received = int(datetime.now(UTC).timestamp() * 1000)
        on_issued.put_in(
            {**report, "office": OFFICE, "place": "1", "thing": "kiosk-rsud-1", "received": received},
            datetime.now(UTC),
        )

    def cloud_line(self) -> Line:
        """The line as the cloud has it."""
        return lines.read(HOME, self.key)

    def _hub(self) -> Hub:
        broker = Broker(self.folder / "broker", OFFICE, "127.0.0.1", 1)
        return Hub(self.config, Journal(self.folder / "journal.sqlite"), broker)


def _all_rows(journal: Journal) -> list[tuple[int, str, str, int, dict[str, Any]]]:
    return journal.unplayed(100_000)
