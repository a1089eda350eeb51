"""A kiosk from tap to paper, with a real broker, a simulated printer, and a power cut between steps."""

import contextlib
import http.client
import json
import signal
import subprocess
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from devices.answers import Wrong
from devices.events import Events
from devices.kiosk.agent import Kiosk
from devices.kiosk.printer import SlipPrinter
from devices.kiosk.slips import is_slip
from devices.kiosk.web import take
from devices.outbox import Outbox
from devices.simulated.cable import Cable
from devices.simulated.printer import Printer
from schemas import topics
from tests.devices.cloud import PRINTED, SLIPS, TAKES, Cloud, slip
from tests.devices.kiosk.test_series import CATALOGUE
from tests.devices.office import OFFICE, Broker, config, configure, eventually, start
from tests.engines.ports import free_port

REFUSED = {"type": "counter-closed", "title": "Layanan sedang tutup"}
HEALTH = topics.health("kiosk-rsud-igd-1")


class Process:
    """A kiosk in a process of its own, that can lose its power."""

    def __init__(self, file: Path, port: int) -> None:
        self.file, self.port = file, port
        self.start()

    def start(self, linked: bool = True) -> None:
        self.running: subprocess.Popen[bytes] = start("devices.kiosk", "--config", self.file)
        eventually(lambda: self.get("state").get("live") is linked, 60)

    def outbox(self) -> Outbox:
        return Outbox(self.file.parent / "state" / "outbox.sqlite")

    def cut_power(self) -> None:
        self.running.send_signal(signal.SIGKILL)
        self.running.wait()

    def get(self, what: str) -> Any:
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{self.port}/agent/{what}", timeout=20) as answer:
                return json.load(answer)
        except urllib.error.URLError:
            return {}

    def post(self, what: str, body: dict[str, Any]) -> tuple[int, Any]:
        asked = urllib.request.Request(
            f"http://127.0.0.1:{self.port}/agent/{what}",
            json.dumps(body).encode(),
            {"Content-Type": "application/json"},
        )
        try:
            with urllib.request.urlopen(asked, timeout=30) as answer:
                return answer.status, json.load(answer)
        except urllib.error.HTTPError as refused:
            with refused:
                return refused.code, json.load(refused)

    def post_and_leave(self, what: str, body: dict[str, Any]) -> None:
        def post() -> None:
            with contextlib.suppress(OSError, http.client.HTTPException):
                self.post(what, body)

        threading.Thread(target=post, daemon=True).start()


@pytest.fixture
def kiosk(broker: Broker, printer: Printer, tmp_path: Path) -> Iterator[Process]:
    yield from running(broker, printer, tmp_path / "kiosk")


@pytest.fixture
def cable(broker: Broker) -> Iterator[Cable]:
    with Cable(broker.port) as cable:
        yield cable


@pytest.fixture
def issuing(broker: Broker, cable: Cable, printer: Printer, tmp_path: Path) -> Iterator[Process]:
    """A kiosk that issues from its own series while its cable is cut."""
    yield from running(broker, printer, tmp_path / "kiosk", port=cable.port, position=2)


def running(broker: Broker, printer: Printer, folder: Path, **values: Any) -> Iterator[Process]:
    page = free_port()
    settings = {"host": "127.0.0.1", "port": printer.server_address[1]}
    file = configure(broker, folder, topics.KIOSK, http_port=page, printer=settings, **values)
    process = Process(file, page)
    yield process
    process.running.terminate()
    process.running.wait(10)


def answering(cloud: Cloud, answer: Callable[[str], dict[str, Any]]) -> None:
    """A cloud that answers each take, every time it is asked."""

    def answer_all() -> None:
        answered = 0
        while not cloud.stopped:
            for asked in cloud.said(TAKES)[answered:]:
                answered += 1
                cloud.say(SLIPS, answer(asked["id"]))
            time.sleep(0.02)

    threading.Thread(target=answer_all, daemon=True).start()


def slips(printer: Printer) -> list[Path]:
    return sorted(printer.out.glob("2*.png"))


@pytest.mark.engine
def test_a_tap_becomes_a_slip_and_a_report(kiosk: Process, cloud: Cloud, printer: Printer) -> None:
    answering(cloud, slip)
    status, told = kiosk.post("take", {"service": "igd", "priority": "elderly", "language": "en"})

    assert (status, told["number"], told["printed"]) == (200, "A001", True)
    assert told["ticketUrl"] == "https://antrean.example/#/t/7Q2M4XK9T0ZB6HVN"
    assert cloud.said(TAKES)[0]["priority"] == "elderly"
    assert cloud.hears(PRINTED)[0]["printed"] is True
    assert len(slips(printer)) == 1


@pytest.mark.engine
def test_the_same_tap_twice_is_one_number_on_one_slip(kiosk: Process, cloud: Cloud, printer: Printer) -> None:
    answering(cloud, slip)
    first = kiosk.post("take", {"service": "igd", "id": "tap-1"})
    again = kiosk.post("take", {"service": "igd", "id": "tap-1"})
    cloud.say(SLIPS, slip("tap-1"))
    time.sleep(0.5)

    assert first == again
    assert len(slips(printer)) == 1


@pytest.mark.engine
def test_without_a_slip_it_says_waiting_and_goes_on_asking(
    kiosk: Process, cloud: Cloud, printer: Printer
) -> None:
    status, told = kiosk.post("take", {"service": "igd"})
    asked = cloud.said(TAKES)

    assert (status, told["waiting"]) == (504, True)
    assert len(asked) >= 3
    assert {take["id"] for take in asked} == {told["id"]}
    cloud.say(SLIPS, slip(told["id"]))
    eventually(lambda: slips(printer))


@pytest.mark.engine
def test_a_refusal_is_told_and_nothing_is_printed(kiosk: Process, cloud: Cloud, printer: Printer) -> None:
    answering(cloud, lambda id: {"id": id, "refused": REFUSED})
    status, told = kiosk.post("check-in", {"code": "https://antrean.example/#/b/7q2m4xk9t0zb6hvn"})

    assert (status, told["refused"]) == (200, REFUSED)
    assert cloud.said(TAKES)[0]["booking"] == "7Q2M4XK9T0ZB6HVN"
    assert slips(printer) == []


@pytest.mark.engine
def test_without_paper_the_screen_has_the_number_and_the_office_the_fault(
    kiosk: Process, cloud: Cloud, printer: Printer
) -> None:
    assert printer.control
    printer.control.write_text("out")
    answering(cloud, slip)
    _, told = kiosk.post("take", {"service": "igd"})

    assert (told["number"], told["printed"], told["fault"]) == ("A001", False, "paper_out")
    assert cloud.hears(PRINTED)[0]["fault"] == "paper_out"


@pytest.mark.engine
def test_a_power_cut_before_the_slip_loses_nothing(kiosk: Process, cloud: Cloud, printer: Printer) -> None:
    tap = {"service": "igd", "id": "tap-9"}
    kiosk.post_and_leave("take", tap)
    cloud.hears(TAKES)
    kiosk.cut_power()
    answering(cloud, slip)
    kiosk.start()

    assert cloud.hears(PRINTED)[0]["printed"] is True
    assert {take["id"] for take in cloud.said(TAKES)} == {"tap-9"}
    assert len(slips(printer)) == 1


@pytest.mark.engine
def test_a_broker_that_is_away_for_a_while_delays_a_slip_and_loses_none(
    kiosk: Process, broker: Broker, cloud: Cloud, printer: Printer
) -> None:
    broker.stop()
    eventually(lambda: kiosk.get("state").get("live") is False)
    kiosk.post_and_leave("take", {"service": "igd", "id": "tap-9"})
    eventually(lambda: kiosk.outbox().asking(1))
    broker.start()
    answering(cloud, slip)

    assert cloud.hears(PRINTED, seconds=60)[0]["id"] == "tap-9"
    assert len(slips(printer)) == 1


@pytest.mark.engine
def test_with_the_link_down_it_issues_its_own_numbers_over_a_power_cut_and_tells_them_later(
    issuing: Process, cable: Cable, cloud: Cloud, printer: Printer
) -> None:
    cloud.say(topics.catalogue(OFFICE), json.dumps(CATALOGUE).encode())
    eventually(lambda: issuing.get("state").get("catalogue"))
    cable.cut()
    eventually(lambda: issuing.get("state").get("live") is False)

    status, first = issuing.post("take", {"service": "igd", "id": "tap-1", "priority": "elderly"})
    issuing.cut_power()
    issuing.start(linked=False)
    # The link was not there since the start: it may come in a second, so it is waited for.
    late, second = issuing.post("take", {"service": "igd", "id": "tap-2"})
    cable.plug()
    told = cloud.hears(topics.issued(OFFICE, "1"), 2, seconds=60)

    assert (status, first["number"], first["printed"], "code" in first) == (200, "K2-001", True, False)
    assert (late, second["number"]) == (200, "K2-002")
    assert {(one["id"], one["number"], one.get("priority")) for one in told} == {
        ("tap-1", "K2-001", "elderly"),
        ("tap-2", "K2-002", None),
    }
    assert cloud.said(TAKES) == []
    assert len(slips(printer)) == 2
    eventually(lambda: len(cloud.said(PRINTED)) >= 2)


@pytest.mark.engine
def test_a_take_that_was_sent_keeps_its_id_when_the_link_goes_before_the_answer(
    issuing: Process, cable: Cable, cloud: Cloud, printer: Printer
) -> None:
    cloud.say(topics.catalogue(OFFICE), json.dumps(CATALOGUE).encode())
    eventually(lambda: issuing.get("state").get("catalogue"))
    issuing.post_and_leave("take", {"service": "igd", "id": "tap-9"})
    cloud.hears(TAKES)
    cable.cut()
    eventually(lambda: issuing.outbox().take("tap-9").slip)
    cable.plug()
    told = cloud.hears(topics.issued(OFFICE, "1"), seconds=60)
    cloud.say(SLIPS, slip("tap-9"))
    time.sleep(0.5)

    assert (told[0]["id"], told[0]["number"]) == ("tap-9", "K2-001")
    assert issuing.outbox().take("tap-9").slip["number"] == "K2-001"
    assert len(slips(printer)) == 1


@pytest.mark.engine
def test_a_power_cut_while_printing_prints_nothing_twice_and_shows_the_number(
    kiosk: Process, cloud: Cloud, printer: Printer
) -> None:
    assert printer.control
    printer.control.write_text("hang")
    tap = {"service": "igd", "id": "tap-9"}
    kiosk.post_and_leave("take", tap)
    cloud.hears(TAKES)
    cloud.say(SLIPS, slip("tap-9"))
    eventually(lambda: kiosk.outbox().take("tap-9").state == "printing")
    kiosk.cut_power()
    printer.control.write_text("ok")
    kiosk.start()

    told = cloud.hears(PRINTED)[0]
    assert (told["id"], told["printed"], told["fault"]) == ("tap-9", False, "interrupted")
    assert kiosk.get("state")["slip"]["number"] == "A001"
    assert slips(printer) == []


@pytest.mark.engine
def test_the_page_gets_the_catalogue_and_a_broken_slip_stops_nothing(
    kiosk: Process, cloud: Cloud, printer: Printer
) -> None:
    catalogue = topics.catalogue("rsud-igd")
    cloud.say(SLIPS, b'{"id": ["tap-1"], "number": 7}')
    cloud.say(catalogue, b'{"name": {"id": "RSUD"}}')

    eventually(lambda: kiosk.get("state").get("catalogue") == {"name": {"id": "RSUD"}})
    answering(cloud, slip)
    assert kiosk.post("take", {"service": "igd"})[0] == 200


@pytest.mark.engine
def test_health_says_what_the_printer_says(
    broker: Broker, cloud: Cloud, printer: Printer, tmp_path: Path
) -> None:
    assert printer.control
    printer.control.write_text("low")
    settings = {"host": "127.0.0.1", "port": printer.server_address[1]}
    made = config(broker, tmp_path / "k", topics.KIOSK, printer=settings)
    kiosk = Kiosk(made, Outbox(made.state_dir / "outbox.sqlite"), SlipPrinter(made.printer), Events())
    stop = threading.Event()
    serving = threading.Thread(target=kiosk.serve, args=(stop,))
    serving.start()

    said = cloud.hears(HEALTH)[0]
    stop.set()
    serving.join(10)
    assert (said["status"], said["paper"], said["waiting"], said["version"]) == ("online", "low", 0, "0.1.0")


@pytest.mark.parametrize(
    ("body", "named"),
    [
        ({}, "service"),
        ({"service": "IGD"}, "service"),
        ({"service": "igd", "priority": "friend"}, "priority"),
        ({"service": "igd", "language": "nl"}, "language"),
        ({"service": "igd", "phone": "0812"}, "phone"),
        ({"service": "igd", "id": "a b"}, "id"),
    ],
)
def test_a_wrong_tap_is_refused_with_its_field(tmp_path: Path, body: dict[str, Any], named: str) -> None:
    made = config(None, tmp_path, topics.KIOSK)
    kiosk = Kiosk(made, Outbox(tmp_path / "outbox.sqlite"), SlipPrinter(made.printer), Events())

    with pytest.raises(Wrong, match=f"^{named}"):
        take(kiosk, body)
    assert kiosk.outbox.asking(1) == []


@pytest.mark.parametrize(
    "wrong",
    [
        {},
        {"id": 1},
        {"id": "1"},
        {"id": "1", "refused": "no"},
        {"id": "1", "number": "A1", "code": "x", "lines": [1]},
    ],
)
def test_what_is_no_slip_is_known(wrong: dict[str, Any]) -> None:
    assert not is_slip(wrong)
    assert is_slip(slip("1"))
