"""What a press does at a hub that leads: as in the cloud, step by step in its journal."""

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from chalicelib.errors import CounterClosed, NotCalled
from chalicelib.queueing.line import Line, LineKey
from chalicelib.queueing.line_json import to_json
from devices.hub import leading
from devices.hub.agent import Hub
from devices.hub.broker import Broker
from devices.hub.journal import Journal
from schemas import topics
from tests.devices.office import config
from tests.factories import HOME, an_office_document

OFFICE = "rsud"


def make_hub(folder: Path) -> Hub:
    """A hub of the office with what is on its disk; its broker does not run, and nothing is connected."""
    own = replace(config(None, folder, topics.HUB), office=OFFICE, thing="hub-rsud-1")
    return Hub(own, Journal(folder / "journal.sqlite"), Broker(folder / "broker", OFFICE, "127.0.0.1", 1))


@pytest.fixture
def hub(tmp_path: Path) -> Hub:
    """A hub that leads an empty line of today."""
    made = make_hub(tmp_path)
    document = json.dumps(an_office_document())
    made.from_cloud(topics.hub_office(OFFICE), {"home": HOME, "document": document})
    made.from_cloud(topics.line(OFFICE), {"line": to_json(Line(LineKey(OFFICE, "2026-03-02")))})
    made.lead()
    return made


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
        hub.line = hub.line.with_cell("1", replace(cell, since=cell.since - later))
        if undo:
            hub.line = hub.line.with_undo("1", replace(undo, at=undo.at - later))
            kept = hub.line.aside.get(undo.before.number)
            if kept:
                hub.line = hub.line.with_aside(undo.before.number, replace(kept, at=kept.at - later))
    hub.from_office(topics.press(OFFICE, "1"), {"press": kind, "seq": seq})


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
