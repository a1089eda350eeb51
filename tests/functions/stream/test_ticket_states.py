"""What each step of the full life leaves in the tickets, once the stream has followed it."""

from dataclasses import replace
from typing import Any

import pytest

from chalicelib import stream
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
    Void,
)
from chalicelib.store import offices, surveys, tickets
from tests.factories import HOME, KEY, NINE, a_call, a_take, moment, opened, rid
from tests.functions.api import a_hospital
from tests.functions.deployed import a_ticket, done, load_office

pytestmark = pytest.mark.usefixtures("deployed")

NOW = moment("Monday 2026-03-02 09:00")
ON = Onward({"A": "S"})
CALL, SERVE = a_call("first"), Serve(rid("serve"), counter="1")
UNDO = Undo(rid("undo"), counter="1")
HELD, MISSED = Hold(rid("hold"), counter="1"), NoShow(rid("gone"), counter="1", grace=900)
BACK = Resume(rid("back"), counter="1", number="A001", grace=900)
DENTIST = Transfer(rid("send"), counter="1", letter="B")
TO_TWO, CALL_AGAIN = Transfer(rid("two"), counter="1", to="2"), a_call("again")
STATION = Finish(rid("finish"), counter="1", onward=ON)
NEXT = CallThis(rid("next"), counter="1", letters=("A",), onward=ON, number="A002", reason="together")


@pytest.fixture(autouse=True)
def _two_wait(deployed: None) -> None:
    """Ani and Budi wait; counters 1 and 2 are open."""
    load_office(a_hospital())
    offices.forget()
    takes = [a_take(n, ticket=n) for n in ("ani", "budi")]
    for take in takes:
        a_ticket(take)
    follow(done(opened("1"), opened("2"), *takes))


def follow(records: list[dict[str, Any]]) -> None:
    for batch in stream.by_office(records).values():
        assert stream.follow_office("rsud", batch, NOW) == ""


def life(*commands: Command, apart: int = 3) -> list[dict[str, Any]]:
    records = done(*commands, now=NINE + 60, apart=apart)
    follow(records)
    return records


def of(name: str) -> tickets.Ticket:
    found = tickets.read(HOME, name)
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("commands", "state", "service", "via"),
    [
        ([CALL], "called", "umum", ""),
        ([CALL, SERVE], "serving", "umum", ""),
        ([CALL, HELD], "held", "umum", ""),
        ([CALL, HELD, BACK], "waiting", "umum", "resume"),
        ([CALL, MISSED], "no_show", "umum", ""),
        ([CALL, MISSED, BACK], "waiting", "umum", "return"),
        ([CALL, DENTIST], "waiting", "gigi", "transfer"),
        ([CALL, TO_TWO], "waiting", "umum", ""),
        ([CALL, STATION], "waiting", "farmasi", "station"),
        ([CALL, SERVE, NEXT], "waiting", "farmasi", "station"),
        ([CALL, Finish(rid("f"), counter="1", onward=ON, last=True)], "served", "umum", ""),
        (
            [CALL, SetCounter(rid("c"), counter="1", state="closed", hand_over="line")],
            "waiting",
            "umum",
            "",
        ),
        ([Void(rid("v"), counter="1", number="A001")], "void", "umum", ""),
        ([CALL, UNDO], "waiting", "umum", ""),
        ([CALL, SERVE, UNDO], "called", "umum", ""),
        ([CALL, HELD, UNDO], "called", "umum", ""),
        ([CALL, MISSED, UNDO], "called", "umum", ""),
        ([CALL, MISSED, BACK, UNDO], "no_show", "umum", ""),
        ([CALL, DENTIST, UNDO], "called", "umum", ""),
        ([CALL, HELD, BACK, CALL_AGAIN, DENTIST, UNDO], "called", "umum", "resume"),
        ([CALL, HELD, BACK, CALL_AGAIN, TO_TWO, UNDO], "called", "umum", "resume"),
        ([CALL, HELD, BACK, CALL_AGAIN, SERVE, UNDO], "called", "umum", "resume"),
        ([CALL, HELD, BACK, CALL_AGAIN, UNDO], "waiting", "umum", "resume"),
        ([CALL, SERVE, STATION, UNDO], "serving", "umum", ""),
        ([CALL, SERVE, NEXT, UNDO], "serving", "umum", ""),
        ([CALL, EndDay(rid("e"))], "served", "umum", ""),
        ([EndDay(rid("e")), Correct(rid("c"), number="A001", phase="no_show")], "no_show", "umum", ""),
    ],
)
def test_the_ticket_is_as_the_last_step_left_it(
    commands: list[Command], state: str, service: str, via: str
) -> None:
    life(*commands)

    ani = of("ani")
    assert (ani.state, ani.service, ani.via) == (state, service, via)


def test_a_station_is_noted_when_it_is_left_and_no_longer_when_that_is_undone() -> None:
    life(CALL, STATION)
    assert of("ani").stations == (("umum", NINE + 63),)

    life(UNDO)
    assert of("ani").stations == ()


@pytest.mark.parametrize(
    "step", [replace(DENTIST, keep_turn=False), STATION, NEXT], ids=["transfer", "finish", "call"]
)
def test_an_undo_gives_the_turn_back_that_was_counted_anew(step: Command) -> None:
    before = of("ani")
    life(CALL, step)
    assert of("ani").turn == NINE + 63

    life(UNDO)
    after = of("ani")
    assert (after.turn, after.service, after.stations, after.via) == (before.turn, "umum", (), "")


def answer(number: str, satisfaction: int) -> dict[str, Any] | None:
    """What was there before of one who answers the survey and has it noted."""
    kept = surveys.put_first(HOME, "rsud", KEY.day, number, {"satisfaction": satisfaction, "at": NINE})
    tickets.note_survey(HOME, number)
    return kept


LAST = Finish(rid("last"), counter="1", onward=ON, last=True)


def test_an_answer_about_an_end_that_was_taken_back_makes_room_for_the_true_one() -> None:
    life(CALL, LAST)
    answer("ani", 1)

    undone = life(UNDO)
    assert of("ani").surveyed is False

    life(replace(LAST, rid=rid("truly")))
    assert answer("ani", 3) is None
    follow(undone)
    assert [one["satisfaction"] for one in surveys.read(HOME, "rsud", KEY.day)] == [3]
    assert of("ani").surveyed is True


def test_an_answer_stays_when_another_s_step_is_undone() -> None:
    life(CALL, LAST)
    answer("ani", 3)

    life(a_call("next"), UNDO)
    assert of("budi").state == "waiting"

    assert len(surveys.read(HOME, "rsud", KEY.day)) == 1
    assert of("ani").surveyed is True


def test_an_undone_call_gives_both_tickets_back() -> None:
    life(CALL, NEXT)
    assert [of(name).state for name in ("ani", "budi")] == ["waiting", "called"]

    life(UNDO)
    assert [(of(name).state, of(name).service) for name in ("ani", "budi")] == [
        ("called", "umum"),
        ("waiting", "umum"),
    ]


def test_the_close_ends_who_is_on_hold_too() -> None:
    life(CALL, HELD, EndDay(rid("e")))

    assert [of(name).state for name in ("ani", "budi")] == ["ended", "ended"]


def test_records_that_come_again_change_no_ticket() -> None:
    records = life(CALL, SERVE, STATION, UNDO, DENTIST)
    before = of("ani"), of("budi")

    follow(records)
    follow(records[:2])

    assert (of("ani"), of("budi")) == before
    assert before[0].stations == (("umum", NINE + 72),)
