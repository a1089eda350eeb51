"""What a hub must come through: midnight, a full disk, another release's words, a link that goes in the wrong moment."""

import json
import sqlite3
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from chalicelib.queueing.line import Line
from chalicelib.queueing.line_json import to_json
from devices.hub import lease as rules
from devices.hub.agent import Hub
from schemas import topics
from tests.devices.machine import Machine
from tests.factories import HOME, KEY, NINE, a_take, after, an_office_document

from .test_leading import OFFICE, following, make_hub, push, takes

WEEK = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
ALWAYS = {day: {"open": "00:00", "close": "24:00"} for day in WEEK}
DAY = 24 * 3600


@pytest.fixture
def machine() -> Machine:
    return Machine(float(NINE))


@pytest.fixture
def hub(tmp_path: Path, machine: Machine) -> Hub:
    made = following(tmp_path, machine)
    made.lead()
    return made


def midnight() -> int:
    """The end of the day of `NINE`."""
    there = datetime.fromtimestamp(NINE, ZoneInfo(an_office_document()["time_zone"]))
    return int((there.replace(hour=0, minute=0) + timedelta(days=1)).timestamp())


def at_a_desk_that_never_closes(folder: Path, at: int) -> tuple[Machine, Hub]:
    machine = Machine(float(at))
    hub = make_hub(folder, machine)
    hub.from_cloud(topics.hub_lease(OFFICE), {"now": at, "state": "follower"})
    document = json.dumps({**an_office_document(), "hours": ALWAYS})
    hub.from_cloud(topics.hub_office(OFFICE), {"home": HOME, "document": document})
    hub.from_cloud(topics.line(OFFICE), {"line": to_json(after(a_take("ani")))})
    return machine, hub


def called(hub: Hub) -> str:
    assert hub.line
    return hub.line.cell("1").number


def fails_once(monkeypatch: pytest.MonkeyPatch, where: Any, name: str) -> None:
    """The next time the disk has no room."""
    real: Callable[..., Any] = getattr(where, name)

    def full(*_: Any, **__: Any) -> None:
        monkeypatch.setattr(where, name, real)
        raise sqlite3.OperationalError("database or disk is full")

    monkeypatch.setattr(where, name, full)


@pytest.mark.parametrize("cut", [-600, 600])
def test_a_desk_that_never_closes_calls_on_over_midnight_whoever_waits(tmp_path: Path, cut: int) -> None:
    machine, hub = at_a_desk_that_never_closes(tmp_path, midnight() + cut)
    hub.lead()
    machine.goes_on(900)

    takes(hub, "K1-001")
    push(hub, "single", 1)
    assert called(hub) == "A001"
    machine.goes_on(60)
    push(hub, "single", 2)

    assert called(hub) == "K1-001"
    assert hub.line
    assert hub.line.key == KEY


def test_an_office_that_closes_begins_a_new_line_whose_first_number_is_called(
    hub: Hub, machine: Machine
) -> None:
    takes(hub, "K1-001")
    machine.goes_on(DAY)

    takes(hub, "K1-009")
    push(hub, "single", 1)

    assert called(hub) == "K1-009"


def test_a_number_that_was_heard_while_all_is_brought_home_is_called_after_a_power_cut(
    tmp_path: Path, machine: Machine, hub: Hub
) -> None:
    takes(hub, "K1-001")
    hub.lease = rules.closing(hub.lease)
    takes(hub, "K1-002")
    hub.journal.close()
    machine.is_switched_off(60)

    again = make_hub(tmp_path, machine)
    push(again, "single", 1)
    machine.goes_on(30)
    push(again, "single", 2)

    assert called(again) == "K1-002"


@pytest.mark.parametrize("more", [{"counters": {"1": {"state": "open", "unheard": 1}}}, {"counters": 7}])
def test_a_line_that_cannot_be_read_is_not_kept(
    tmp_path: Path, machine: Machine, more: dict[str, Any]
) -> None:
    hub = following(tmp_path, machine)
    line = json.loads(to_json(Line(KEY))) | more

    with pytest.raises((TypeError, AttributeError)):
        hub.from_cloud(topics.line(OFFICE), {"line": json.dumps(line)})

    assert make_hub(tmp_path, machine).line == Line(KEY)


def test_a_hub_whose_disk_has_what_it_cannot_read_starts_and_is_told_anew(
    tmp_path: Path, machine: Machine
) -> None:
    hub = following(tmp_path, machine)
    hub.journal.keep(line=json.dumps({"counters": 7}), office={"home": HOME, "document": "{}"})

    again = make_hub(tmp_path, machine)

    assert (again.line, again.office) == (None, None)
    again.from_cloud(topics.line(OFFICE), {"line": to_json(Line(KEY))})
    assert again.line == Line(KEY)


def test_a_link_that_goes_while_it_looks_does_not_stop_the_calls(
    hub: Hub, monkeypatch: pytest.MonkeyPatch
) -> None:
    takes(hub, "K1-001", "K1-002")
    hub.cloud.live, hub._renewed, hub._told_lease = True, time.monotonic(), time.monotonic()
    home = hub._bring_home

    def just_lost() -> None:
        hub.cloud.live = False
        hub._cloud_changed(False)
        home()

    monkeypatch.setattr(hub, "_bring_home", just_lost)
    monkeypatch.setattr(hub.broker, "watch", lambda: None)
    monkeypatch.setattr(hub._loops, "pause", lambda _: None)
    hub._watch()

    assert hub.lease.calls


@pytest.mark.parametrize(("seconds", "number"), [(2, "K1-001"), (12, "")])
def test_a_press_that_lay_in_the_way_for_ten_seconds_calls_nobody(
    hub: Hub, monkeypatch: pytest.MonkeyPatch, seconds: int, number: str
) -> None:
    takes(hub, "K1-001")
    said: list[dict[str, Any]] = []
    monkeypatch.setattr(hub.local, "publish", lambda _, what, **__: said.append(what))
    felt = (hub.now() - timedelta(seconds=seconds)).astimezone(UTC).isoformat()

    hub.from_office(topics.press(OFFICE, "1"), {"v": 1, "id": "x", "at": felt, "press": "single", "seq": 1})

    assert called(hub) == number
    assert any(one.get("light") == "red" for one in said) == (not number)


def test_a_press_that_cannot_be_kept_shows_the_red_light(hub: Hub, monkeypatch: pytest.MonkeyPatch) -> None:
    takes(hub, "K1-001")
    said: list[dict[str, Any]] = []
    monkeypatch.setattr(hub.local, "publish", lambda _, what, **__: said.append(what))
    fails_once(monkeypatch, hub.journal, "note")

    push(hub, "single", 1)

    assert said[-1]["light"] == "red"
    push(hub, "single", 2)
    assert called(hub) == "K1-001"


def test_a_full_disk_at_a_day_s_first_press_leaves_no_step_that_never_comes_home(
    hub: Hub, machine: Machine, monkeypatch: pytest.MonkeyPatch
) -> None:
    takes(hub, "K1-001")
    push(hub, "single", 1)
    machine.goes_on(DAY)
    fails_once(monkeypatch, hub.journal, "keep")
    push(hub, "single", 2)

    takes(hub, "K1-009")
    push(hub, "single", 3)

    assert called(hub) == "K1-009"
    first: dict[tuple[str, str], int] = {}
    while rows := hub.journal.unplayed(20):
        for _, run, day, _, row in rows:
            if row["kind"] != "take":
                first.setdefault((run, day), row["n"])
        hub.journal.mark_played([key for key, *_ in rows])
    assert set(first.values()) == {1}


def test_a_line_that_was_overtaken_counts_for_nothing_until_the_link_is_made_anew(
    tmp_path: Path, machine: Machine
) -> None:
    hub = following(tmp_path, machine)
    newer, older = after(a_take("ani"), a_take("budi")), after(a_take("ani"))

    for line in (newer, older):
        hub.from_cloud(topics.line(OFFICE), {"line": to_json(line)})
    assert hub.line == newer
    hub._cloud_changed(True)
    hub.from_cloud(topics.line(OFFICE), {"line": to_json(older)})

    assert hub.line == older


@pytest.mark.parametrize(
    "wrong", [{"at": "noon"}, {"at": "2026-03-02T09:00:00"}, {"service": "unheard-of"}, {"number": ""}]
)
def test_a_number_that_cannot_be_put_in_stops_no_other_and_no_call(hub: Hub, wrong: dict[str, str]) -> None:
    report = {"id": "bad", "at": hub.now().isoformat(), "number": "K1-007", "service": "umum"}
    hub.from_office(topics.issued(OFFICE, "1"), report | wrong)

    takes(hub, "K1-008")
    push(hub, "single", 1)
    push(hub, "single", 2, later=60)

    assert "K1-008" in {row["number"] for *_, row in hub.journal.unplayed(20) if row["kind"] == "call"}


@pytest.mark.parametrize("wrong", [{"at": None}, {"at": 7}, {"seq": None}, {"press": ["single"]}])
def test_a_press_that_is_none_is_passed_over(hub: Hub, wrong: dict[str, Any]) -> None:
    takes(hub, "K1-001")

    hub.from_office(
        topics.press(OFFICE, "1"), {"at": hub.now().isoformat(), "press": "single", "seq": 1} | wrong
    )

    assert called(hub) == ""
    push(hub, "single", 2)
    assert called(hub) == "K1-001"


def test_a_master_that_was_started_anew_does_not_forget_at_home_what_it_did(
    tmp_path: Path, machine: Machine, hub: Hub
) -> None:
    takes(hub, "K1-001")
    push(hub, "single", 1)

    again = make_hub(tmp_path, machine)
    again.from_cloud(topics.line(OFFICE), {"line": to_json(after(a_take("ani")))})
    again._follow()

    assert called(again) == "K1-001"


@pytest.mark.parametrize(("did", "numbers"), [(False, ["A001"]), (True, [])])
def test_who_joined_from_home_is_known_at_the_next_cut_though_nothing_was_brought_home(
    tmp_path: Path, machine: Machine, did: bool, numbers: list[str]
) -> None:
    hub = following(tmp_path, machine)
    hub.lead()
    if did:
        push(hub, "single", 1)
    hub.from_cloud(topics.line(OFFICE), {"line": to_json(after(a_take("ani")))})

    hub._follow()

    for one in (hub, make_hub(tmp_path, machine)):
        assert one.line
        assert [place.number for places in one.line.waiting.values() for place in places] == numbers
