"""Tickets, bookings, identities, tries and surveys on either engine."""

from dataclasses import replace

import pytest

from chalicelib.queueing.commands import Step
from chalicelib.queueing.line import LineKey
from chalicelib.store import bookings, identities, numbers, surveys, tickets, tries
from chalicelib.store.bookings import Booking
from chalicelib.store.tickets import Ticket
from tests.factories import HOME, NINE

pytestmark = pytest.mark.usefixtures("engine")

DAY = "2026-03-02"
LINE = LineKey("rsud", DAY)


def a_ticket(**changes) -> Ticket:
    ticket = Ticket(
        id="T1", code="0" * 16, office="rsud", day=DAY, epoch=1, service="umum", letter="A", rid="ab" * 8,
        fence=0, body="b", taken=NINE, expires=NINE + 1,
    )  # fmt: skip
    return replace(ticket, **changes)


SLOT = f"{DAY}T09:00"


def a_booking(**changes) -> Booking:
    booking = Booking("B1", "1" * 16, "rsud", "umum", SLOT, NINE, "b", NINE + 1, identity="i" * 32)
    return replace(booking, **changes)


def test_a_ticket_comes_back_as_it_was_put():
    ticket = a_ticket(phone="+6281234567890", present=False, priority="elderly", slot=NINE)

    assert tickets.put_pending(HOME, ticket) == ticket
    assert tickets.read(HOME, "T1") == ticket
    assert tickets.put_pending(HOME, a_ticket(body="other")) == ticket
    assert tickets.read(HOME, "T2") is None


def test_the_stream_fills_a_ticket_and_moves_it_forward_only():
    tickets.put_pending(HOME, a_ticket(present=False))
    step = Step(3, "take", "ab" * 8, NINE, number="A001", ticket="T1", list="A.h", turn=NINE)

    assert tickets.fill(HOME, "T1", step)
    assert tickets.move(HOME, "T1", 7, state="called", counter="1", call=2, called=NINE)
    assert not tickets.fill(HOME, "T1", step)
    ticket = tickets.read(HOME, "T1")
    assert (ticket.number, ticket.state, ticket.counter, ticket.seq, ticket.present) == (
        "A001",
        "called",
        "1",
        7,
        False,
    )
    assert not tickets.move(HOME, "T2", 9, state="called")


def test_a_filled_ticket_gets_no_new_fence():
    tickets.put_pending(HOME, a_ticket())

    assert tickets.renew_fence(HOME, a_ticket(), 9)
    assert not tickets.renew_fence(HOME, a_ticket(), 10)
    tickets.move(HOME, "T1", 1, number="A001")
    assert not tickets.renew_fence(HOME, a_ticket(fence=9), 10)


def test_a_number_leads_to_its_ticket():
    for number in ("A001", "A002"):
        numbers.put(HOME, LINE, number, f"T-{number}", NINE)

    assert numbers.ticket_of(HOME, LINE, "A001") == "T-A001"
    assert numbers.ticket_of(HOME, LINE, "A003") is None
    assert numbers.tickets_of(HOME, LINE, ["A001", "A002", "A003"]) == {
        "A001": "T-A001",
        "A002": "T-A002",
    }


def test_a_booking_comes_back_as_it_was_put():
    booking = a_booking(name="Siti", phone="+6281234567890", party=2)

    assert bookings.put_pending(HOME, booking) == booking
    assert bookings.read(HOME, "B1") == booking
    assert bookings.put_pending(HOME, a_booking(body="other")) == booking


def test_a_confirmed_booking_is_kept_beyond_its_slot():
    bookings.put_pending(HOME, a_booking())

    confirmed = bookings.confirm(HOME, "B1", SLOT)

    assert (confirmed.state, confirmed.expires) == ("booked", NINE + bookings.KEPT)
    assert bookings.confirm(HOME, "B1", SLOT).state == "booked"
    assert bookings.confirm(HOME, "B2", SLOT) is None


def test_a_booking_moves_only_from_the_states_said():
    bookings.put_pending(HOME, a_booking())

    assert bookings.move(HOME, "B1", ("pending", "booked"), state="cancelled").state == "cancelled"
    assert (
        bookings.move(HOME, "B1", ("pending", "booked"), state="checked_in", ticket="X").state == "cancelled"
    )
    assert bookings.confirm(HOME, "B1", SLOT).state == "cancelled"
    assert bookings.move(HOME, "B2", ("booked",), state="cancelled") is None


def test_an_identity_has_one_booking():
    assert identities.claim(HOME, "i", "umum", "B1", NINE) == "B1"
    assert identities.claim(HOME, "i", "umum", "B1", NINE) == "B1"
    assert identities.claim(HOME, "i", "umum", "B2", NINE) == "B1"
    assert not identities.take_over(HOME, "i", "umum", "B9", "B2", NINE)
    assert identities.take_over(HOME, "i", "umum", "B1", "B2", NINE)
    identities.release(HOME, "i", "umum", "B1")
    assert identities.claim(HOME, "i", "umum", "B3", NINE) == "B2"
    identities.release(HOME, "i", "umum", "B2")
    assert identities.claim(HOME, "i", "umum", "B3", NINE) == "B3"


def test_tries_are_counted_by_window():
    assert [tries.one_more(HOME, "T1", 1, 3, NINE) for _ in range(5)] == [True, True, True, False, False]
    assert tries.one_more(HOME, "T1", 2, 3, NINE)
    assert tries.one_more(HOME, "T2", 1, 3, NINE)


def test_the_first_answer_to_a_survey_stays():
    answer = {"satisfaction": 3, "service": "umum", "at": NINE, "elements": {"waktu": 4}}

    assert surveys.put_first(HOME, "rsud", DAY, "T1", answer) is None
    assert surveys.put_first(HOME, "rsud", DAY, "T1", {**answer, "satisfaction": 1})["satisfaction"] == 3
    tickets.put_pending(HOME, a_ticket())
    tickets.note_survey(HOME, "T1")
    assert tickets.read(HOME, "T1").surveyed
    assert [one["satisfaction"] for one in surveys.read(HOME, "rsud", DAY)] == [3]
