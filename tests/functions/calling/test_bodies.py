"""The counters' requests over HTTP: what each may say, and what is refused with its field."""

from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest

from chalicelib.calling.asked import line_now
from chalicelib.issuing.explain import page
from chalicelib.queueing.commands import EndDay
from chalicelib.store import lines, offices, tickets
from tests.factories import HOME, a_take, rid
from tests.functions.api import a_hospital, ask, load

STAFF, MANAGER = ["rsud:staff"], ["rsud:manager"]
ONE = "/offices/rsud/counters/1"


@pytest.fixture(autouse=True)
def _an_open_counter(aws):
    load(a_hospital())
    assert ask("PUT", f"{ONE}/state", {"state": "open"}, groups=STAFF).status == 200


def today():
    return line_now(offices.read("rsud"), datetime.now(UTC))


def takes(*names, **changes):
    now = int(datetime.now(UTC).timestamp())
    for name in names:
        lines.apply(HOME, today(), a_take(name, turn=now, **changes), now)


def post(path, body=None, groups=STAFF, **more):
    return ask("POST", f"{ONE}/{path}", {} if body is None else body, groups=groups, **more)


def a_visitor():
    """The code of a number that was taken from home, whose visitor has checked in."""
    code = ask("POST", "/offices/rsud/tickets", {"service": "umum"}).body["code"]
    position = {"position": {"distance": 10, "accuracy": 5}}
    assert ask("POST", f"/tickets/{code}/check-in", position).status == 200
    return code


def test_a_visit_at_the_counter_over_http():
    takes("ani", "budi", "citra")
    upstairs = ask("PUT", "/offices/rsud/counters/2/state", {"state": "open"}, groups=STAFF)

    assert upstairs.status == 200
    assert post("calls").body["ticket"] == "A001"
    assert post("hold").body["state"] == "open"
    assert post("resume", {"number": "A001"}).status == 200
    assert post("calls", {"ticket": "A003", "reason": "elsewhere"}).body["number"] == "A003"
    assert post("transfer", {"floor": "atas", "keep_turn": False}).status == 200
    assert post("void", {"number": "A002"}).status == 200
    assert post("calls").body["number"] == "A001"
    assert post("finish", {"last": True}).status == 200


def test_a_call_before_its_turn_without_a_reason_is_refused_with_the_field():
    takes("ani", "budi")

    said = post("calls", {"ticket": "A002"})

    assert (said.status, said.kind, said.body["field"]) == (422, "reason-missing", "reason")


@pytest.mark.parametrize("shown", [str, str.lower, lambda code: f"{code[:8]}-{code[8:]}"])
def test_the_visitor_s_code_calls_the_ticket(shown):
    code = a_visitor()

    assert post("calls", {"ticket": shown(code)}).body["number"] == "A001"


def test_the_slip_s_scanned_address_calls_the_ticket():
    code = a_visitor()

    said = post("calls", {"ticket": page(tickets.by_code(code)[1])})

    assert (said.status, said.body["number"]) == (201, "A001")


def test_a_code_of_another_office_or_of_nobody_calls_nobody():
    load(a_hospital(), a_hospital(id="lain"))
    code = ask("POST", "/offices/lain/tickets", {"service": "umum"}).body["code"]

    for shown in (code, "0" * 16):
        said = post("calls", {"ticket": shown, "reason": "urgent"})
        assert (said.status, said.kind) == (404, "unknown-ticket")


@pytest.mark.parametrize(
    ("path", "body", "status", "field"),
    [
        ("calls", {"ticket": 7, "reason": "urgent"}, 422, "ticket"),
        ("calls", {"ticket": "", "reason": "urgent"}, 422, "ticket"),
        ("calls", {"ticket": "A001", "reason": "bribe"}, 422, "reason"),
        ("calls", {"ticket": "A001", "reason": None}, 422, "reason"),
        ("calls", {"reason": "urgent"}, 422, "reason"),
        ("calls", {"ticket": "A001", "press": 1}, 422, "press"),
        ("resume", {}, 422, "number"),
        ("resume", {"number": "I001"}, 422, "number"),
        ("void", {"number": 1}, 422, "number"),
        ("void", {"number": "A001", "why": "x"}, 422, "why"),
        ("finish", {"last": "yes"}, 422, "last"),
        ("hold", {"number": "A001"}, 422, "number"),
        ("undo", {"kind": "call"}, 422, "kind"),
        ("transfer", {}, 422, "service"),
        ("transfer", {"service": "gigi", "counter": "2"}, 422, "service"),
        ("transfer", {"service": "bedah"}, 404, "service"),
        ("transfer", {"counter": "9"}, 404, "counter"),
        ("transfer", {"counter": "1"}, 422, "counter"),
        ("transfer", {"floor": "atap"}, 404, "floor"),
        ("transfer", {"floor": ["atas"]}, 422, "floor"),
        ("transfer", {"service": "gigi", "keep_turn": 1}, 422, "keep_turn"),
    ],
)
def test_a_field_at_fault_is_named(path, body, status, field):
    takes("ani")

    said = post(path, body)

    assert (said.status, said.body["field"]) == (status, field)


@pytest.mark.parametrize(
    ("body", "status", "field"),
    [
        ({"state": "open", "hand_over": "line"}, 422, "hand_over"),
        ({"state": "closed", "hand_over": "9"}, 404, "hand_over"),
        ({"state": "closed", "hand_over": ""}, 422, "hand_over"),
        ({"state": "closed", "hand_over": {}}, 422, "hand_over"),
    ],
)
def test_a_hand_over_that_cannot_be_is_refused(body, status, field):
    said = ask("PUT", f"{ONE}/state", body, groups=STAFF)

    assert (said.status, said.body["field"]) == (status, field)


def test_a_counter_that_closes_hands_over_to_the_line():
    takes("ani")
    post("calls")

    assert ask("PUT", f"{ONE}/state", {"state": "closed"}, groups=STAFF).kind == "counter-busy"
    said = ask("PUT", f"{ONE}/state", {"state": "closed", "hand_over": "line"}, groups=STAFF)

    assert (said.status, said.body["state"], "number" in said.body) == (200, "closed", False)


class TestCorrections:
    PATH = "/offices/rsud/corrections"

    @pytest.fixture
    def yesterday(self):
        """The date of yesterday's line, in which A001 was taken, and which has ended."""
        office, now = offices.read("rsud"), datetime.now(UTC)
        key = line_now(office, now - timedelta(days=1))
        for command in (a_take("ani"), EndDay(rid("end"))):
            lines.apply(HOME, key, command, int(now.timestamp()) - 80_000)
        return key.day

    def test_a_manager_sets_a_closed_day_right_once(self, yesterday):
        body, key = {"date": yesterday, "number": "A001", "state": "served"}, str(uuid4())

        said = [ask("POST", self.PATH, body, key=key, groups=MANAGER) for _ in range(2)]

        assert [(one.status, one.body) for one in said] == [(200, {"seq": 3})] * 2

    def test_it_is_not_for_staff(self, yesterday):
        body = {"date": yesterday, "number": "A001", "state": "served"}

        assert ask("POST", self.PATH, body, groups=STAFF).status == 403

    def test_a_day_that_goes_on_is_corrected_by_its_counters(self):
        body = {"date": today().day, "number": "A001", "state": "served"}

        assert ask("POST", self.PATH, body, groups=MANAGER).kind == "not-ended"

    @pytest.mark.parametrize(
        ("changes", "status", "field"),
        [
            ({"date": "2026-02-30"}, 422, "date"),
            ({"date": "yesterday"}, 422, "date"),
            ({"number": "A1"}, 422, "number"),
            ({"state": "waiting"}, 422, "state"),
            ({"why": "x"}, 422, "why"),
            ({"number": "A002"}, 409, None),
        ],
    )
    def test_what_cannot_be_is_refused(self, yesterday, changes, status, field):
        body = {"date": yesterday, "number": "A001", "state": "served", **changes}

        said = ask("POST", self.PATH, body, groups=MANAGER)

        assert (said.status, said.body.get("field")) == (status, field)
