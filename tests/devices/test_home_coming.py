"""What a device must come through when the hub leads and when it does so no more, and when its disk or the broker fails."""

import threading
import time
from collections.abc import Callable
from concurrent.futures import Future
from datetime import UTC, datetime
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

import devices.clock
from devices import office_link
from devices.kiosk.agent import Kiosk
from devices.office_link import OfficeLink, There
from devices.outbox import ASKING
from schemas import topics
from tests.devices.certificates import Authority
from tests.devices.kiosk.test_hub import Told, a_kiosk
from tests.devices.kiosk.test_series import CATALOGUE


@pytest.fixture
def kiosk(tmp_path: Path) -> Kiosk:
    return a_kiosk(tmp_path)


@pytest.fixture
def led(kiosk: Kiosk, monkeypatch: pytest.MonkeyPatch) -> Kiosk:
    """A kiosk whose hub leads, while its own link to the cloud is there."""
    monkeypatch.setattr(kiosk.link, "office", Told())
    monkeypatch.setattr(kiosk.link, "leads", True)
    monkeypatch.setattr(kiosk.link.cloud, "publish", lambda *_, **__: Future())
    kiosk.link.cloud.live = True
    return kiosk


def test_a_slip_of_the_cloud_counts_also_while_the_hub_leads(led: Kiosk) -> None:
    led.take({"service": "igd", "id": "tap"})

    slip = {"id": "tap", "number": "A001", "code": "X", "lines": ["A001"]}
    led.link._from_cloud(topics.slip(led.config.office, "1"), slip)

    assert led.outbox.take("tap").state != ASKING


def test_a_catalogue_that_comes_while_all_is_brought_home_counts(led: Kiosk) -> None:
    led.link._from_cloud(topics.catalogue(led.config.office), CATALOGUE | {"open": False})

    assert led.catalogue
    assert led.catalogue["open"] is False


def test_the_cloud_s_board_is_shown_once_the_hub_leads_no_more(led: Kiosk) -> None:
    board = {
        "day": "2026-03-02",
        "epoch": 1,
        "seq": 7,
        "waiting": [],
        "counters": [],
        "calls": [],
        "services": [],
    }
    shown: list[str] = []
    led.link._on_message = lambda topic, _: shown.append(topic)

    led.link._from_cloud(topics.board(led.config.office), board)
    assert shown == []
    led.link._from_office(topics.hub_lease(led.config.office), {"state": "follower"})

    assert shown == [topics.board(led.config.office)]


def test_a_slip_that_came_out_after_all_is_told_though_the_report_before_it_is_acknowledged_late(
    kiosk: Kiosk, monkeypatch: pytest.MonkeyPatch
) -> None:
    now, outbox, first = datetime.now(UTC), kiosk.outbox, Future[None]()
    outbox.add({"id": "tap", "service": "igd"}, now)
    outbox.answer({"id": "tap", "number": "A001", "code": "X", "lines": []}, now)
    outbox.start_printing("tap")
    outbox.finish_printing("tap", "paper_out", now)
    said: list[dict[str, Any]] = []

    def publish(_: str, what: dict[str, Any], *__: Any) -> "Future[None]":
        said.append(what)
        return first

    kiosk.link.cloud.live = True
    monkeypatch.setattr(kiosk.link.cloud, "publish", publish)
    kiosk._report(outbox.untold(5)[0])
    assert outbox.printed_after_all("tap")
    first.set_result(None)
    for take in outbox.untold(5):
        kiosk._report(take)

    assert [one["printed"] for one in said] == [False, True]


def test_a_full_disk_does_not_end_the_heartbeat(kiosk: Kiosk, monkeypatch: pytest.MonkeyPatch) -> None:
    link, beats = kiosk.link.cloud, threading.Semaphore(0)

    def full(*_: Any) -> None:
        raise OSError(28, "No space left on device")

    link._heartbeat, link.live, link.clock.is_sure, link.clock._kept = 0.02, True, True, -1e9
    monkeypatch.setattr(link, "_say_health", beats.release)
    monkeypatch.setattr(devices.clock, "keep", full)
    threading.Thread(target=link._beat, daemon=True).start()

    assert all(beats.acquire(timeout=5) for _ in range(3))
    link._stopped.set()


def test_a_subscription_that_the_office_s_broker_did_not_grant_is_asked_for_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(office_link, "SUBSCRIBES_AGAIN", 0.05)
    ca = Authority(tmp_path).ca.read_text()
    link = OfficeLink(There("127.0.0.1", 1, ca), "name", "password", ("a/b",), _nothing, _nothing)
    asked: list[object] = []

    def subscribe(packet: object) -> "Future[Any]":
        asked.append(packet)
        granted = Future[Any]()
        if len(asked) < 3:
            granted.set_exception(TimeoutError())
        else:
            granted.set_result(SimpleNamespace(reason_codes=[1]))
        return granted

    link._client = SimpleNamespace(subscribe=subscribe)
    link._reached(None)

    assert eventually(lambda: link.live)
    assert len(asked) == 3


def _nothing(*_: object) -> None:
    """Nobody listens."""


def eventually(so: Callable[[], bool]) -> bool:
    until = time.monotonic() + 5
    while not so() and time.monotonic() < until:
        time.sleep(0.02)
    return so()
