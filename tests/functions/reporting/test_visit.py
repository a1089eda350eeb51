"""A visit's figures, folded from what the stream told of it: stations, detours, and steps that were taken back."""

import random

import pytest

from chalicelib.queueing.commands import (
    CallThis,
    Command,
    Correct,
    EndDay,
    Finish,
    Hold,
    NoShow,
    Onward,
    Resume,
    Serve,
    SetCounter,
    Transfer,
    Undo,
)
from chalicelib.queueing.line import Line
from chalicelib.queueing.office_document import office_from
from chalicelib.queueing.step import step
from chalicelib.queueing.waiting_time import Pace
from chalicelib.reporting import on_figure
from chalicelib.reporting.figure import figure_of
from chalicelib.reporting.summary import service_minutes, summary, wait_of
from chalicelib.reporting.visit import Figure, figures_of
from chalicelib.reporting.write_reports import figures_on
from tests.factories import HOME, KEY, NINE, a_call, a_take, an_office, opened, rid
from tests.functions.api import a_hospital, load

OFFICE = office_from(a_hospital(), HOME)
ON = Onward({"A": "S"})
CALL, SERVE, FINISH = a_call("one"), Serve(rid("serve"), counter="1"), Finish(rid("end"), counter="1")
STATION = Finish(rid("on"), counter="1", onward=ON)
HOLD, MISSED = Hold(rid("hold"), counter="1"), NoShow(rid("gone"), counter="1", grace=900)
BACK = Resume(rid("back"), counter="1", number="A001", grace=900)
PHARMACY = (opened("4"), a_call("drugs", "4", ("S",)), Finish(rid("drugs end"), counter="4"))


def told(*commands: Command, apart: int = 60) -> list[dict]:
    """What the stream tells of a morning: Ani takes a number at 09:00, then a command each minute."""
    line, found = Line(KEY), []
    for n, command in enumerate((opened("1"), a_take("ani"), *commands)):
        line, made = step(line, command, NINE + max(0, n - 1) * apart)
        found.append(figure_of(line, made, Pace(OFFICE)))
    return [one for one in found if one]


def folded(*commands: Command, number: str = "A001", apart: int = 60) -> list[Figure]:
    messages = told(*commands, apart=apart)
    return figures_of(number, [one["events"][number] for one in messages if number in one["events"]])


def test_a_plain_visit():
    [visit] = folded(CALL, SERVE, FINISH)

    assert visit == {
        "number": "A001", "taken": NINE, "class": "walk-in", "how": "walk_in", "service": "umum", "came": NINE,
        "expected": 0.0, "promised": [0, 5], "called": NINE + 60, "counter": "1", "served": NINE + 120,
        "left": NINE + 180, "outcome": "served", "finished": NINE + 180,
    }  # fmt: skip


def test_each_station_has_its_own_wait_and_service():
    visit, pharmacy = folded(CALL, SERVE, STATION, *PHARMACY)

    assert (visit["service"], visit["left"], visit["outcome"]) == ("umum", NINE + 180, "served")
    assert (pharmacy["service"], pharmacy["came"], pharmacy["called"]) == ("farmasi", NINE + 180, NINE + 300)
    assert (wait_of(visit), wait_of(pharmacy)) == (1, 2)
    assert service_minutes([visit, pharmacy]) == [1, 1]
    assert "taken" not in pharmacy
    assert "outcome" not in pharmacy


def test_a_visit_with_two_stations_counts_once_in_the_day():
    report = summary("2026-03-02", folded(CALL, SERVE, STATION, *PHARMACY), [], {"total": 0}, {})

    assert (report["issued"], report["served"], report["walk_in"]) == (1, 1, 1)


def test_a_next_that_finishes_for_the_next_station_says_so():
    following = CallThis(rid("this"), counter="1", letters=("A",), onward=ON, number="A002")

    visit, pharmacy = folded(CALL, a_take("budi", NINE + 120), following)

    assert (visit["left"], pharmacy["came"]) == (NINE + 180, NINE + 180)


@pytest.mark.parametrize("detour", [(HOLD, BACK), (MISSED, BACK), (Transfer(rid("t"), counter="1", to="1"),)])
def test_who_comes_back_waited_for_the_first_call_and_teaches_no_service_time(detour):
    [visit] = folded(CALL, *detour)
    assert "outcome" not in visit

    [visit] = folded(CALL, *detour, a_call("again"), FINISH)
    assert (visit["called"], visit["outcome"], visit["broken"]) == (NINE + 60, "served", True)
    assert service_minutes([visit]) == []


def test_who_did_not_come_back_was_missed():
    [visit] = folded(CALL, MISSED)

    assert (visit["outcome"], visit["finished"]) == ("no_show", NINE + 120)


def test_a_transfer_to_another_service_is_another_station():
    visit, dentist = folded(CALL, Transfer(rid("t"), counter="1", letter="B", keep_turn=True))

    assert (visit["left"], dentist["service"], dentist["came"]) == (NINE + 120, "gigi", NINE + 120)
    assert "broken" not in visit


@pytest.mark.parametrize(
    "undone", [HOLD, MISSED, FINISH, STATION, SERVE, Transfer(rid("t"), counter="1", letter="B")]
)
def test_what_was_undone_never_happened(undone):
    undo = Undo(rid("undo"), counter="1")

    assert folded(CALL, undone, undo, apart=5) == folded(CALL, apart=5)


def test_an_undone_call_is_no_call_and_its_former_ticket_was_not_finished():
    following = CallThis(rid("this"), counter="1", letters=("A",), number="A002")
    morning = (CALL, a_take("budi", NINE + 10), following, Undo(rid("undo"), counter="1"))

    [ani] = folded(*morning, apart=5)
    [budi] = folded(*morning, number="A002", apart=5)

    assert "outcome" not in ani
    assert "called" not in budi


def test_undoing_a_pause_takes_nothing_from_the_ticket():
    pause = SetCounter(rid("pause"), counter="1", state="paused")

    assert folded(CALL, pause, Undo(rid("undo"), counter="1"), apart=5) == folded(CALL, apart=5)


def test_the_close_of_day_is_no_service_time():
    [visit] = folded(CALL, EndDay(rid("end of day")))

    assert visit["outcome"] == "served"
    assert service_minutes([visit]) == []


def test_a_correction_has_the_last_word():
    [visit] = folded(EndDay(rid("end of day")), Correct(rid("right"), number="A001", phase="served"))

    assert visit["outcome"] == "served"


@pytest.mark.usefixtures("aws")
def test_figures_are_the_same_in_whatever_order_and_however_often_they_come():
    load(a_hospital())
    messages = told(CALL, MISSED, BACK, a_call("again"), SERVE, STATION, *PHARMACY)
    mixed = [*messages, *messages[::2]]
    random.Random(3).shuffle(mixed)

    for message in mixed:
        on_figure.keep(message)

    commands = (CALL, MISSED, BACK, a_call("again"), SERVE, STATION, *PHARMACY)
    assert figures_on(an_office(), KEY.day) == folded(*commands)
