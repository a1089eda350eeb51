"""The counters over HTTP: who may, what is refused, what is answered."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest

from chalicelib.asking import Ask
from chalicelib.caller import Caller
from chalicelib.calling.asked import line_now
from chalicelib.calling.routes import post_call
from chalicelib.errors import UnknownTicket
from chalicelib.queueing.commands import EndDay
from chalicelib.store import lines
from tests.factories import HOME, a_take, rid
from tests.functions.api import ask

STAFF = ["rsud:staff"]
ONE = "/offices/rsud/counters/1"


@pytest.fixture(autouse=True)
def _an_open_counter(office):
    assert ask("PUT", f"{ONE}/state", {"state": "open"}, groups=STAFF).status == 200


def test_a_call_is_made_once_for_a_key(office):
    now = datetime.now(UTC)
    lines.apply(HOME, line_now(office, now), a_take("ani"), int(now.timestamp()))
    key = str(uuid4())

    first = ask("POST", f"{ONE}/calls", {}, key=key, groups=STAFF)
    again = ask("POST", f"{ONE}/calls", {}, key=key, groups=STAFF)

    assert (first.status, first.body["number"], first.body["call"]) == (201, "A001", 1)
    assert (again.status, again.body) == (201, first.body)


def test_a_single_press_is_a_call_and_no_name_of_one_push(office):
    now = datetime.now(UTC)
    for name in ("ani", "budi"):
        lines.apply(HOME, line_now(office, now), a_take(name), int(now.timestamp()))

    first = ask("POST", f"{ONE}/calls", {"press": "single"}, groups=STAFF)
    assert ask("POST", f"{ONE}/finish", groups=STAFF).status == 200
    second = ask("POST", f"{ONE}/calls", {"press": "single"}, groups=STAFF)

    assert (first.body["number"], second.body["number"]) == ("A001", "A002")


def test_a_call_by_a_visitor_s_code_is_answered_the_same_when_its_day_is_over(office):
    code = ask("POST", "/offices/rsud/tickets", {"service": "umum"}).body["code"]
    ask("POST", f"/tickets/{code}/check-in", {"position": {"distance": 0, "accuracy": 0}})
    now, by = datetime.now(UTC), Caller("staff-1", "sari", frozenset(STAFF))
    chosen = Ask(now, body={"ticket": code, "reason": "urgent"}, key=str(uuid4()), caller=by)
    tomorrow = replace(chosen, now=now + timedelta(days=1))
    first = post_call(chosen, "rsud", "1")
    lines.apply(HOME, line_now(office, now), EndDay(rid("end")), int(now.timestamp()))

    again = post_call(tomorrow, "rsud", "1")

    assert (again.status, again.body["number"], again.body["seq"]) == (201, "A001", first.body["seq"])
    with pytest.raises(UnknownTicket):
        post_call(replace(tomorrow, key=str(uuid4())), "rsud", "1")


@pytest.mark.parametrize("verb", ["recalls", "serving", "finish", "no-show"])
def test_a_verb_without_a_ticket_is_refused(verb):
    said = ask("POST", f"{ONE}/{verb}", groups=STAFF)

    assert (said.status, said.kind) == (409, "not-called")


def test_with_nobody_waiting_the_refusal_says_so():
    said = ask("POST", f"{ONE}/calls", {}, groups=STAFF)

    assert (said.status, said.kind) == (409, "nobody-waiting")


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({"state": "asleep"}, "state"),
        ({}, "state"),
        ({"state": ["open"]}, "state"),
        ({"state": "open", "services": []}, "services"),
        ({"state": "open", "services": ["none"]}, "services"),
        ({"state": "open", "services": [["umum"]]}, "services"),
        ({"state": "open", "colour": "red"}, "colour"),
    ],
)
def test_a_state_that_cannot_be_is_refused_with_its_field(body, field):
    said = ask("PUT", f"{ONE}/state", body, groups=STAFF)

    assert (said.status, said.body["field"]) == (422, field)


@pytest.mark.parametrize("press", [-1, True, 2**53, "", "x" * 81, "a b", 1.5, None, []])
def test_a_press_that_cannot_be_is_refused(press):
    said = ask("POST", f"{ONE}/calls", {"press": press}, groups=STAFF)

    assert (said.status, said.body["field"]) == (422, "press")


@pytest.mark.parametrize(
    ("groups", "status"),
    [
        (None, 401),
        (["samsat:staff"], 403),
        ([], 403),
        (["rsud:staff"], 409),
        (["rsud:manager"], 409),
        (["administrator"], 409),
    ],
)
def test_only_the_office_s_own_people_may_call(groups, status):
    assert ask("POST", f"{ONE}/calls", {}, groups=groups).status == status


def test_a_counter_that_is_not_there_is_not_found():
    assert ask("POST", "/offices/rsud/counters/9/calls", {}, groups=STAFF).kind == "unknown-counter"
    assert ask("PUT", "/offices/rsud/counters/9/state", {"state": "open"}, groups=STAFF).status == 404
