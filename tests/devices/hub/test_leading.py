"""What a press does at a hub that leads: as in the cloud, step by step in its journal."""

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from chalicelib.errors import CounterClosed, NotCalled
from chalicelib.queueing.line import Line
from chalicelib.queueing.line_json import to_json
from devices.hub import leading
from devices.hub.agent import Hub
from devices.hub.broker import Broker
from devices.hub.journal import Journal
from devices.hub.lease import FOLLOWER, MASTER_AFTER, is_due
from devices.message import Message
from schemas import topics
from tests.devices.machine import Machine
from tests.devices.office import config
from tests.factories import HOME, KEY, MONDAY, NINE, an_office_document

OFFICE = "rsud"


def make_hub(folder: Path, machine: Machine) -> Hub:
    """A hub of the office with what is on its disk; its broker does not run, and nothing is connected."""
    own = replace(config(None, folder, topics.HUB), office=OFFICE, thing="hub-rsud-1")
    journal = Journal(folder / "journal.sqlite")
    return Hub(
        own,
        journal,
        Broker(folder / "broker", OFFICE, "127.0.0.1", 1),
        clock=machine.clock(own.state_dir),
    )


def following(folder: Path, machine: Machine) -> Hub:
    """A hub that was told by the cloud what it needs, at the time `NINE`."""
    made = make_hub(folder, machine)
    document = json.dumps(an_office_document())
    made.from_cloud(topics.hub_lease(OFFICE), {"now": NINE, "state": "follower"})
    made.from_cloud(topics.hub_office(OFFICE), {"home": HOME, "document": document})
    made.from_cloud(topics.line(OFFICE), {"line": to_json(Line(KEY))})
    return made


@pytest.fixture
def hub(tmp_path: Path) -> Hub:
    """A hub that leads an empty line of today."""
    made = following(tmp_path, Machine(float(NINE)))
    made.lead()
    return made


@pytest.fixture
def said(hub: Hub, monkeypatch: pytest.MonkeyPatch) -> list[Message]:
    """The steps that the hub sends to the cloud, which is there."""
    sent: list[Message] = []

    def publish(topic: str, what: Message, *_: Any, **__: Any) -> None:
        if topic == topics.hub_steps(OFFICE):
            sent.append(what)

    hub.cloud.live = True
    monkeypatch.setattr(hub.cloud, "publish", publish)
    return sent


def takes(hub: Hub, *numbers: str) -> None:
    """A kiosk issues these numbers."""
    for number in numbers:
        report = {"id": number, "at": hub.now().isoformat(), "number": number, "service": "umum"}
        hub.from_office(topics.issued(OFFICE, "1"), report)


def push(hub: Hub, kind: str, seq: int, later: int = 0) -> None:
    """A push, so many seconds after the one before it."""
    with hub.lock:
        assert hub.line
        cell, undo = hub.line.cell("1"), hub.line.undo.get("1")
        hub.hand.line = hub.line.with_cell("1", replace(cell, since=cell.since - later))
        if undo:
            hub.hand.line = hub.line.with_undo("1", replace(undo, at=undo.at - later))
            kept = hub.line.aside.get(undo.before.number)
            if kept:
                hub.hand.line = hub.line.with_aside(undo.before.number, replace(kept, at=kept.at - later))
    hub.from_office(topics.press(OFFICE, "1"), {"at": hub.now().isoformat(), "press": kind, "seq": seq})


def rows(hub: Hub) -> list[tuple[Any, ...]]:
    """What the journal has of the counter, without the takes."""
    found = [row for *_, row in hub.journal.unplayed(100) if row["kind"] != "take"]
    return [(row["n"], row["kind"], row.get("number", ""), row.get("of", "")) for row in found]


def test_a_double_press_right_after_a_no_show_takes_it_back_once(hub: Hub) -> None:
    takes(hub, "K1-001")
    push(hub, "single", 1)
    push(hub, "long", 2)

    push(hub, "double", 3, later=9)
    push(hub, "double", 3)

    assert hub.line
    assert hub.line.cell("1").number == "K1-001"
    assert rows(hub)[1:] == [
        (2, "call", "K1-001", ""),
        (3, "no_show", "K1-001", ""),
        (4, "undo", "K1-001", "no_show"),
    ]


@pytest.mark.parametrize("later", [11, 3600])
def test_a_no_show_of_longer_ago_stays(hub: Hub, later: int) -> None:
    takes(hub, "K1-001")
    push(hub, "single", 1)
    push(hub, "long", 2)

    push(hub, "double", 3, later=later)

    assert hub.line
    assert hub.line.cell("1").number == ""
    assert [kind for _, kind, *_ in rows(hub)] == ["counter", "call", "no_show"]


def test_a_double_press_takes_nothing_else_back(hub: Hub) -> None:
    takes(hub, "K1-001")
    push(hub, "single", 1)
    hub.act(leading.FINISH, "1", "finish-1", "page")

    with pytest.raises(NotCalled):
        hub.act(leading.RECALL, "1", "recall-1", "page")


@pytest.mark.parametrize("kind", ["double", "long"])
def test_a_press_at_a_closed_counter_opens_it_only_to_call_the_next(hub: Hub, kind: str) -> None:
    takes(hub, "K1-001")

    push(hub, kind, 1)
    refused = rows(hub)
    push(hub, "single", 2)

    assert refused == []
    assert [row[1] for row in rows(hub)] == ["counter", "call"]


@pytest.mark.parametrize("verb", [leading.RECALL, leading.NO_SHOW, leading.SERVE, leading.FINISH])
def test_nor_does_the_staff_page_open_a_counter_by_anything_else(hub: Hub, verb: str) -> None:
    with pytest.raises(CounterClosed):
        hub.act(verb, "1", "page-1", "page")


YEARS = 6 * 365 * 86_400


@pytest.mark.parametrize("ahead", [-YEARS, -3600, 3600, YEARS])
@pytest.mark.parametrize("jump", [-YEARS, 0, 86_400])
def test_a_hub_with_a_wrong_date_leads_the_day_s_line_with_the_cloud_s_time(
    tmp_path: Path, ahead: int, jump: int
) -> None:
    machine = Machine(NINE + ahead)
    hub = following(tmp_path, machine)
    machine.goes_on(60)
    hub.lead()

    takes(hub, "K1-001")
    machine.wall += jump
    machine.goes_on(60)
    takes(hub, "K1-002")
    push(hub, "single", 1)
    machine.goes_on(60)
    again = make_hub(tmp_path, machine)
    push(again, "single", 2)

    assert again.line
    assert again.line.key.day == MONDAY
    told = [(row["kind"], row.get("number"), row["at"]) for *_, row in again.journal.unplayed(100)]
    assert told == [
        ("take", "K1-001", NINE + 60),
        ("take", "K1-002", NINE + 120),
        ("counter", None, NINE + 120),
        ("call", "K1-001", NINE + 120),
        ("call", "K1-002", NINE + 180),
    ]


def test_a_hub_without_a_battery_that_lost_its_power_is_not_before_its_own_last_step(tmp_path: Path) -> None:
    machine = Machine(float(NINE))
    hub = following(tmp_path, machine)
    hub.lead()
    machine.goes_on(3000)
    takes(hub, "K1-001")

    machine.is_switched_off(60)
    machine.wall = 0.0
    again = make_hub(tmp_path, machine)
    takes(again, "K1-002")

    assert again.line
    assert again.line.key.day == MONDAY
    assert [place.number for place in again.line.places("A.w")] == ["K1-001", "K1-002"]
    assert again.now().timestamp() == NINE + 3000


def test_a_hub_that_was_switched_off_and_came_back_leads_though_its_power_is_cut_next(tmp_path: Path) -> None:
    machine = Machine(float(NINE))
    following(tmp_path, machine).goodbye()
    assert not make_hub(tmp_path, machine).lease.confirmed

    assert following(tmp_path, machine).lease.confirmed
    cut = make_hub(tmp_path, machine)

    assert (cut.lease.state, cut.lease.confirmed) == (FOLLOWER, True)
    assert is_due(cut.lease, cut.lease.counted + MASTER_AFTER)


def test_a_late_answer_lets_go_of_no_take_that_was_sent_after_it(hub: Hub, said: list[Message]) -> None:
    takes(hub, "K1-001")
    push(hub, "single", 1)
    hub._bring_home()
    first = {"run": said[0]["run"], "n": 2, "steps": said[0]["id"]}
    hub.lease = replace(hub.lease, closing=False)
    takes(hub, "K1-002")
    hub.from_cloud(topics.hub_played(OFFICE), first)

    hub.from_cloud(topics.hub_played(OFFICE), first)
    kept = [row["number"] for *_, row in hub.journal.unplayed(10)]
    hub._bring_home()
    hub.from_cloud(topics.hub_played(OFFICE), {"run": first["run"], "n": 2, "steps": said[-1]["id"]})

    assert kept == ["K1-002"]
    assert hub.journal.unplayed(10) == []


def test_a_kiosk_is_told_that_its_number_is_on_the_hub_s_disk(
    hub: Hub, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[tuple[str, str]] = []
    monkeypatch.setattr(hub.local, "publish", lambda topic, what, **_: told.append((topic, what["id"])))

    takes(hub, "K1-001")
    takes(hub, "K1-001")

    assert [one for one in told if one[0] == topics.heard(OFFICE, "1")] == [
        (topics.heard(OFFICE, "1"), "K1-001")
    ] * 2


def test_a_kiosks_numbers_of_one_second_are_called_in_their_order_however_they_come(hub: Hub) -> None:
    at = hub.now().isoformat()
    for number in ("K1-010", "K1-002", "K1-009", "K1-001"):
        report = {"id": number, "at": at, "number": number, "service": "umum"}
        hub.from_office(topics.issued(OFFICE, "1"), report)

    assert hub.line
    waiting = [place.number for places in hub.line.waiting.values() for place in places]
    assert waiting == ["K1-001", "K1-002", "K1-009", "K1-010"]
