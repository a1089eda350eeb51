"""Nothing of a visitor is where it must not be after a whole day, and what would be is found."""

import json
import re
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from chalicelib import bus, log
from chalicelib.settings import settings
from chalicelib.store import table
from schemas import topics
from tests.factories import HOME
from tests.roles import ROUTES

from .cloud import deployed
from .day import Day, the_day
from .leaks import leaks
from .people import visitor
from .wire import Sent

pytestmark = pytest.mark.slow

ANI = visitor(0)


@pytest.fixture
def day() -> Day:
    return the_day()


def test_nothing_personal_is_where_it_must_not_be(day):
    assert leaks(day) == []


def test_everybody_told_something_and_got_a_code(day):
    assert len(day.personal.names) == len(day.personal.phones) == len(day.personal.niks) >= 20
    assert len(day.personal.codes) == len(set(day.personal.codes)) >= 25


def test_the_day_left_something_in_each_place(day):
    """A day on which nothing happened would have no leaks either."""
    to = [sent.to for sent in day.sent]
    prefixes = ("lines", "visitors", "queue messages", "queue figures", "queue trailing", "sms +62", "file /",
                "mqtt antrean/rsud/board", "mqtt antrean/rsud/services/umum/board", "mqtt antrean/rsud/catalogue",
                "mqtt antrean/rsud/counters/1/state", "mqtt antrean/rsud/kiosks/1/slip", "mqtt antrean/rsud/displays/1/code",
                )  # fmt: skip

    assert [prefix for prefix in prefixes if not any(one.startswith(prefix) for one in to)] == []
    assert {name.rpartition(".")[2] for name in day.files} == {"json", "csv", "html"}
    assert len(day.logs) > len(day.told)


def test_what_is_to_be_hidden_is_there_to_be_found(day):
    """Else the search would look for what nobody has."""
    kept = json.dumps(day.tables["visitors"], default=str)

    assert [told for told in (ANI.name, ANI.phone, day.visitors[0].codes[0]) if told not in kept] == []


def test_every_door_was_knocked_at_and_no_junk_is_a_bug(day):
    asked = {(told.method, template) for told in day.told for template in [_template(told.method, told.path)]}
    broken = [f"{told.method} {told.path}" for told in day.told if told.said.status == 500]

    assert asked == set(ROUTES)
    assert [one.rpartition("/")[2] for one in broken if "calendar" in one] == ["calendar"]
    assert len(broken) == 2


def test_bugs_were_logged_by_their_place(day):
    failed = [line for line in day.logs if '"failed"' in line or '"faults"' in line or "[ERROR]" in line]

    for place in ("calendar.py", "confirm.py", "on_message.py", "records.py", "stream.py"):
        assert any(place in line for line in failed), place


def test_a_log_line_names_the_route_and_not_the_path(day):
    for line in day.logs:
        said = json.loads(line) if line.startswith("{") else {}
        if said.get("function") == "api":
            method, _, path = said["route"].partition(" ")
            assert (method, path) in ROUTES
            assert said["office"] in ("", "rsud", "jauh", "rebutan", "penuh")


def test_no_answer_says_where_one_came_from(day):
    assert {told.said.headers["referrer-policy"] for told in day.told} == {"no-referrer"}


def test_an_sms_is_read_by_one_person_and_names_no_service(day):
    texts = [sent for sent in day.sent if sent.to.startswith("sms ")]

    assert {sent.to for sent in texts} <= {f"sms {who.phone}" for who in day.visitors} | {
        "sms +62811555000111"
    }
    assert not [sent.text for sent in texts if "umum" in sent.text.lower() or "poli" in sent.text.lower()]


PLANTS: dict[str, Callable[[str, str], dict[str, Any]]] = {
    "a board": lambda code, other: {"sent": [Sent("mqtt antrean/rsud/board", json.dumps({"to": ANI.phone}))]},
    "a topic": lambda code, other: {"sent": [Sent(f"mqtt antrean/{ANI.phone}/board", "{}")]},
    "a slip": lambda code, other: {"sent": [Sent("mqtt x/slip", json.dumps({"code": code, "lines": [ANI.nik]}))]},
    "another's slip": lambda code, other: {"sent": [Sent("mqtt x/slip", json.dumps({"code": code, "url": other}))]},
    "a queue": lambda code, other: {"sent": [Sent("queue messages", json.dumps({"phone": ANI.phone}))]},
    "another's sms": lambda code, other: {"sent": [Sent(f"sms {ANI.phone}", f"https://x/#/b/{other}")]},
    "an sms's path": lambda code, other: {"sent": [Sent(f"sms {ANI.phone}", f"https://x/b/{code}")]},
    "an sms": lambda code, other: {"sent": [Sent(f"sms {ANI.phone}", f"{ANI.name.split()[0]}, https://x/#/b/{code}")]},
    "a log": lambda code, other: {"logs": [f"calling {ANI.spoken}"]},
    "a file": lambda code, other: {"files": {"reports/x.csv": f"A001,{ANI.name.split()[1]}"}},
    "a line": lambda code, other: {"tables": {"lines": [{"pk": "line#x", "sk": "line", "b": ANI.phone.encode()}]}},
    "a nik": lambda code, other: {"tables": {"visitors": [{"pk": "ticket#1", "sk": "x", "nik": ANI.nik}]}},
    "a key": lambda code, other: {"tables": {"visitors": [{"pk": f"phone#{ANI.phone}", "sk": "x"}]}},
    "a header": lambda code, other: {"told": [answered(headers={"location": f"/api/bookings/{code}"})]},
    "a query": lambda code, other: {"told": [answered(text=f'"https://x/?code={code}"')]},
    "a path": lambda code, other: {"told": [answered(text=f'"https://x/b/{code}"')]},
    "another's answer": lambda code, other: {"told": [answered(text=json.dumps({"code": other}))]},
    "an unmasked answer": lambda code, other: {"told": [answered(text=json.dumps({"phone": ANI.phone}))]},
    "a name for staff": lambda code, other: {"told": [answered(text=ANI.name.split()[0], groups=("rsud:staff",))]},
}  # fmt: skip
"""What goes where it must not, of Ani with her code, and another's code."""


@pytest.mark.parametrize("plant", PLANTS)
def test_what_is_planted_is_found(day, plant):
    nothing = replace(day, sent=[], logs=[], files={}, tables={"lines": [], "visitors": []}, told=[])
    code, other = day.visitors[0].codes[0], day.visitors[1].codes[0]
    assert leaks(nothing) == []

    found = leaks(replace(nothing, **PLANTS[plant](code, other)))

    assert len(found) == 1, found


def answered(text="{}", headers=None, groups=()):
    """An answer to Ani, as it should not be."""
    said = replace(the_day().told[0].said, text=text, headers=headers or {})
    return replace(the_day().told[0], path="/bookings/x", said=said, to=the_day().visitors[0], groups=groups)


def _template(method, path):
    bare = path.partition("?")[0]
    fitting = [
        (m, t) for m, t in ROUTES if m == method and re.fullmatch(re.sub(r"\{\w+\}", "[^/]+", t), bare)
    ]
    return min(fitting, key=lambda one: one[1].count("{"))[1]


def test_whatever_way_it_leaves_it_is_heard():
    """The ear is at botocore: a plant in the code itself would be heard as these are."""
    with deployed() as cloud:
        bus.publish(topics.board("rsud"), {"to": ANI.phone})
        bus.send(settings().messages_queue, {"phone": ANI.phone})
        bus.send_all(settings().messages_queue, [{"nik": ANI.nik}])
        bus.put_json(settings().boards_bucket(HOME), "boards/rsud.json", {"to": ANI.phone})
        table.lines(HOME).put({"pk": "line#x", "sk": "x", "b": ANI.phone.encode()})
        log.write(phone=ANI.phone)
        left, logs = list(cloud.sent), cloud.logs

    day = Day([ANI], [], left, logs, {"lines": [], "visitors": []}, {}, the_day().began)
    assert [one.rpartition(": ")[0] for one in leaks(day)] == [
        "mqtt antrean/rsud/board", "queue messages", "queue messages",
        "file /boards/rsud.json", "lines", "log line 1",
    ]  # fmt: skip
