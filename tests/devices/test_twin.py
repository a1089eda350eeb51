"""The shadow: only what changed is told, each setting is taken or refused, and the clock is measured."""

import json
import time
from collections.abc import Callable
from pathlib import Path
from tempfile import mkdtemp
from typing import Any

import pytest

from devices.clock import Clock
from devices.twin import Twin, temperature
from schemas import topics
from schemas.settings import taken
from tests.schemas.merging import merged

THING = "display-rsud-1"
GOT = topics.shadow(THING, "get/accepted")


class Desk:
    """A twin whose cloud is a list, and whoever else hears it."""

    def __init__(self, hears: Callable[[str, Any], None] = lambda topic, what: None) -> None:
        self.said: list[tuple[str, Any]] = []
        self.settings: dict[str, Any] = {}
        clock = Clock(Path(mkdtemp()) / "clock.json")
        self._hears = hears
        self.twin = Twin(THING, self._publish, clock, self._apply)

    def _publish(self, topic: str, what: dict[str, Any]) -> None:
        self.said.append((topic, what))
        self._hears(topic, what)

    def _apply(self, wanted: dict[str, Any]) -> dict[str, str]:
        self.settings, refused = taken(wanted)
        return refused

    def reported(self) -> list[dict[str, Any]]:
        update = topics.shadow(THING, "update")
        return [what["state"]["reported"] for topic, what in self.said if topic == update]


def test_only_what_changed_is_reported_and_what_is_over_is_taken_out() -> None:
    desk = Desk()

    assert desk.twin.report(1, paper="ok", fault=None)
    assert not desk.twin.report(2, paper="ok")
    assert desk.twin.report(3, paper="out", fault="paper_out")
    assert desk.twin.report(4, paper="ok")

    assert desk.reported() == [
        {"paper": "ok", "uptime": 1},
        {"paper": "out", "fault": "paper_out", "uptime": 3},
        {"paper": "ok", "fault": None, "uptime": 4},
    ]


def test_after_a_break_all_is_told_again() -> None:
    desk = Desk()
    desk.twin.report(1, paper="ok")
    desk.twin.connected()

    assert desk.twin.report(2, paper="ok")


def test_what_is_desired_is_taken_or_refused_by_name_and_a_secret_is_not_told_back() -> None:
    desk = Desk()

    desired = {"volume": 40, "theme": "ungu", "staff_pin": "1234"}
    desk.twin.heard(GOT, {"state": {"desired": desired}, "timestamp": int(time.time())})

    assert desk.settings == {"volume": 40, "staff_pin": "1234"}
    [told] = desk.reported()
    assert told["config"] == {"volume": 40}
    assert list(told["refused"]) == ["theme"]


def test_what_was_told_before_and_is_no_longer_so_is_taken_out() -> None:
    desk = Desk()
    reported = {
        "config": {"volume": 70, "emergency": {"id": "Kebakaran."}},
        "refused": {"theme": "x", "colour": "x"},
    }

    state = {"desired": {"volume": 70, "emergency": "", "theme": "ungu"}, "reported": reported}
    desk.twin.heard(GOT, {"state": state, "timestamp": int(time.time())})

    [told] = desk.reported()
    assert told["config"] == {"emergency": ""}
    assert told["refused"].pop("colour") is None
    assert list(told["refused"]) == ["theme"]


class Shadow:
    """The shadow service: it merges, and tells what differs with each update that it takes."""

    def __init__(self, desired: dict[str, Any]) -> None:
        self.state: dict[str, Any] = {"desired": desired}
        self.said = 0
        self.desk = Desk(self.hears)

    def hears(self, topic: str, what: dict[str, Any]) -> None:
        self.said += 1
        assert self.said < 50, "it never ends"
        if topic == topics.shadow(THING, "get"):
            answer = json.loads(json.dumps({"state": self.state, "timestamp": int(time.time())}))
            self.desk.twin.heard(GOT, answer)
            return
        self.state = merged(self.state, what["state"])
        reported = self.state.get("reported", {})
        delta = {name: value for name, value in self.state["desired"].items() if reported.get(name) != value}
        if delta:
            self.desk.twin.heard(topics.shadow(THING, "update/delta"), {"state": delta})


def test_a_device_and_its_shadow_come_to_rest() -> None:
    shadow = Shadow({"volume": 40, "emergency": "", "theme": "ungu"})

    shadow.desk.twin.connected()
    shadow.desk.twin.report(1, paper="ok")
    shadow.desk.twin.report(2, paper="out")
    assert shadow.state["reported"]["config"] == {"volume": 40, "emergency": ""}
    assert list(shadow.state["reported"]["refused"]) == ["theme"]
    assert shadow.said == 4

    shadow.hears(topics.shadow(THING, "update"), {"state": {"desired": {"theme": "biru"}}})
    assert shadow.state["reported"]["config"]["theme"] == "biru"
    assert not shadow.state["reported"]["refused"]
    assert shadow.said == 7


def test_what_could_not_be_taken_is_asked_for_again() -> None:
    desk = Desk()
    asked: tuple[str, Any] = (topics.shadow(THING, "get"), {})

    def full(_: dict[str, Any]) -> dict[str, str]:
        raise OSError("no space left on device")

    desk.twin._apply, takes = full, desk.twin._apply
    with pytest.raises(OSError, match="no space"):
        desk.twin.heard(GOT, {"state": {"desired": {"volume": 40}}, "version": 2})
    desk.twin._apply = takes
    desk.twin.heard(topics.shadow(THING, "update/delta"), {"state": {"volume": 40}})
    assert desk.said == [asked]
    desk.twin.heard(GOT, {"state": {"desired": {"volume": 40}}, "version": 2})

    assert desk.settings == {"volume": 40}


def test_an_older_answer_that_comes_late_changes_nothing() -> None:
    desk = Desk()
    desk.twin.connected()
    desk.twin.heard(GOT, {"state": {"desired": {"volume": 70}}, "version": 5})
    desk.twin.heard(GOT, {"state": {"desired": {"volume": 40}}, "version": 4})
    assert desk.settings == {"volume": 70}

    desk.twin.connected()
    desk.twin.heard(GOT, {"state": {"desired": {"volume": 40}}, "version": 1})
    assert desk.settings == {"volume": 40}


def test_a_change_from_afar_is_asked_for_whole() -> None:
    desk = Desk()

    desk.twin.heard(topics.shadow(THING, "update/delta"), {"state": {"volume": 1}})

    assert desk.said == [(topics.shadow(THING, "get"), {})]


@pytest.mark.parametrize(("behind", "clock"), [(0, 0), (86_400, 86_400_000), (-3600, -3_600_000)])
def test_how_far_the_clock_is_off_is_measured(behind: int, clock: int) -> None:
    desk = Desk()
    desk.twin.ask()
    desk.twin.heard(GOT, {"state": {}, "timestamp": int(time.time()) - behind})

    assert desk.twin.clock is not None
    assert abs(desk.twin.clock - clock) <= 1000


def test_a_temperature_is_told_in_steps_and_where_there_is_none_nothing(tmp_path: Path) -> None:
    (tmp_path / "temp").write_text("52400\n")

    assert (temperature(tmp_path / "temp"), temperature(tmp_path / "none")) == (50, None)


@pytest.mark.parametrize("said", [{}, {"state": None}, {"state": {"desired": 5}}, {"timestamp": "x"}])
def test_nonsense_changes_nothing(said: dict[str, Any]) -> None:
    desk = Desk()
    desk.twin.ask()
    desk.twin.heard(GOT, said)

    assert (desk.settings, desk.reported(), desk.twin.clock) == ({}, [], None)
