"""A kiosk tells the hub that leads of each number that it issued, until the hub has it."""

from concurrent.futures import Future
from pathlib import Path
from typing import Any

import pytest

from devices.events import Events
from devices.kiosk.agent import ASKED_AT_ONCE, HUB_TOLD_AGAIN, Kiosk
from devices.kiosk.printer import SlipPrinter
from devices.outbox import Outbox
from schemas import topics
from tests.devices.kiosk.test_series import CATALOGUE
from tests.devices.office import config

MANY = 2 * ASKED_AT_ONCE + 1
"""Of numbers that a kiosk issues in an hour without a link."""


class Told:
    """A hub's broker that notes of which takes it was told."""

    live = True

    def __init__(self) -> None:
        self.of: list[str] = []

    def publish(self, topic: str, what: dict[str, Any], *_: Any) -> "Future[None]":
        self.of.append(what["id"])
        return Future()


def a_kiosk(folder: Path) -> Kiosk:
    """A kiosk that was connected once, and knows its office."""
    own = config(None, folder, topics.KIOSK, position=1)
    made = Kiosk(own, Outbox(folder / "outbox.sqlite"), SlipPrinter(own.printer), Events())
    made.link.cloud.reconnects = 0
    made.received(topics.catalogue(own.office), CATALOGUE)
    return made


@pytest.fixture
def kiosk(tmp_path: Path) -> Kiosk:
    """A kiosk without a link that has issued many numbers."""
    made = a_kiosk(tmp_path)
    for n in range(MANY):
        made.take({"service": "igd", "id": f"tap-{n}"})
    return made


@pytest.fixture
def hub(kiosk: Kiosk, monkeypatch: pytest.MonkeyPatch) -> Told:
    """The hub leads, and hears."""
    told = Told()
    monkeypatch.setattr(kiosk.link, "office", told)
    monkeypatch.setattr(kiosk.link, "leads", True)
    return told


def test_the_hub_is_told_of_every_number_however_many_the_cloud_has_not_heard_of(
    kiosk: Kiosk, hub: Told
) -> None:
    kiosk._tell_hub()

    assert hub.of == [f"tap-{n}" for n in range(MANY)]


def test_what_the_hub_says_it_has_is_not_told_again_and_the_rest_is(kiosk: Kiosk, hub: Told) -> None:
    kiosk._tell_hub()
    for n in range(1, MANY):
        kiosk.received(topics.heard(kiosk.config.office, "1"), {"id": f"tap-{n}"})
    kiosk._hub_told = {id: at - HUB_TOLD_AGAIN for id, at in kiosk._hub_told.items()}
    hub.of.clear()

    kiosk._tell_hub()
    kiosk._tell_hub()

    assert hub.of == ["tap-0"]


def test_a_hub_that_leads_anew_is_told_anew_and_one_that_follows_nothing(
    kiosk: Kiosk, hub: Told, monkeypatch: pytest.MonkeyPatch
) -> None:
    kiosk._tell_hub()
    for n in range(MANY):
        kiosk.received(topics.heard(kiosk.config.office, "1"), {"id": f"tap-{n}"})
    hub.of.clear()

    monkeypatch.setattr(kiosk.link, "leads", False)
    kiosk._tell_hub()
    follows = list(hub.of)
    monkeypatch.setattr(kiosk.link, "leads", True)
    kiosk._tell_hub()

    assert (follows, len(hub.of)) == ([], MANY)
