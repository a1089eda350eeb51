"""Boards leave at once and stay retained, at most once a second, and the newest is never forgotten."""

import time
from datetime import timedelta

import pytest

from chalicelib.boards import for_hub
from chalicelib.boards.catalogue import catalogue, publish_if_new
from chalicelib.boards.counter_state import state_of
from chalicelib.boards.on_trailing import refresh, retain_board
from chalicelib.boards.publish import worth_showing
from chalicelib.queueing.commands import SetCounter
from chalicelib.queueing.line import Line
from chalicelib.queueing.line_json import from_json
from chalicelib.queueing.opening import Closure
from chalicelib.queueing.step import step
from chalicelib.showing import Shown
from chalicelib.store import board_json, boards, closures, leases, offices
from chalicelib.store.closures import Declared
from chalicelib.store.leases import Lease
from tests.factories import KEY, NINE, a_call, a_take, after, an_office, moment, opened, rid
from tests.functions.deployed import asked, done, published

NOW = moment("Monday 2026-03-02 09:00")
BOARD = "antrean/rsud/board"
WHY = {"id": "Listrik padam", "en": "Power cut"}


def test_a_counters_light_says_what_it_does() -> None:
    line = after(
        a_take(0),
        opened("1"),
        opened("2"),
        SetCounter(rid("pause"), counter="2", state="paused"),
        a_call("one"),
    )

    states = [state_of(line, counter) for counter in ("1", "2", "3")]

    assert [(one["state"], one["light"]) for one in states] == [
        ("open", "green"),
        ("paused", "off"),
        ("closed", "off"),
    ]
    assert states[0]["number"] == "A001"
    assert state_of(after(opened()), "1")["light"] == "amber"


def test_one_board_stands_for_a_batch_unless_a_call_would_be_on_none() -> None:
    line, seen = after(*[a_take(n) for n in range(9)], opened()), []
    for n in range(9):
        line, _ = step(line, a_call(f"call {n}"), NINE + 10 * n)
        seen.append((line, ""))

    assert [line.call for line, _ in worth_showing(seen)] == [6, 9]
    for some in range(1, 10):
        shown = {call.call for line, _ in worth_showing(seen[:some]) for call in line.calls}
        assert shown == set(range(1, some + 1))
    assert len(worth_showing(seen[:6])) == 1
    assert worth_showing([]) == []


def test_the_catalogue_is_the_offices_hours_and_services() -> None:
    made = catalogue(an_office(), "https://antrean.example", NOW)

    assert made["open"] is True
    assert made["hours"][:2] == [
        {"day": 0, "open": "08:00", "close": "12:00"},
        {"day": 0, "open": "13:00", "close": "15:00"},
    ]
    assert [service["letter"] for service in made["services"]] == ["A", "B"]
    assert catalogue(an_office(), "https://antrean.example", NOW + timedelta(hours=6))["open"] is False


@pytest.mark.usefixtures("deployed")
class TestRetained:
    def ask_for(self, seq: int, seconds: float = 0) -> None:
        retain_board(
            {"office": "rsud", "day": KEY.day, "epoch": 1, "seq": seq}, NOW + timedelta(seconds=seconds)
        )

    def seqs(self) -> list[int]:
        return [board["seq"] for _, board in published(BOARD)]

    def test_the_newest_board_is_retained_for_everyone(self) -> None:
        done(a_take(0), a_take(1))

        self.ask_for(1)

        assert [to for to, _ in published()] == [
            BOARD,
            "antrean/rsud/services/umum/board",
            "antrean/rsud/services/gigi/board",
        ]
        [_, (_, umum), (_, gigi)] = published()
        assert (self.seqs(), umum["total"], gigi["total"]) == ([2], 2, 0)

    def test_a_board_that_was_retained_is_not_again(self) -> None:
        done(a_take(0), a_take(1))

        self.ask_for(2)
        self.ask_for(2, seconds=5)
        self.ask_for(1, seconds=9)

        assert self.seqs() == [2]
        assert asked("trailing") == []

    def test_what_could_not_be_published_is_healed_though_a_newer_board_was_retained(self) -> None:
        done(opened(), a_take(0), a_call("one"), a_take(1))
        self.ask_for(4)

        retain_board({"office": "rsud", "day": KEY.day, "epoch": 1, "seq": 3, "heal": True}, NOW)

        [(_, calls)] = published("antrean/rsud/services/umum/calls")
        assert calls["counters"] == [{"counter": "1", "number": "A001", "call": 1}]
        assert self.seqs() == [4]

    @pytest.mark.slow
    def test_within_a_second_it_is_put_off_and_not_forgotten(self) -> None:
        done(a_take(0))
        self.ask_for(1)
        done(a_take(1))

        self.ask_for(2, seconds=0.4)
        assert self.seqs() == [1]
        [again] = asked_later()
        retain_board(again, NOW + timedelta(seconds=1.4))

        assert self.seqs() == [1, 2]

    @pytest.mark.slow
    def test_a_new_day_begins_with_an_empty_board_and_closed_counters(self) -> None:
        office = an_office()
        refresh(office, NOW)

        [wanted] = asked_later()
        retain_board(wanted, NOW)

        assert self.seqs() == [0]
        states = [state["state"] for to, state in published() if to.endswith("/state")]
        assert states == ["closed", "closed", "closed"]
        kept = board_json.read(office)
        assert kept is not None
        assert (kept["day"], kept["waiting"], kept["head"]) == (KEY.day, [], "")
        refresh(office, NOW)
        assert asked_later() == []

    @pytest.mark.parametrize(
        ("state", "seq", "told"),
        [("follower", leases.UNTOLD, True), ("master", leases.UNTOLD, True), ("follower", 0, False), ("away", leases.UNTOLD, False)],
    )  # fmt: skip
    def test_a_hub_that_has_no_line_is_told_all_though_nothing_happens(
        self, state: str, seq: int, told: bool
    ) -> None:
        office = an_office()
        boards.note(office.home, KEY, 0)
        for_hub.forget()
        at = int(NOW.timestamp())
        leases.renew(office.home, office.id, Lease("hub-rsud-1", "follower", at - 20, seq))
        if state != "follower":
            leases.renew(office.home, office.id, Lease("hub-rsud-1", state, at - 10, seq))

        refresh(office, NOW)
        for wanted in asked("trailing"):
            retain_board(wanted, NOW)

        assert [to for to, _ in published() if to in ("antrean/rsud/line", "antrean/rsud/hub/office")] == (
            ["antrean/rsud/hub/office", "antrean/rsud/line"] if told else []
        )

    @pytest.mark.parametrize("has_hub", [True, False])
    def test_a_hub_hears_of_each_step_at_once_so_that_a_cut_finds_it_knowing(self, has_hub: bool) -> None:
        office = an_office()
        leases.forget()
        if has_hub:
            leases.renew(
                office.home, office.id, Lease("hub-rsud-1", "follower", int(NOW.timestamp()) - 20, 0)
            )
        line, made = step(after(opened(), a_take(0)), a_call("one"), NINE)

        shown = Shown(office, NOW)
        shown.saw(line, made, "", new=True)
        shown.publish()

        told = [from_json(what["line"]) for _, what in published("antrean/rsud/line")]
        assert told == ([line] if has_hub else [])

    def test_a_catalogue_is_published_when_it_changes(self) -> None:
        office = an_office(id="puskesmas")

        told = [publish_if_new(office, NOW + timedelta(hours=hour)) for hour in (0, 1, 6, 7)]

        assert told == [True, False, True, False]
        assert [one["open"] for _, one in published("antrean/puskesmas/catalogue")] == [True, False]


def asked_later() -> list[dict[str, object]]:
    """Delayed work; moto hides it until its second has passed."""
    time.sleep(1.1)
    return asked("trailing")


def test_an_empty_line_has_no_calls_to_show() -> None:
    assert worth_showing([(Line(KEY), "")]) == [(Line(KEY), "")]


@pytest.mark.usefixtures("deployed")
def test_a_closure_is_on_board_and_catalogue_at_once_though_the_line_stood_still() -> None:
    done(a_take(0))
    retain_board({"office": "rsud", "day": KEY.day, "epoch": 1, "seq": 1}, NOW)
    offices.read("rsud")
    declared = Declared(Closure("c", "umum", KEY.day, KEY.day, WHY, NINE), "", "")
    closures.declare(an_office(), declared)

    retain_board({"office": "rsud", "anew": True}, NOW + timedelta(seconds=1))

    before, now = published(BOARD)
    assert (before[1]["seq"], before[1]["notices"]) == (1, [])
    assert (now[1]["seq"], now[1]["notices"][0]) == (1, "Poli umum tutup hari ini: Listrik padam")
    assert board_json.read(an_office())["notices"] == now[1]["notices"]
    [(_, told)] = published("antrean/rsud/catalogue")
    assert {one["id"]: one["open"] for one in told["services"]} == {"umum": False, "gigi": True}
