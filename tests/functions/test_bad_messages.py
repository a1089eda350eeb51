"""Any payload on any topic: never raised out of its handler, never brought again, and the others of its batch go on."""

import json
import time
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chalicelib.calling import on_press
from chalicelib.fleet import on_health, on_printed, on_spoken
from chalicelib.queueing.office import Office
from chalicelib.store import lines, offices, table, things
from chalicelib.store.running import running
from chalicelib.ticketing import on_take
from schemas import topics
from tests.factories import HOME, a_call, a_take, opened
from tests.functions.api import load, open_always
from tests.functions.bad_input import ANY, DEEP, QUICK, spoilt
from tests.functions.deployed import deployed, published

pytestmark = [pytest.mark.usefixtures("deployed"), pytest.mark.slow]

__all__ = ["deployed"]

Body = dict[str, Any]


def sent(n: int) -> Body:
    return {"v": 1, "id": f"m-{time.monotonic_ns()}-{n}", "at": "2026-03-02T02:00:00Z"}


def rule(place: str, kind: str) -> Body:
    """What a topic rule adds: whence the message came, and when."""
    now = int(time.time() * 1000)
    return {
        "office": "rsud",
        "place": place,
        "thing": topics.thing_name(kind, "rsud", place),
        "received": now,
    }


def a_press(n: int, counter: str = "1") -> Body:
    where = {"topic": topics.press("rsud", counter), "thing": f"button-rsud-{counter}"}
    now = int(time.time() * 1000)
    return {**sent(n), "press": "double", "seq": time.monotonic_ns() // 1000, "received": now, **where}


def a_kiosks_take(n: int) -> Body:
    return {**sent(n), "service": "umum", "priority": "elderly", "language": "id", **rule("1", topics.KIOSK)}


def a_print(n: int) -> Body:
    return {
        **sent(n),
        "number": f"A{n:03}",
        "printed": False,
        "fault": "paper_out",
        **rule(str(n), topics.KIOSK),
    }


def a_spoken(n: int) -> Body:
    return {**sent(n), "day": "2026-03-02", "call": n, **rule(str(n), topics.DISPLAY)}


def a_health(n: int) -> Body:
    told = {"status": "online", "version": "0.1.0", "paper": "ok", "battery": 80, "uptime": n}
    return {**sent(n), **told, "thing": f"kiosk-rsud-{n}", "received": int(time.time() * 1000)}


def the_office() -> Office:
    return offices.read("rsud")


def calls() -> int:
    return lines.read(HOME, running(the_office(), datetime.now(UTC))).call


def slips_of(one: Body) -> bool:
    return any(told["id"] == one["id"] and "number" in told for _, told in published())


def known(one: Body, **values: Any) -> bool:
    device = next((d for d in things.of_office(HOME, "rsud") if d["thing"] == one["thing"]), {})
    return all(device.get(name) == value for name, value in values.items())


ROOMS: dict[str, tuple[Any, Callable[[int], Body], Callable[[Body], bool]]] = {
    "take": (on_take, a_kiosks_take, slips_of),
    "printed": (on_printed, a_print, lambda one: known(one, slip=one["number"], slip_fault="paper_out")),
    "spoken": (on_spoken, a_spoken, lambda one: known(one, spoken=[one["day"], one["call"]])),
    "health": (on_health, a_health, lambda one: known(one, status="online", uptime=one["uptime"])),
}
"""Each topic's handler, a right message, and whether what it asks for was done."""


@pytest.fixture(autouse=True)
def _an_office_at_work(deployed: None) -> None:
    load(open_always())
    office = the_office()
    key, now = running(office, datetime.now(UTC)), int(time.time())
    for command in (opened("1"), a_take("ani", turn=now), a_call("first"), opened("3")):
        lines.apply(HOME, key, command, now)


def batch(*bodies: Any) -> dict[str, Any]:
    made = [one if isinstance(one, str) else json.dumps(one) for one in bodies]
    return {"Records": [{"messageId": str(n), "body": body} for n, body in enumerate(made)]}


def bad(data: st.DataObject, right: Body) -> Any:
    """Text that is no JSON, any JSON, or a right message spoilt in what the device says itself."""
    own = {
        name: right.pop(name) for name in ("office", "place", "thing", "topic", "received") if name in right
    }
    texts = st.text(max_size=60) | st.sampled_from([DEEP, "[" * 9000, '{"v": NaN}', '{"id": "\\ud800"}', ""])
    said = data.draw(texts | ANY.map(json.dumps) | spoilt(right))
    if isinstance(said, str):
        return said
    return json.dumps({**said, **own}, default=str)


@pytest.mark.parametrize("topic", ROOMS)
@settings(QUICK, max_examples=40)
@given(st.data())
def test_any_message_lets_the_others_of_its_batch_go_on(topic, data):
    room, right, was_done = ROOMS[topic]
    goods = [right(n) for n in (7, 8)]
    bads = [bad(data, right(9)) for _ in range(3)]

    answer = room.handler(batch(bads[0], goods[0], bads[1], bads[2], goods[1]), None)

    assert answer["batchItemFailures"] == [], bads
    assert all(was_done(one) for one in goods), bads


@settings(QUICK, max_examples=40)
@given(st.data())
def test_any_press_lets_the_others_of_its_batch_go_on(data):
    before, bads = calls(), [bad(data, a_press(9, "3")) for _ in range(3)]

    first = a_press(1)
    answer = on_press.handler(batch(bads[0], first, bads[1], first, bads[2], a_press(2)), None)

    assert answer["batchItemFailures"] == [], bads
    assert calls() == before + 2, bads


@pytest.mark.parametrize("topic", [*ROOMS, "press"])
@settings(QUICK, max_examples=40)
@given(st.data())
def test_what_the_rule_adds_may_be_anything_too(topic, data):
    """It is the broker's own; that it is not as it should be must not stop a batch for ever all the same."""
    room, right, _ = ROOMS.get(topic, (on_press, a_press, None))
    body = data.draw(spoilt(right(9)))
    for name in data.draw(st.sets(st.sampled_from(["office", "place", "thing", "topic", "received"]))):
        body[name] = data.draw(ANY)

    assert room.handler(batch(body), None)["batchItemFailures"] == [], body


@pytest.mark.parametrize("topic", ["take", "printed", "spoken", "press"])
def test_an_office_whose_document_cannot_be_read_stops_no_other(topic):
    begun = calls()
    room, right, was_done = ROOMS.get(topic, (on_press, a_press, lambda _: calls() == begun + 1))
    load(open_always(), open_always(id="broken"))
    table.lines(HOME).put({"pk": "office#broken", "sk": "office", "doc": "{"})
    broken, good = right(7), right(8)
    broken |= {"office": "broken", "topic": topics.press("broken", "1"), "thing": "button-broken-1"}

    answer = room.handler(batch(broken, good), None)

    assert answer["batchItemFailures"] == [{"itemIdentifier": "0"}]
    assert was_done(good)
