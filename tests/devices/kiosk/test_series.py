"""A kiosk's own series: each number once, whatever is killed when and whatever the clock says."""

import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from devices.clock import Clock
from devices.kiosk.series import Series, can_issue, day_there, goes_on_over_midnight, offline_slip
from devices.kiosk.slips import page_of, told
from devices.message import Message, stamp
from devices.outbox import Outbox
from tests.devices.cloud import slip
from tests.devices.machine import Machine
from tests.devices.office import ROOT

NOW = datetime(2026, 3, 2, 2, 0, tzinfo=UTC)
CATALOGUE = {
    "name": {"id": "RSUD – IGD", "en": "Hospital – ER"},
    "time_zone": "Asia/Jakarta",
    "services": [{"id": "igd", "name": {"id": "Gawat darurat", "en": "Emergency"}}],
}

UNTIL_KILLED = """
import os, signal
from pathlib import Path
from tests.devices.kiosk.test_series import taking
def killed(number):
    os.kill(os.getpid(), signal.SIGKILL)
series, take = taking(Path({file!r}), "{id}")
series.issue(take, "2026-03-02", {slip})
killed("")
"""


def sure(folder: Path) -> Clock:
    """A clock that the cloud has set."""
    clock = Clock(folder / "clock.json")
    clock.measured(NOW.timestamp(), clock.on())
    return clock


def taking(file: Path, id: str, **values: Any) -> tuple[Series, Any]:
    """A series, and a take that was asked for."""
    outbox = Outbox(file)
    asked = {"v": 1, "id": id, "at": "2026-03-02T02:00:00.000Z", "service": "igd", **values}
    return Series(outbox, 2, sure(file.parent)), outbox.add(asked, NOW)


def issued(file: Path, id: str, day: str = "2026-03-02", over_midnight: bool = False) -> str:
    """The number that a take gets."""
    series, take = taking(file, id)
    slip = {"id": id, "lines": ["RSUD"]}
    assert series.issue(take, day, lambda number: {**slip, "number": number}, over_midnight)
    answered: Message = series.outbox.take(id).slip or {}
    return str(answered["number"])


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "outbox.sqlite"


def test_numbers_count_up_each_day_also_when_the_clock_goes_back(file: Path) -> None:
    days = ["2026-03-02", "2026-03-02", "2026-03-03", "2026-03-02"]

    numbers = [issued(file, f"take-{n}", day) for n, day in enumerate(days)]

    assert numbers == ["K2-001", "K2-002", "K2-001", "K2-003"]


def test_where_the_line_goes_on_over_midnight_so_do_the_numbers(file: Path) -> None:
    days = ["2026-03-02", "2026-03-02", "2026-03-03", "2026-03-03", "2026-03-05"]

    numbers = [issued(file, f"take-{n}", day, over_midnight=True) for n, day in enumerate(days)]

    assert numbers == ["K2-001", "K2-002", "K2-003", "K2-004", "K2-001"]


@pytest.mark.parametrize(
    ("hours", "goes_on"),
    [
        ([(0, "00:00", "24:00"), (1, "00:00", "24:00")], True),
        ([(0, "08:00", "24:00"), (1, "00:00", "15:00")], True),
        ([(0, "00:00", "23:00"), (1, "00:00", "24:00")], False),
        ([(0, "00:00", "24:00"), (1, "08:00", "24:00")], False),
        ([], False),
    ],
)
def test_an_office_goes_on_over_midnight_if_it_closes_at_no_minute(
    hours: list[tuple[int, str, str]], goes_on: bool
) -> None:
    spans = [{"day": day, "open": opens, "close": closes} for day, opens, closes in hours]

    assert goes_on_over_midnight({"hours": spans}, "2026-03-03") == goes_on


def test_a_take_is_issued_once_and_not_beside_the_cloud_s_answer(file: Path) -> None:
    issued(file, "take-1")
    series, answered = taking(file, "take-2")
    series.outbox.answer(slip("take-2"), NOW)

    again = [
        series.issue(take, "2026-03-02", lambda number: {"number": number})
        for take in (series.outbox.take("take-1"), answered)
    ]

    assert again == [False, False]
    assert [report["number"] for report in series.untold(10)] == ["K2-001"]
    assert not series.outbox.answer(slip("take-1"), NOW)


@pytest.mark.parametrize(
    ("made", "kept", "next_one"),
    [("lambda n: {'id': '1', 'number': n}", ["K2-001"], "K2-002"), ("killed", [], "K2-001")],
    ids=["right after", "in the middle"],
)
def test_killed_it_has_given_a_number_wholly_or_not_at_all(
    file: Path, made: str, kept: list[str], next_one: str
) -> None:
    code = UNTIL_KILLED.format(file=str(file), id="take-1", slip=made)
    assert subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=False).returncode == -9

    series = Series(Outbox(file), 2, sure(file.parent))

    assert [report["number"] for report in series.untold(10)] == kept
    assert series.outbox.take("take-1").state == ("slip" if kept else "asking")
    assert issued(file, "take-2") == next_one


def test_what_is_reported_keeps_the_take_s_id_and_time_until_it_is_acknowledged(file: Path) -> None:
    series, take = taking(file, "take-1", priority="elderly")
    series.issue(take, "2026-03-02", lambda number: {"number": number})

    assert series.untold(10) == [{**take.payload, "number": "K2-001"}]
    series.mark_told("take-1")
    assert series.untold(10) == []


@pytest.mark.parametrize(
    ("language", "said"),
    [("id", ["RSUD – IGD", "NOMOR LURING"]), ("en", ["Hospital – ER", "OFFLINE NUMBER"])],
)
def test_its_slip_says_so_in_the_visitor_s_language_and_has_no_code(
    file: Path, language: str, said: list[str]
) -> None:
    series, take = taking(file, "take-1", language=language)
    series.issue(take, "2026-03-02", lambda number: offline_slip(take, number, CATALOGUE, NOW))
    answered = series.outbox.take("take-1")

    assert [line for line in answered.slip["lines"] if line in said] == said
    assert "02-03-2026 09.00" in answered.slip["lines"]
    assert page_of(answered, "https://antrean.example") == ""
    assert "code" not in told(answered, "")


@pytest.mark.parametrize(
    ("values", "position", "catalogue", "can"),
    [
        ({}, 2, CATALOGUE, True),
        ({}, 0, CATALOGUE, False),
        ({}, 2, None, False),
        ({"service": "gigi"}, 2, CATALOGUE, False),
        ({"booking": "7Q2M4XK9T0ZB6HVN"}, 2, CATALOGUE, False),
    ],
)
def test_it_issues_only_what_it_knows(
    file: Path, values: dict[str, Any], position: int, catalogue: Message | None, can: bool
) -> None:
    _, take = taking(file, "take-1", **values)

    assert can_issue(take, position, catalogue) is can


def test_the_day_is_the_office_s_own() -> None:
    assert day_there(datetime(2026, 3, 2, 18, 0, tzinfo=UTC), CATALOGUE) == "2026-03-03"


DAY = 86_400
YEARS = 6 * 365 * DAY


def ask(series: Series, id: str) -> str:
    """A visitor asks at a kiosk without a link; the number."""
    asked = {"v": 1, "id": id, "at": stamp(series.clock.now()), "service": "igd"}
    take = series.outbox.add(asked, series.clock.now())
    made = series.issue(
        take, day_there(series.clock.now(), CATALOGUE), lambda number: {"id": id, "number": number}
    )
    assert made
    return str((series.outbox.take(id).slip or {})["number"])


@pytest.mark.parametrize("ahead", [-YEARS, -DAY, -3600, 3600, DAY, YEARS])
def test_a_kiosk_switched_on_with_a_wrong_date_gives_no_number_twice_and_tells_each_in_its_order(
    file: Path, ahead: int
) -> None:
    machine = Machine(NOW.timestamp() + ahead)
    series = Series(Outbox(file), 2, machine.clock(file.parent))

    numbers = [ask(series, "take-1")]
    machine.goes_on(60)
    numbers.append(ask(series, "take-2"))
    machine.goes_on(60)
    series.clock.measured(NOW.timestamp() + 120, machine.on)
    numbers.append(ask(series, "take-3"))

    assert numbers == ["K2-001", "K2-002", "K2-003"]
    assert [report["at"] for report in series.untold(10)] == [
        "2026-03-02T02:00:00.000Z",
        "2026-03-02T02:01:00.000Z",
        "2026-03-02T02:02:00.000Z",
    ]
    assert all("_made" not in report for report in series.untold(10))


@pytest.mark.parametrize("jump", [-YEARS, -3600, 3600, YEARS])
def test_a_date_that_is_set_in_between_changes_neither_day_nor_time(file: Path, jump: int) -> None:
    machine = Machine(NOW.timestamp())
    series = Series(Outbox(file), 2, machine.clock(file.parent))
    series.clock.measured(NOW.timestamp(), machine.on)
    numbers = [ask(series, "take-1")]

    machine.wall += jump
    machine.goes_on(60)
    numbers.append(ask(series, "take-2"))

    assert numbers == ["K2-001", "K2-002"]
    assert [report["at"][11:19] for report in series.untold(10)] == ["02:00:00", "02:01:00"]


def test_a_day_that_begins_with_an_unsure_date_counts_on_and_the_next_one_begins_anew(file: Path) -> None:
    machine = Machine(NOW.timestamp())
    clock = machine.clock(file.parent)
    clock.measured(NOW.timestamp(), machine.on)
    numbers = [ask(Series(Outbox(file), 2, clock), "take-1")]
    machine.is_switched_off(20 * 3600, clock_stands_still=True)
    series = Series(Outbox(file), 2, machine.clock(file.parent))
    numbers.append(ask(series, "take-2"))
    for id, hours in (("take-3", 20), ("take-4", 44)):
        series.clock.measured(NOW.timestamp() + hours * 3600, machine.on)
        numbers.append(ask(series, id))

    assert numbers == ["K2-001", "K2-002", "K2-003", "K2-001"]
