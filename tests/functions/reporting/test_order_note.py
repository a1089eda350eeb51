"""A day's report says whether the order was kept, why it was not, and the root by which anyone can check it."""

import csv
import io

import pytest

from chalicelib.ledger.append import append_step
from chalicelib.queueing import offline
from chalicelib.queueing.commands import REASONS, CallThis, Command, EndDay
from chalicelib.queueing.ledger import roots
from chalicelib.reporting.as_csv import as_csv
from chalicelib.reporting.order_note import order_note
from chalicelib.reporting.words import WORDS
from chalicelib.reporting.write_reports import summarise
from chalicelib.store import ledger
from tests.factories import HOME, KEY, NINE, a_call, a_take, an_office, opened, rid, steps

EARLY = CallThis(rid("early"), counter="1", number="A002", reason="together", letters=("A",))
TAKES = (a_take(0), a_take(1, NINE + 1), opened())


def told(*commands: Command) -> dict[str, object]:
    for made in steps(*commands, apart=7):
        append_step(HOME, KEY, made)
    return summarise(an_office(), KEY.day)


@pytest.mark.usefixtures("deployed")
def test_the_root_of_a_closed_day_stands_in_groups_of_four():
    today = told(*TAKES, a_call("one"), EndDay(rid("end")))

    note = order_note(today, WORDS["id"])

    closed = roots(ledger.read(HOME, KEY)).closed
    assert today["ledger"] == {"root": closed, "closed_root": closed}
    assert " ".join(closed[at : at + 4] for at in range(0, 64, 4)) in note
    assert 'class="good"' in note
    assert "Semua panggilan sesuai urutan" in note


@pytest.mark.usefixtures("deployed")
def test_a_reason_is_counted_and_blamed_on_nobody():
    today = told(*TAKES, EARLY)

    note = order_note(today, WORDS["en"])

    counted = {"total": 1, "by_reason": {"together": 1}, "unexplained": []}
    assert today["order"] == counted | {"without_link": 0, "conflicts": 0}
    assert "one family or party (1)" in note
    assert 'class="good"' in note
    assert "<code>" not in note


def test_a_call_without_a_reason_is_a_warning():
    today = {"order": {"total": 1, "by_reason": {}, "unexplained": [7]}, "ledger": {"root": ""}}

    note = order_note(today, WORDS["en"])

    assert 'class="warn"' in note
    assert "1 calls passed over" in note


def test_the_table_carries_the_root_in_every_row():
    text = as_csv(an_office(), [{"number": "A001"}, {"number": "A002"}], "f" * 64)

    assert [row["ledger_root"] for row in csv.DictReader(io.StringIO(text))] == ["f" * 64] * 2


@pytest.mark.parametrize("language", ["id", "en"])
def test_every_reason_has_its_words_also_that_the_office_was_offline(language: str):
    for reason in (*REASONS, offline.REASON):
        assert WORDS[language][reason] != reason

    today = {
        "order": {"total": 2, "by_reason": {"offline": 1, "new": 1}, "unexplained": []},
        "ledger": {"root": ""},
    }
    note = order_note(today, WORDS[language])
    assert f"{WORDS[language]['offline']} (1), new (1)" in note


def test_that_the_office_was_offline_is_said_and_what_no_longer_held():
    order = {"total": 0, "by_reason": {}, "unexplained": [], "without_link": 7, "conflicts": 1}

    note = order_note({"order": order, "ledger": {"root": ""}}, WORDS["id"])

    assert "7 langkah dicatat di kantor, 1 di antaranya tidak berlaku lagi" in note
    assert 'class="good"' in note
