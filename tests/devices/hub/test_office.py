"""An office whose cable is cut: kiosk, button, display and hub with two real brokers."""

import json
import threading
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from chalicelib.queueing.line import Line, LineKey
from chalicelib.queueing.line_json import to_json
from devices import links
from devices.button.agent import Counter
from devices.disk import kept
from devices.display.agent import Display
from devices.events import Events
from devices.hub.agent import Hub, boot
from devices.hub.broker import Broker as OfficeBroker
from devices.hub.journal import Journal
from devices.kiosk.agent import Kiosk
from devices.kiosk.printer import SlipPrinter
from devices.office_password import hash_of, password_of
from devices.outbox import Outbox
from devices.simulated.cable import Cable
from schemas import topics
from tests.devices.cloud import Cloud
from tests.devices.kiosk.test_series import CATALOGUE
from tests.devices.office import OFFICE, Broker, config, eventually
from tests.engines.ports import free_port
from tests.factories import an_office_document

DOCUMENT = an_office_document(id=OFFICE, time_zone="Etc/UTC")
SERVICES = [{**DOCUMENT["services"][0], "id": "igd"}, *DOCUMENT["services"][1:]]
DOCUMENT |= {
    "services": SERVICES,
    "counters": [{"id": "1", "services": ["igd"]}, {"id": "2", "services": ["igd"]}],
    "slot": {"minutes": 30, "days": 14, "capacity": {"igd": 4}},
}
THINGS = ("kiosk", "button", "display")


class Office:
    """The agents of an office, in this process, behind one cable."""

    def __init__(self, broker: Broker, cloud: Cloud, cable: Cable, folder: Path) -> None:
        self.cloud, self.cable, self.stop = cloud, cable, threading.Event()
        made = {kind: config(broker, folder / kind, kind, port=cable.port, position=1) for kind in THINGS}
        own = {"host": "127.0.0.1", "port": free_port(), "bind": "127.0.0.1", "pins": {"1": "4802"}}
        self.config = config(broker, folder / "hub", topics.HUB, port=cable.port, hub=own)
        self.folder = self.config.state_dir
        self.hub = self.make_hub()
        self.kiosk = Kiosk(
            made["kiosk"],
            Outbox(folder / "outbox.sqlite"),
            SlipPrinter(made["kiosk"].printer),
            Events(),
        )
        self.button, self.display = Counter(made["button"]), Display(made["display"], Events())
        self._serving: list[threading.Thread] = []
        self.guests = [
            {"thing": one.thing, "hash": hash_of(password_of(one.state_dir))} for one in made.values()
        ]

    def make_hub(self) -> Hub:
        own = self.config.hub
        broker = OfficeBroker(self.folder / "broker", OFFICE, own.host, own.port, own.bind)
        return Hub(self.config, Journal(self.folder / "journal.sqlite"), broker)

    def begin(self) -> None:
        document = json.dumps(DOCUMENT)
        day = time.strftime("%Y-%m-%d", time.gmtime())
        for serve in (self.hub.serve, self.kiosk.serve, self.button.serve, self.display.serve):
            self._serving.append(threading.Thread(target=serve, args=(self.stop,)))
            self._serving[-1].start()
        eventually(lambda: all(one.link.live for one in (self.kiosk, self.button, self.display)))
        eventually(lambda: self.hub.cloud.live)
        self.cloud.say(topics.hub_office(OFFICE), {"home": "ap-southeast-3", "document": document})
        self.cloud.say(topics.line(OFFICE), {"line": to_json(Line(LineKey(OFFICE, day)))})
        self.cloud.say(topics.hub_guests(OFFICE), {"guests": self.guests})
        self.cloud.say(topics.catalogue(OFFICE), json.dumps(CATALOGUE).encode())
        self.cloud.hears(topics.hub_renew(OFFICE))
        self.cloud.say(topics.hub_lease(OFFICE), {"now": int(time.time()), "state": "follower"})
        eventually(lambda: self.hub.lease.confirmed and self.kiosk.catalogue and self.hub.line)
        eventually(
            lambda: all(
                one.link.office and one.link.office.live for one in (self.kiosk, self.button, self.display)
            ),
            60,
        )

    def cut(self) -> None:
        """Cut the cable, and let the 45 s be over."""
        self.cable.cut()
        eventually(lambda: not self.hub.cloud.live and not self.kiosk.link.cloud.live)
        with self.hub.lock:
            self.hub.lease = replace(self.hub.lease, counted=boot() - 46)
        eventually(lambda: all(one.link.by_hub for one in (self.kiosk, self.button, self.display)), 60)

    def take(self, id: str) -> str:
        self.kiosk.take({"service": "igd", "id": id})
        return eventually(lambda: self.kiosk.outbox.take(id).slip)["number"]

    def press(self, kind: str = "single") -> dict[str, Any]:
        """Press, and give the state that the button heard after the hub's own step."""
        done = len(self.hub.journal.unplayed(1000))
        self.button.press(kind)
        eventually(lambda: len(self.hub.journal.unplayed(1000)) > done)
        eventually(lambda: (self.button.state.value or {}).get("seq", 0) >= self.hub.line.seq)
        return self.button.state.value or {}

    def bring_home(self) -> list[dict[str, Any]]:
        """Plug the cable, play what comes as the cloud does; the rows in their order."""
        rows: list[dict[str, Any]] = []
        answered = 0
        self.cable.plug()
        until = time.monotonic() + 60
        while self.hub.lease.state == "master" and time.monotonic() < until:
            for said in self.cloud.said(topics.hub_steps(OFFICE))[answered:]:
                answered += 1
                rows += [row for row in said["steps"] if row not in rows]
                played = {"run": said["run"], "n": said["steps"][-1]["n"], "steps": said["id"]}
                self.cloud.say(topics.hub_played(OFFICE), played)
            time.sleep(0.05)
        return rows

    def end(self) -> None:
        self.stop.set()
        for thread in self._serving:
            thread.join(20)
        # The broker is that of other tests too.
        self.cloud.say(topics.hub_there(OFFICE), b"", retain=True)


@pytest.fixture
def office(broker: Broker, cloud: Cloud, tmp_path: Path) -> Iterator[Office]:
    with Cable(broker.port) as cable:
        made = Office(broker, cloud, cable, tmp_path)
        made.begin()
        yield made
        made.end()


@pytest.mark.engine
def test_with_the_cable_cut_a_number_is_issued_called_shown_and_brought_home(office: Office) -> None:
    office.cut()
    numbers = [office.take(f"tap-{n}") for n in (1, 2)]
    eventually(lambda: len((office.display.board.value or {}).get("waiting", [])) == 2)

    state = office.press()
    eventually(lambda: (office.display.board.value or {}).get("calls"))
    board = office.display.board.value or {}
    again = office.press("double")
    rows = office.bring_home()

    assert numbers == ["K1-001", "K1-002"]
    assert (state["number"], state["light"], again["number"]) == ("K1-001", "green", "K1-001")
    assert board["offline"] is True
    assert [call["number"] for call in board["calls"]] == ["K1-001"]
    assert [(row["kind"], row.get("number"), row["n"]) for row in rows] == [
        ("take", "K1-001", 0),
        ("take", "K1-002", 0),
        ("counter", None, 1),
        ("call", "K1-001", 2),
        ("recall", "K1-001", 3),
    ]
    eventually(lambda: not office.button.link.by_hub)


@pytest.mark.engine
def test_a_device_that_is_not_let_in_says_so_long_before_a_cut(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    display = office.display.link
    assert office.kiosk.state()["hub"]
    assert display.reaches_hub
    assert "fault" not in display._healthy()

    monkeypatch.setattr(links, "MISSES_AFTER", 0.5)
    office.hub.broker.admit([])
    office.hub.broker.stop()
    eventually(lambda: display._healthy().get("fault") == "hub_unreached")
    assert not office.kiosk.state()["hub"]

    office.hub.broker.admit(office.guests)
    eventually(lambda: display.reaches_hub, 60)
    assert "fault" not in display._healthy()


@pytest.mark.engine
def test_devices_ask_the_cloud_alone_once_the_hub_was_taken_away(office: Office) -> None:
    office.cut()
    office.cable.plug()
    eventually(lambda: office.kiosk.link.cloud.live)

    office.cloud.say(topics.hub_there(OFFICE), {"gone": True}, retain=True)

    eventually(lambda: office.kiosk.link.office is None)
    assert not office.kiosk.link.by_hub
    assert office.kiosk.link.live
    assert kept(office.kiosk.config.state_dir / "hub.json", "none") is None


@pytest.mark.engine
def test_a_hub_that_follows_calls_nobody(office: Office) -> None:
    topic = topics.press(OFFICE, "1")

    office.hub.from_office(topic, {"at": office.hub.now().isoformat(), "press": "single", "seq": 1})

    assert office.hub.journal.unplayed(10) == []


@pytest.mark.engine
def test_a_hub_that_lost_its_power_goes_on_where_it_was(office: Office) -> None:
    office.cut()
    office.take("tap-1")
    eventually(lambda: office.hub.journal.unplayed(10))
    office.press()
    office.press("double")

    again = office.make_hub()

    assert again.lease.calls
    assert again.line == office.hub.line
    assert [row["kind"] for *_, row in again.journal.unplayed(10)] == ["take", "counter", "call", "recall"]
