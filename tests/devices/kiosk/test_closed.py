"""A kiosk without a link gives no number of what is closed, as far as it was told."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from devices.events import Events
from devices.kiosk.agent import Kiosk
from devices.kiosk.closed import closed
from devices.kiosk.printer import SlipPrinter
from devices.outbox import Outbox
from schemas import topics
from tests.devices.kiosk.test_series import CATALOGUE
from tests.devices.office import config

OFFICE, SERVICE, OPEN = "office-closed", "service-closed", ""
TEN = datetime(2026, 3, 2, 3, 0, tzinfo=UTC)
"""Monday 2026-03-02 10:00 in Jakarta."""
HOURS = [
    {"day": 0, "open": "08:00", "close": "12:00"},
    {"day": 0, "open": "13:00", "close": "15:00"},
    {"day": 1, "open": "08:00", "close": "15:00"},
]


def told(open_: bool = True, service: bool = True, **more: Any) -> dict[str, Any]:
    """A catalogue that says so."""
    services = [{**CATALOGUE["services"][0], "open": service}]
    return {**CATALOGUE, "services": services, "open": open_, "hours": HOURS, "special": [], **more}


def at(hour: int, minute: int = 0, day: int = 2) -> datetime:
    return datetime(2026, 3, day, hour - 7, minute, tzinfo=UTC)


@pytest.mark.parametrize(
    ("now", "said"),
    [
        (at(7, 59), OFFICE),
        (at(8), OPEN),
        (at(11, 59), OPEN),
        (at(12), OFFICE),
        (at(13), OPEN),
        (at(15), OFFICE),
        (at(10, day=3), OPEN),
        (at(10, day=4), OFFICE),
    ],
)
def test_it_goes_by_the_hours_of_the_day(now: datetime, said: str) -> None:
    assert closed(told(), "igd", now, now, True) == said


@pytest.mark.parametrize(
    ("special", "said"),
    [
        ([], OFFICE),
        ([{"open": "08:00", "close": "09:00"}], OFFICE),
        ([{"open": "09:00", "close": "11:00"}], OPEN),
    ],
)
def test_it_knows_the_days_that_differ(special: list[dict[str, str]], said: str) -> None:
    days = [{"day": "2026-03-02", "hours": special, "why": {"id": "Listrik padam", "en": "No electricity"}}]

    assert closed(told(special=days), "igd", TEN, TEN, True) == said


@pytest.mark.parametrize(
    ("known", "catalogue", "said"),
    [
        (at(9), told(service=False), SERVICE),
        (at(9), told(open_=False, service=False), OFFICE),
        # Before the office opened all is closed; that says nothing of the day.
        (at(7), told(open_=False, service=False), OPEN),
        (at(14, day=1), told(service=False), OPEN),
    ],
)
def test_a_word_of_today_s_hours_holds_for_the_day(
    known: datetime, catalogue: dict[str, Any], said: str
) -> None:
    assert closed(catalogue, "igd", TEN, known, True) == said


def test_a_date_that_nobody_said_closes_no_office_and_neither_does_a_catalogue_without_hours() -> None:
    bare = {name: value for name, value in told().items() if name != "hours"}

    assert closed(told(), "igd", at(20), at(20), False) == OPEN
    assert closed(bare, "igd", at(20), at(20), True) == OPEN


@pytest.mark.parametrize(
    ("language", "title"), [("id", "Layanan ini sedang tutup"), ("en", "This service is closed")]
)
def test_the_visitor_is_told_in_their_language_and_no_number_is_used_up(
    tmp_path: Path, language: str, title: str
) -> None:
    own = config(None, tmp_path, topics.KIOSK, position=1)
    kiosk = Kiosk(own, Outbox(tmp_path / "outbox.sqlite"), SlipPrinter(own.printer), Events())
    kiosk.link.clock.measured(TEN.timestamp(), kiosk.link.clock.on())
    kiosk.link.cloud.reconnects = 0
    kiosk.received(topics.catalogue(own.office), told(service=False, at="2026-03-02T02:30:00Z"))

    refused = kiosk.take({"service": "igd", "id": "tap-1", "language": language})
    kiosk.received(topics.catalogue(own.office), told(at="2026-03-02T02:45:00Z"))
    given = kiosk.take({"service": "igd", "id": "tap-2", "language": language})

    assert kiosk.answer(refused)["refused"] == {"type": "service-closed", "title": title}
    assert kiosk.answer(given)["number"] == "K1-001"
