"""Why a place is what it is, case by case, in both languages."""

from dataclasses import replace

import pytest

from chalicelib.issuing.explain import explain
from chalicelib.issuing.place import state_of
from chalicelib.issuing.why import ENGLISH, INDONESIAN, why
from chalicelib.queueing.commands import (
    CallNext,
    CheckIn,
    Finish,
    Hold,
    NoShow,
    Onward,
    Resume,
    SetCounter,
    Take,
    Transfer,
)
from chalicelib.queueing.line import Line
from chalicelib.queueing.office_document import office_from
from chalicelib.queueing.order import turn
from chalicelib.queueing.waiting_time import Pace
from chalicelib.store.tickets import Ticket
from tests.factories import HOME, KEY, NINE, after, rid
from tests.functions.api import a_hospital

OFFICE = office_from(a_hospital(), HOME)
OPEN = [SetCounter(rid(f"open {n}"), counter=n, state="open") for n in "123"]
CALL = CallNext(rid("call"), counter="1", letters=("A",))
LATER = NINE + 1800


def a_ticket(klass: str = "walk-in", slot: int = 0, **changes) -> Ticket:
    first = turn(klass, NINE, slot or None, OFFICE.starts)
    return Ticket(
        **{
            "id": "t", "code": "0" * 16, "office": "rsud", "day": KEY.day, "epoch": 1, "service": "umum",
            "letter": "A", "rid": "", "fence": 0, "body": "", "taken": NINE, "expires": 0, "number": "A001",
            "state": "waiting", "klass": klass, "slot": slot, "turn": first, **changes,
        }
    )  # fmt: skip


def taken(ticket: Ticket) -> Line:
    command = Take(rid("take"), letter="A", klass=ticket.klass, turn=ticket.turn, present=ticket.present)
    return after(*OPEN, command)


def said(ticket: Ticket, *commands, language: str = "id") -> str:
    line = after(CALL, line=taken(ticket), now=LATER - 60) if commands else taken(ticket)
    return why(OFFICE, ticket, after(*commands, line=line, now=LATER), language)


@pytest.mark.parametrize(
    ("ticket", "indonesian", "english"),
    [
        (
            a_ticket(),
            "Giliran dihitung dari pukul 09.00 WIB, saat nomor diambil.",
            "Your turn counts from 09.00 WIB, when the number was taken.",
        ),
        (
            a_ticket(present=False),
            "Giliran dihitung dari pukul 09.00 WIB, saat nomor diambil. Anda dipanggil setelah lapor datang.",
            "Your turn counts from 09.00 WIB, when the number was taken. You are called once you have checked in.",
        ),
        (
            a_ticket("booked", NINE),
            "Giliran dihitung dari jadwal pukul 09.00 WIB, dimajukan 30 menit.",
            "Your turn counts from your slot at 09.00 WIB, moved up 30 minutes.",
        ),
        (
            a_ticket("booked", NINE + 1800),
            "Giliran dihitung dari jadwal pukul 09.30 WIB, dimajukan 30 menit; datang lebih awal tidak mengubahnya.",
            "Your turn counts from your slot at 09.30 WIB, moved up 30 minutes; to come early does not change it.",
        ),
        (
            a_ticket("booked", NINE - 1800),
            "Giliran dihitung dari lapor datang pukul 09.00 WIB karena melewati batas jadwal, dimajukan 30 menit.",
            "Your turn counts from check-in at 09.00 WIB, as you came too late for your slot, moved up 30 minutes.",
        ),
        (
            a_ticket("priority"),
            "Prioritas: giliran dihitung dari pukul 09.00 WIB, dimajukan 15 menit.",
            "Priority: your turn counts from 09.00 WIB, moved up 15 minutes.",
        ),
    ],
    ids=["walk-in", "from home", "in time", "early", "late", "priority"],
)  # fmt: skip
def test_a_first_place_is_explained_by_what_its_turn_counts_from(ticket, indonesian, english):
    assert said(ticket) == indonesian
    assert said(ticket, language="en") == english


TO_DENTIST = Transfer(rid("send"), counter="1", letter="B")
ANEW = Transfer(rid("send"), counter="1", letter="B", keep_turn=False, priority=900)
NEXT = Finish(rid("next"), counter="1", onward=Onward({"A": "S"}, priority=900))
KEPT = Finish(rid("next"), counter="1", onward=Onward({"A": "S"}, keep_turn=True))
HOLD, MISSED = Hold(rid("hold"), counter="1"), NoShow(rid("gone"), counter="1", grace=900)
BACK = Resume(rid("back"), counter="1", number="A001", grace=900)
TO_THREE, THERE = Transfer(rid("send"), counter="1", to="3"), CallNext(rid("there 3"), counter="3")
FIRST = "Giliran dihitung dari pukul 09.00 WIB, saat nomor diambil."


@pytest.mark.parametrize(
    ("commands", "via", "indonesian"),
    [
        ([TO_DENTIST], "transfer", f"{FIRST} Anda dialihkan ke Poli gigi dan giliran Anda tetap."),
        (
            [ANEW],
            "transfer",
            "Giliran di Poli gigi dihitung dari pukul 09.30 WIB, saat Anda masuk antreannya.",
        ),
        ([NEXT], "station", "Giliran di Farmasi dihitung dari pukul 09.30 WIB, saat Anda masuk antreannya."),
        ([KEPT], "station", f"{FIRST} Kunjungan berlanjut ke Farmasi dan giliran Anda tetap."),
        ([HOLD], "", f"{FIRST} Nomor Anda ditahan petugas; giliran Anda tetap."),
        ([HOLD, BACK], "resume", f"{FIRST} Nomor Anda sempat ditahan; giliran Anda tetap."),
        (
            [MISSED],
            "",
            f"{FIRST} Anda tidak hadir saat dipanggil; silakan lapor ke petugas sampai pukul 09.45 WIB untuk kembali ke antrean.",
        ),
        (
            [MISSED, BACK],
            "return",
            f"{FIRST} Anda kembali setelah tidak hadir saat dipanggil; giliran Anda tetap.",
        ),
        (
            [TO_THREE],
            "",
            f"{FIRST} Anda dipanggil ke loket 3.",
        ),
        ([TO_THREE, THERE], "", FIRST),
        (
            [TO_THREE, THERE, Hold(rid("there"), counter="3")],
            "",
            f"{FIRST} Nomor Anda ditahan petugas; giliran Anda tetap.",
        ),
        (
            [Transfer(rid("send"), counter="1", floor="atas", beside=(("3", ("A",)),))],
            "",
            f"{FIRST} Anda dipanggil di Lantai atas.",
        ),
    ],
)
def test_what_came_in_between_is_said(commands, via, indonesian):
    assert said(a_ticket(via=via), *commands) == indonesian


def test_a_priority_keeps_its_head_start_at_the_next_station():
    assert said(a_ticket("priority", via="station"), NEXT) == (
        "Prioritas: giliran di Farmasi dihitung dari pukul 09.30 WIB, saat Anda masuk antreannya, dimajukan 15 menit."
    )


def test_a_booking_has_no_head_start_at_the_next_station():
    assert said(a_ticket("booked", NINE, via="station"), NEXT, language="en") == (
        "Your turn at Pharmacy counts from 09.30 WIB, when you joined its line."
    )


def test_a_priority_that_was_claimed_from_home_counts_from_the_check_in():
    ticket = a_ticket(present=False, priority="elderly", came=LATER)
    line = after(CheckIn(rid("in"), number="A001", turn=LATER - 900), line=taken(ticket), now=LATER)

    # The turn of the number itself is earlier than that of the priority, so it is the one that counts.
    assert why(OFFICE, ticket, line, "id").startswith("Giliran dihitung dari pukul 09.00 WIB")
    quick = replace(ticket, taken=NINE + 1750, turn=NINE + 1750)
    line = after(CheckIn(rid("in"), number="A001", turn=LATER - 900), line=taken(quick), now=LATER)
    assert (
        why(OFFICE, quick, line, "id")
        == "Prioritas: giliran dihitung dari pukul 09.30 WIB, dimajukan 15 menit."
    )


def test_both_languages_explain_the_same_cases():
    assert INDONESIAN.keys() == ENGLISH.keys()


@pytest.mark.parametrize(
    ("commands", "told", "state"),
    [
        ([], "called", "called"),
        ([HOLD], "called", "held"),
        ([MISSED], "called", "no_show"),
        ([MISSED, BACK], "no_show", "waiting"),
        ([NEXT], "called", "waiting"),
        ([Finish(rid("done"), counter="1")], "called", "served"),
    ],
)
def test_the_line_knows_the_state_before_the_stream_does(commands, told, state):
    ticket = a_ticket()
    line = after(CALL, *commands, line=taken(ticket), now=LATER)

    assert state_of(replace(ticket, state=told), line) == state


def test_the_page_follows_the_visit_and_says_until_when_one_may_come_back():
    ticket = a_ticket(state="called", counter="1", call=1)
    missed = after(CALL, MISSED, line=taken(ticket), now=LATER)
    onward = after(CALL, NEXT, line=taken(ticket), now=LATER)

    told = explain(Pace(OFFICE), ticket, missed, "id")
    assert (told["state"], told["until"], told["counter"]) == ("no_show", "2026-03-02T09:45:00+07:00", "1")
    told = explain(Pace(OFFICE), ticket, onward, "id")
    assert (told["state"], told["service"], told["turn"]) == (
        "waiting",
        "farmasi",
        "2026-03-02T09:30:00+07:00",
    )
    assert "counter" not in told
    assert "until" not in told
