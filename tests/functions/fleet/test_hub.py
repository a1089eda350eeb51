"""The office's hub and the cloud: who calls, and the numbers that kiosks gave meanwhile."""

import random
from datetime import timedelta
from typing import Any

import pytest

from chalicelib.errors import HubHasTheLine, Refusal
from chalicelib.fleet import on_renew
from chalicelib.queueing.line import LineKey
from chalicelib.store import leases, lines, table, things
from chalicelib.store.leases import Lease
from chalicelib.ticketing import on_issued, on_take
from devices.hub import lease as hub
from infra.join import of_type
from tests.factories import HOME, MONDAY, moment
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


def test_no_function_that_calls_runs_longer_than_the_lease_counts_on() -> None:
    runs = {
        name: function["Properties"]["Timeout"]
        for stack in stacks("aws")
        for name, function in of_type(stack.template["Resources"], "AWS::Lambda::Function").items()
    }

    longest = max(runs["StaffAPI"], runs["OnPress"])
    # The cloud counts whole seconds, so that it may begin to call up to one later.
    assert leases.LASTS + 1 + longest < hub.MASTER_AFTER
