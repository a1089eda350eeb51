"""The office's hub and the cloud: who calls, what comes back when the link does, and the numbers that kiosks gave meanwhile."""

import json
import random
from datetime import timedelta
from typing import Any

import pytest

from chalicelib.calling import on_steps
from chalicelib.errors import HubHasTheLine, Refusal
from chalicelib.fleet import on_renew
from chalicelib.queueing.commands import EndDay
from chalicelib.queueing.line import LineKey
from chalicelib.store import leases, lines, table, things
from chalicelib.store.leases import Lease
from chalicelib.ticketing import on_issued, on_take
from devices.hub import lease as hub
from infra.join import of_type
from tests.factories import HOME, MONDAY, moment, rid
from tests.functions.api import ask
from tests.functions.deployed import published
from tests.infra.stacks import stacks

pytestmark = pytest.mark.usefixtures("deployed")

NOW = moment("Monday 2026-03-02 09:00")
AT = int(NOW.timestamp())
KEY = LineKey("rsud", MONDAY)
HUB, KIOSK = "hub-rsud-1", "kiosk-rsud-1"


@pytest.fixture(autouse=True)
def _anew():
    leases.forget()


def renew(at: int, state: str = "follower", saw: int | None = None, thing: str = HUB) -> dict[str, Any]:
    told = {"office": "rsud", "thing": thing, "state": state, "seq": 0} | (
        {} if saw is None else {"saw": saw}
    )
    on_renew.renew(told, NOW + timedelta(seconds=at - AT))
    answer: dict[str, Any] = published("antrean/rsud/hub/lease")[-1][1]
    return answer


def may_call(at: int) -> bool:
    try:
        leases.refuse_if_the_hub_calls(HOME, "rsud", at)
    except HubHasTheLine:
        return False
    return True


def test_a_hub_hears_the_clouds_time_and_the_cloud_calls_while_the_hub_echoes_it() -> None:
    first = renew(AT)
    second = renew(AT + 10, saw=first["now"])

    assert (first["now"], first["state"], second["state"]) == (AT, "away", "follower")
    assert may_call(AT + 29)
    assert not may_call(AT + 30)


def test_an_echo_that_was_long_on_its_way_renews_nothing() -> None:
    renew(AT, saw=AT)
    renew(AT + 100, saw=AT + 5)

    assert not may_call(AT + 100)


def test_a_hub_that_leads_keeps_the_line_until_it_follows_again() -> None:
    renew(AT, saw=AT)
    assert renew(AT + 60, state="master", saw=AT)["state"] == "master"
    assert not may_call(AT + 61)

    renew(AT + 90, saw=AT + 90)
    assert may_call(AT + 91)


def test_a_manager_takes_the_line_back_from_a_hub_that_is_broken() -> None:
    renew(AT, saw=AT)
    renew(AT + 60, state="master", saw=AT)

    assert ask("DELETE", "/offices/rsud/hub/lease", groups=["rsud:staff"]).status == 403
    assert ask("DELETE", "/offices/rsud/hub/lease", groups=["rsud:manager"]).status == 204
    assert ask("DELETE", "/offices/rsud/hub/lease", groups=["rsud:manager"]).status == 204
    assert may_call(AT + 61)
    assert renew(AT + 70, state="master", saw=AT + 70)["state"] == "away"


def test_only_the_offices_own_hub_renews() -> None:
    on_renew.renew({"office": "rsud", "thing": "kiosk-rsud-1", "state": "follower", "saw": AT}, NOW)
    on_renew.renew({"office": "rsud", "thing": "hub-rsud-igd", "state": "nonsense", "saw": AT}, NOW)

    assert leases.read(HOME, "rsud") is None


def test_staff_are_told_that_the_office_is_offline() -> None:
    leases.renew(HOME, "rsud", Lease(HUB, "follower", AT))
    leases.renew(HOME, "rsud", Lease(HUB, "master", AT))

    refused = ask("POST", "/offices/rsud/counters/1/calls", {}, groups=["rsud:staff"])

    assert (refused.status, refused.body["type"].rpartition("/")[2]) == (409, "hub-has-the-line")
    assert "luring" in refused.body["title"]


class World:
    """A hub, the cloud and a cable that delays, loses and keeps; one second a tick."""

    def __init__(self, luck: random.Random) -> None:
        self.luck, self.at, self.cable = luck, AT, True
        self.up: list[tuple[int, Lease]] = []
        self.down: list[tuple[int, int, str]] = []
        self.hub = hub.started("follower", False, 0.0)
        self.both: list[int] = []

    def tick(self, by_arrival: bool = False) -> None:
        self.at += 1
        boot = float(self.at - AT)
        if self.luck.random() < 0.02:
            self.cable = not self.cable
        if self.at % 10 == 0:
            self.hub = hub.renewed(self.hub)
            if self.hub.echoed is not None:
                # What is sent into a dead cable may come out a minute later.
                lag = self.luck.choice([0, 0, 1, 5]) + (0 if self.cable else self.luck.randrange(120))
                self.up.append((self.at + lag, Lease(HUB, self.hub.state, self.hub.echoed)))
            elif self.cable:
                self.down.append((self.at, self.at, "away"))
        for one in [one for one in self.up if one[0] <= self.at]:
            self.up.remove(one)
            said = Lease(HUB, one[1].state, self.at if by_arrival else one[1].saw)
            lease = leases.renew(HOME, "rsud", said)
            if self.cable and lease:
                self.down.append((self.at + self.luck.choice([0, 1, 4]), self.at, lease.state))
        for told in [told for told in self.down if told[0] <= self.at]:
            self.down.remove(told)
            self.hub = hub.heard(self.hub, told[1], told[2], boot)
        if hub.is_due(self.hub, boot):
            self.hub = hub.leads(self.hub)
        if self.hub.closing or (self.hub.calls and self.cable and self.luck.random() < 0.05):
            self.hub = hub.follows(hub.closing(self.hub), boot)
        # A function that began ten seconds ago may write now.
        lease = leases.read(HOME, "rsud")
        if self.hub.calls and lease and lease.calls_here(self.at - 10):
            self.both.append(self.at)


@pytest.mark.parametrize("seed", range(6))
def test_at_no_moment_may_both_call(seed: int) -> None:
    world = World(random.Random(seed))
    led = 0
    for _ in range(900):
        world.tick()
        led += world.hub.calls

    assert world.both == []
    assert led or seed != 0


@pytest.mark.slow
def test_if_arrival_counted_as_renewal_both_would_call() -> None:
    for seed in range(12):
        table.lines(HOME).delete("hub#rsud", "lease")
        world = World(random.Random(seed))
        for _ in range(900):
            world.tick(by_arrival=True)
            if world.both:
                return
    pytest.fail("nobody was seen to call at the same time")


def issued(number: str = "K1-001", own: str = "take-1", received: int = AT + 60, **more: Any) -> None:
    told = {
        "v": 1, "id": own, "at": moment("Monday 2026-03-02 09:00").isoformat(), "service": "umum", "number": number,
        "office": "rsud", "place": "1", "thing": KIOSK, "received": received * 1000, **more,
    }  # fmt: skip
    on_issued.put_in(told, NOW + timedelta(seconds=received - AT))


def waiting() -> list[str]:
    return [place.number for places in lines.read(HOME, KEY).waiting.values() for place in places]


def test_a_number_that_a_kiosk_gave_is_in_the_line_once_with_the_time_it_was_given() -> None:
    issued()
    issued()

    [place] = lines.read(HOME, KEY).waiting["A.w"]
    assert (place.number, place.turn) == ("K1-001", AT)


def test_a_wrong_clock_neither_jumps_the_line_nor_breaks_it() -> None:
    issued()
    early = moment("Monday 2026-03-02 03:00").isoformat()
    late = moment("Monday 2026-03-02 23:00").isoformat()
    things.note(HOME, "rsud", KIOSK, {"left": (AT - 10) * 1000})
    told = {
        "v": 1,
        "service": "umum",
        "office": "rsud",
        "place": "1",
        "thing": KIOSK,
        "received": (AT + 60) * 1000,
    }
    on_issued.put_in({**told, "id": "early", "at": early, "number": "K1-002"}, NOW + timedelta(seconds=60))
    on_issued.put_in({**told, "id": "late", "at": late, "number": "K1-003"}, NOW + timedelta(seconds=60))

    turns = {place.number: place.turn for place in lines.read(HOME, KEY).waiting["A.w"]}
    assert turns == {"K1-002": AT - 100, "K1-001": AT, "K1-003": AT + 60}


@pytest.mark.parametrize("number", ["K2-001", "A001", "K1-1", ""])
def test_a_kiosk_gives_numbers_of_its_own_series_only(number: str) -> None:
    with pytest.raises(Refusal):
        issued(number)


def test_the_cloud_number_of_a_take_that_was_sent_before_is_void_and_the_printed_one_stands() -> None:
    sent = {"v": 1, "id": "take-1", "at": "2026-03-02T02:00:00Z", "service": "umum"}
    on_take.answer({**sent, "office": "rsud", "place": "1", "thing": KIOSK, "received": AT * 1000}, NOW)
    assert waiting() == ["A001"]

    issued()
    issued()

    assert waiting() == ["K1-001"]


def test_a_take_that_comes_after_its_printed_number_is_that_number() -> None:
    issued()
    sent = {"v": 1, "id": "take-1", "at": "2026-03-02T02:00:00Z", "service": "umum"}
    on_take.answer({**sent, "office": "rsud", "place": "1", "thing": KIOSK, "received": AT * 1000}, NOW)

    assert waiting() == ["K1-001"]
    assert published("antrean/rsud/kiosks/1/slip")[-1][1]["number"] == "K1-001"


ROWS = [
    {
        "n": 0,
        "at": AT + 1,
        "kind": "take",
        "take": "take-1",
        "kiosk": KIOSK,
        "number": "K1-001",
        "service": "umum",
    },
    {"n": 1, "at": AT + 2, "kind": "counter", "counter": "1", "state": "open"},
    {"n": 2, "at": AT + 3, "kind": "call", "counter": "1", "number": "K1-001", "call": 1},
    {
        "n": 2,
        "at": AT + 9,
        "kind": "take",
        "take": "take-2",
        "kiosk": KIOSK,
        "number": "K1-002",
        "service": "umum",
    },
    {"n": 3, "at": AT + 10, "kind": "call", "counter": "1", "number": "K1-002", "call": 2},
]


def steps(*rows: dict[str, Any], run: str = "r1", thing: str = HUB) -> int:
    told = {"v": 1, "id": "1", "at": "2026-03-02T03:00:00Z", "office": "rsud", "thing": thing, "run": run}
    body = json.dumps({**told, "day": MONDAY, "epoch": 1, "steps": list(rows), "received": (AT + 90) * 1000})
    answer = on_steps.handler({"Records": [{"messageId": "1", "body": body}]}, None)
    assert answer["batchItemFailures"] == []
    return int(published("antrean/rsud/hub/played")[-1][1]["n"])


def test_what_the_hub_tells_is_played_once_however_often_and_in_whatever_order_it_comes() -> None:
    assert steps(*ROWS[3:]) == 0
    assert steps(*ROWS[:3]) == 2
    assert steps(*ROWS) == 3
    assert steps(*ROWS) == 3

    line = lines.read(HOME, KEY)
    assert (line.cell("1").number, line.call, waiting()) == ("K1-002", 2, [])
    assert [call.at for call in line.calls] == [AT + 3, AT + 10]


def test_a_no_show_that_the_hub_took_back_is_one_whom_the_counter_has_again() -> None:
    after = {"counter": "1", "number": "K1-001"}

    # Who took a number in between is put into the line at the cloud's own time, hours later.
    done = steps(
        *ROWS[:3],
        {"n": 3, "at": AT + 20, "kind": "no_show", **after},
        {**ROWS[3], "n": 3, "at": AT + 22},
        {"n": 4, "at": AT + 29, "kind": "undo", "of": "no_show", **after},
        {"n": 5, "at": AT + 40, "kind": "serve", **after},
    )

    line = lines.read(HOME, KEY)
    assert (done, line.cell("1").number, line.cell("1").phase) == (5, "K1-001", "serving")
    assert (waiting(), line.aside) == (["K1-002"], {})


def test_the_hub_s_undo_takes_nothing_else_back_in_the_cloud() -> None:
    undo = {"n": 3, "at": AT + 9, "kind": "undo", "of": "no_show", "counter": "1", "number": "K1-001"}

    assert steps(*ROWS[:3], undo) == 3

    assert lines.read(HOME, KEY).cell("1").number == "K1-001"


def test_another_office_s_hub_tells_nothing() -> None:
    told = {"office": "rsud", "thing": "hub-samsat-1", "run": "r1", "day": MONDAY, "epoch": 1, "steps": ROWS}
    on_steps.play(told, NOW)

    assert lines.read(HOME, KEY).seq == 0


def test_a_row_that_is_nonsense_stops_no_other() -> None:
    bad = {"n": 1, "at": AT, "kind": "call", "counter": "nowhere", "number": "Z999", "call": 1}

    assert steps(bad, {"n": 2, "at": AT, "kind": "counter", "counter": "1", "state": "open"}) == 2
    assert lines.read(HOME, KEY).cell("1").state == "open"


@pytest.mark.parametrize(
    "bad",
    [
        {"n": 1},
        {
            "n": 1,
            "kind": 7,
            "at": "noon",
            "counter": ["1"],
            "number": None,
            "call": "x",
            "state": {},
            "of": 3,
        },
        {"n": 1, "kind": "counter", "at": AT, "counter": "1", "state": "ajar"},
        {"n": 1, "kind": "counter", "at": AT, "counter": "Q" * 5000, "state": "open"},
        {"n": 1, "kind": "counter", "at": AT, "counter": "nowhere", "state": "open"},
        {"n": 1, "kind": "call", "at": 2**60, "counter": "1", "number": "A" * 9000, "call": -3},
    ],
)
def test_a_row_that_is_broken_is_a_conflict_and_those_behind_it_come_home(bad: dict[str, Any]) -> None:
    assert steps(bad, {"n": 2, "at": AT, "kind": "counter", "counter": "2", "state": "open"}) == 2

    line = lines.read(HOME, KEY)
    assert {name: cell.state for name, cell in line.counters.items()} == {"2": "open"}
    assert (line.seq, line.calls) == (2, ())


@pytest.mark.parametrize("junk", [None, "take", 7, [], {}, {"n": "1"}, {"n": -1, "kind": "call"}])
def test_a_row_that_is_no_row_is_passed_over(junk: Any) -> None:
    assert steps(junk, {"n": 1, "at": AT, "kind": "counter", "counter": "1", "state": "open"}) == 1


TAKE = {
    "n": 1,
    "kind": "take",
    "at": AT,
    "kiosk": "kiosk-rsud-1",
    "take": "take-9",
    "number": "K1-009",
    "service": "umum",
}


@pytest.mark.parametrize(
    "wrong",
    [{"number": "K1"}, {"number": 9}, {"take": "a b"}, {"take": None}, {"kiosk": 1}, {"service": "x"}, {"service": []}, {"at": "noon"}, {"priority": 5}],
)  # fmt: skip
def test_a_take_with_a_wrong_field_stops_no_other(wrong: dict[str, Any]) -> None:
    assert (
        steps({**TAKE, **wrong}, {"n": 1, "at": AT, "kind": "counter", "counter": "1", "state": "open"}) == 1
    )
    assert lines.read(HOME, KEY).cell("1").state == "open"


def test_what_comes_when_the_day_was_closed_is_let_go_so_that_the_hub_comes_home() -> None:
    lines.apply(HOME, KEY, EndDay(rid("end")), AT + 60)

    assert steps(*ROWS) == 3
    assert lines.read(HOME, KEY).calls == ()


def test_no_function_that_calls_runs_longer_than_the_lease_counts_on() -> None:
    runs = {
        name: function["Properties"]["Timeout"]
        for stack in stacks("aws")
        for name, function in of_type(stack.template["Resources"], "AWS::Lambda::Function").items()
    }

    longest = max(runs["StaffAPI"], runs["OnPress"])
    # The cloud counts whole seconds, so that it may begin to call up to one later.
    assert leases.LASTS + 1 + longest < hub.MASTER_AFTER


def test_a_take_of_no_kiosk_of_ours_stops_no_other() -> None:
    foreign = {**ROWS[0], "kiosk": "kiosk-samsat-1"}

    assert steps(foreign, {"n": 1, "at": AT, "kind": "counter", "counter": "1", "state": "open"}) == 1
    assert waiting() == []
