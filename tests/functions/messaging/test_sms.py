"""Every SMS is one GSM-7 segment to an Indonesian mobile phone, and leaves at most once, within the caps."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chalicelib import sms
from chalicelib.messaging.near import near_messages
from chalicelib.messaging.on_message import handler, tell
from chalicelib.messaging.send_reminders import remind
from chalicelib.messaging.texts import TEXTS, compose
from chalicelib.queueing.commands import Finish, Hold, Resume, Transfer, Withdraw
from chalicelib.queueing.quota import Plan
from chalicelib.queueing.step import step
from chalicelib.store import bookings, numbers, offices, slots, tickets
from chalicelib.store import sms as sent
from tests.factories import (
    HOME,
    KEY,
    NINE,
    a_call,
    a_take,
    after,
    an_office,
    an_office_document,
    moment,
    opened,
    rid,
)
from tests.functions.deployed import a_ticket, asked, done, load_office, texts

PHONE = "+6281234567890"
NOW = moment("Monday 2026-03-02 09:00")
LONGEST = {
    "when": "Kam 31 Des 23.59",
    "was": "Kam 31 Des 23.59",
    "until": "Kam 31 Des 23.59",
    "number": "A0999",
    "day": "2026-12-31",
    "root": "f" * 64,
}


@pytest.mark.parametrize("kind", TEXTS)
@pytest.mark.parametrize("language", ["id", "en"])
@given(name=st.text(min_size=1, max_size=120), site=st.integers(10, 80))
def test_every_template_with_the_longest_values_is_one_segment(
    kind: str, language: str, name: str, site: int
) -> None:
    page = f"https://{'x' * site}/#/b/7Q2M4XK9T0ZB6HVN"

    text = compose(kind, language, name, page, **LONGEST)

    assert sms.fits(text), (len(text), text)


@pytest.mark.parametrize("kind", TEXTS)
def test_a_text_names_the_office_and_carries_the_whole_link(kind: str) -> None:
    page = "https://d111111abcdef8.cloudfront.net/#/b/7Q2M4XK9T0ZB6HVN"

    text = compose(kind, "id", "RSUD – Instalasi Gawat Darurat", page, **LONGEST)

    assert text.startswith("RSUD - ")
    assert text.endswith(page)


@pytest.mark.parametrize(
    ("phone", "may"),
    [("+6281234567890", True), ("+62812345678", True), ("+6221555555", False), ("+14155550100", False),
     ("081234567890", False), ("+62812345678901234", False), ("", False)],
)  # fmt: skip
def test_only_indonesian_mobile_phones_are_written_to(phone: str, may: bool) -> None:
    assert sms.is_mobile(phone) is may


def test_whoever_comes_to_two_ahead_is_told() -> None:
    office = an_office()
    line = after(*[a_take(n) for n in range(5)], opened(), apart=60)

    line, called = step(line, a_call("first"), NINE + 600)

    assert [one["number"] for one in near_messages(line, called, office)] == ["A004"]


def test_a_withdrawal_in_front_brings_the_next_ones_nearer() -> None:
    office = an_office()
    line = after(*[a_take(n) for n in range(4)], apart=60)

    line, gone = step(line, Withdraw(rid("gone"), number="A002"), NINE + 600)

    assert [one["number"] for one in near_messages(line, gone, office)] == ["A004"]


def test_a_number_from_home_is_told_in_time_to_come() -> None:
    office = an_office()
    line = after(a_take(0), a_take(1), a_take(2), a_take("home", turn=NINE + 60, present=False), opened())

    line, called = step(line, a_call("first"), NINE + 600)

    assert [one["number"] for one in near_messages(line, called, office)] == ["A004"]


def test_taking_a_number_tells_nobody() -> None:
    line = after(a_take(0), a_take(1))

    line, taken = step(line, a_take(2), NINE)

    assert near_messages(line, taken, an_office()) == []


def test_who_is_sent_on_to_where_two_are_ahead_is_told() -> None:
    office = an_office()
    line = after(
        *[a_take(n, letter="B") for n in range(2)], a_take("ani", turn=NINE + 60), opened(), a_call("one")
    )

    line, sent_on = step(line, Transfer(rid("send"), counter="1", letter="B"), NINE + 600)

    assert [one["number"] for one in near_messages(line, sent_on, office)] == ["A001"]


def test_who_comes_back_in_front_of_all_and_who_is_done_are_not_told() -> None:
    office = an_office()
    line = after(*[a_take(n) for n in range(5)], opened(), a_call("one"))
    held = after(Hold(rid("hold"), counter="1"), line=line)

    back = step(held, Resume(rid("back"), counter="1", number="A001", grace=900), NINE + 600)
    finished = step(line, Finish(rid("finish"), counter="1"), NINE + 600)

    assert [near_messages(*one, office) for one in (back, finished)] == [[], []]


def a_waiting_ticket(n: int = 1, **changes: Any) -> dict[str, Any]:
    take = a_take(f"waiting {n}", ticket=f"waiting{n}")
    ticket = a_ticket(take, **{"phone": PHONE, **changes})
    done(take)
    _fill(ticket.id, f"A{n:03d}")
    return {"kind": "near", "office": "rsud", "day": "2026-03-02", "epoch": 1, "number": f"A{n:03d}"}


def _fill(ticket: str, number: str) -> None:
    tickets.move(HOME, ticket, 1, number=number)
    numbers.put(HOME, KEY, number, ticket, NINE + 86_400)


def a_booking(n: int = 1, slot: str = "2026-03-03T09:00", **changes: Any) -> dict[str, Any]:
    start = int(moment("Tuesday 2026-03-03 09:00").timestamp())
    booking = bookings.Booking(
        **{
            "id": f"b{n}", "code": f"7Q2M4XK9T0ZB6HV{n}", "office": "rsud", "service": "umum", "slot": slot,
            "start": start, "body": "hash", "expires": start, "state": "booked", "phone": PHONE, **changes,
        }
    )  # fmt: skip
    bookings.put_pending(HOME, booking)
    return {"kind": "booked", "office": "rsud", "booking": booking.id}


@pytest.mark.usefixtures("deployed")
class TestTold:
    def test_a_booking_is_told_once_however_often_it_is_asked(self) -> None:
        message = a_booking()

        assert [tell(message, NOW) for _ in range(3)] == [True, False, False]

        assert texts() == [
            (PHONE, "RSUD: pesanan Anda tercatat: Sel 3 Mar 09.00. Lihat atau batalkan: "
             "https://antrean.example/#/b/7Q2M4XK9T0ZB6HV1")
        ]  # fmt: skip

    def test_an_sms_is_marked_before_it_is_sent_so_a_crash_in_between_sends_none(self) -> None:
        assert sent.mark(HOME, "booked", "b1", NINE)

        assert tell(a_booking(), NOW) is False

        assert texts() == []

    def test_who_waits_is_told_when_two_are_ahead(self) -> None:
        assert tell(a_waiting_ticket(), NOW) is True

        [(_, text)] = texts()
        assert text.startswith("RSUD: nomor A001, tinggal 2 orang di depan Anda. Silakan bersiap. https://")

    def test_who_waits_no_more_is_not_told(self) -> None:
        message = a_waiting_ticket()
        done(Withdraw(rid("gone"), number="A001"))

        assert tell(message, NOW) is False

    def test_at_the_next_station_one_is_told_again_once(self) -> None:
        message = a_waiting_ticket()
        assert tell(message, NOW) is True
        done(opened(), a_call("one"), Transfer(rid("send"), counter="1", letter="B"))

        assert [tell(message, NOW) for _ in range(2)] == [True, False]

    def test_who_gave_no_phone_is_not_told(self) -> None:
        assert tell(a_waiting_ticket(phone=""), NOW) is False

    def test_a_phone_gets_three_a_day(self) -> None:
        told = [tell(a_booking(n), NOW) for n in range(5)]

        assert told == [True, True, True, False, False]
        assert tell(a_booking(6), moment("Tuesday 2026-03-03 09:00")) is True

    def test_an_office_sends_no_more_than_it_pays_for(self) -> None:
        load_office(an_office_document(sms_per_day=2))
        offices.forget()

        told = [tell(a_booking(n, phone=f"+62812345678{n:02d}"), NOW) for n in range(4)]

        assert told == [True, True, False, False]

    def test_a_cancelled_booking_is_not_told(self) -> None:
        assert tell(a_booking(state="cancelled"), NOW) is False

    @pytest.mark.parametrize(
        ("at", "leaves"),
        [("Monday 2026-03-02 07:59", False), ("Monday 2026-03-02 08:00", True),
         ("Monday 2026-03-02 19:59", True), ("Monday 2026-03-02 20:00", False)],
    )  # fmt: skip
    def test_reminders_keep_quiet_hours(self, at: str, leaves: bool) -> None:
        assert tell({**a_booking(), "kind": "remind"}, moment(at)) is leaves

    def test_a_booking_is_told_at_any_hour(self) -> None:
        assert tell(a_booking(), moment("Monday 2026-03-02 22:30")) is True

    def test_one_bad_record_does_not_stop_the_others(self) -> None:
        a_booking()
        bodies = ['{"kind": "booked", "office": "rsud"}', '{"kind":"booked","office":"rsud","booking":"b1"}']

        answer = handler(
            {"Records": [{"messageId": str(n), "body": body} for n, body in enumerate(bodies)]}, None
        )

        assert answer == {"batchItemFailures": [{"itemIdentifier": "0"}]}
        assert len(texts()) == 1


@pytest.mark.usefixtures("deployed")
@pytest.mark.parametrize(
    ("now", "told"),
    [("Monday 2026-03-02 17:59", 0), ("Monday 2026-03-02 18:05", 2), ("Monday 2026-03-02 19:00", 0)],
)
def test_tomorrows_bookings_are_reminded_of_at_18(now: str, told: int) -> None:
    office = an_office()
    for n, slot in enumerate(["2026-03-03T09:00", "2026-03-03T14:30", "2026-03-04T09:00"]):
        slots.claim(HOME, [slots.SlotKey("rsud", "umum", slot, NINE, Plan(4))], f"b{n}", NINE)

    assert remind(office, moment(now)) == told

    assert [one["booking"] for one in asked("messages")] == ["b0", "b1"][:told]
