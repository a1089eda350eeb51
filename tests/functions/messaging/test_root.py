"""The manager is told the root of a closed day, once, and nobody else is."""

from collections.abc import Sequence

import pytest

from chalicelib.ledger.append import append_step
from chalicelib.messaging.on_message import tell
from chalicelib.queueing.commands import Command, Correct, EndDay
from chalicelib.store import ledger, offices
from tests.factories import HOME, KEY, a_take, an_office_document, moment, rid, steps
from tests.functions.deployed import asked, load_office, texts

pytestmark = pytest.mark.usefixtures("deployed")

NOW = moment("Monday 2026-03-02 15:30")
PHONE = "+6281234567890"
ASKED = {"kind": "root", "office": "rsud", "day": KEY.day, "epoch": 1}
DAY: Sequence[Command] = (a_take(0), EndDay(rid("end")), Correct(rid("after"), number="A001", phase="served"))


def office(**changes):
    load_office(an_office_document(**changes))
    offices.forget()


def append(*commands):
    for made in steps(*commands, apart=7):
        append_step(HOME, KEY, made)


def test_the_close_asks_for_it_and_nothing_else_does():
    append(*DAY)

    assert asked("messages") == [ASKED]


def test_a_repeated_close_asks_again_but_it_leaves_once():
    office(root_sms="081234567890")
    append(*DAY)
    append(*DAY[:2])

    assert [tell(one, NOW) for one in asked("messages")] == [True, False]
    root = ledger.read(HOME, KEY)[1]["hash"]
    assert texts() == [(PHONE, f"RSUD: akar 2026-03-02 {root} https://antrean.example/ledger/")]


def test_what_is_set_right_behind_the_close_changes_no_root_that_was_sent():
    office(root_sms=PHONE)
    append(*DAY)

    tell(ASKED, NOW)

    assert ledger.read_roots(HOME, KEY)[1].closed in texts()[0][1]


def test_without_a_phone_nobody_is_told():
    append(*DAY)

    assert tell(ASKED, NOW) is False
    assert texts() == []


def test_a_day_that_goes_on_has_no_root_to_tell():
    office(root_sms=PHONE)
    append(*DAY[:1])

    assert tell(ASKED, NOW) is False


def test_it_leaves_also_when_the_office_has_sent_all_that_it_pays_for():
    office(root_sms=PHONE, sms_per_day=0)
    append(*DAY)

    assert tell(ASKED, NOW) is True
