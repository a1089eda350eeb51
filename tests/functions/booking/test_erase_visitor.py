"""What a visitor told of themselves is gone when they ask, and the place stays; nobody gets a second one by that."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from chalicelib.booking.book import book
from chalicelib.booking.cancel import cancel
from chalicelib.booking.claim import claim_of
from chalicelib.booking.confirm import confirm
from chalicelib.errors import AlreadyBooked
from chalicelib.issuing.check_in import check_in_booking
from chalicelib.issuing.erase_visitor import erase_booking, erase_ticket, is_over
from chalicelib.messaging.on_message import tell
from chalicelib.queueing.commands import Step
from chalicelib.store import bookings, numbers, offices, table, tickets
from chalicelib.store.bookings import Booking
from tests.factories import HOME, KEY, NINE, a_take, an_office, moment
from tests.functions.api import ask, load, open_always
from tests.functions.deployed import a_ticket, deployed, done, texts

__all__ = ["deployed"]

pytestmark = pytest.mark.usefixtures("deployed")

EARLY, NINE_TEN = moment("Monday 2026-03-02 08:00"), moment("Monday 2026-03-02 09:10")
NIK, PHONE = "3204110609979999", "0812 3456 7890"
VISITOR = {"name": "Siti Aminah", "phone": PHONE, "nik": NIK}
PERSON = ("Siti", "Aminah", "81234567890", "9999")


def booked(key: str = "k", slot: str = "2026-03-02T09:30", now: datetime = EARLY, **visitor: str) -> Booking:
    body = {"service": "umum", "slot": slot, "visitor": visitor or VISITOR}
    claim = claim_of(an_office(), body, "id", now)
    made = book(an_office(), claim, "", key * 32, "b" * 32, now)
    return confirm(an_office(), made.id, made.slot, now) or made


def kept(booking: str) -> str:
    return str(table.visitors(HOME).get(f"booking#{booking}", "booking"))


def claim_item(identity: str) -> dict | None:
    return table.visitors(HOME).get(f"identity#{identity}", "rsud#umum")


def test_name_phone_and_digits_are_gone_and_the_place_stays():
    booking = booked()
    assert all(told in kept(booking.id) for told in PERSON)

    for _ in range(2):
        erase_booking(HOME, booking.id, EARLY)

    assert not any(told in kept(booking.id) for told in PERSON)
    left = bookings.read(HOME, booking.id)
    assert (left.state, left.slot, left.erased) == ("booked", booking.slot, True)


def test_who_erases_still_has_their_one_booking():
    booking = booked()

    erase_booking(HOME, booking.id, EARLY)

    with pytest.raises(AlreadyBooked):
        booked("l", slot="2026-03-02T10:00")


def test_the_hash_goes_when_the_booking_is_cancelled():
    booking = booked()
    erase_booking(HOME, booking.id, EARLY)

    cancel(an_office(), booking, EARLY)

    assert bookings.read(HOME, booking.id).identity == ""
    assert claim_item(booking.identity) is None
    assert booked("l", slot="2026-03-02T10:00").state == "booked"


def test_the_hash_goes_when_a_cancelled_booking_is_erased():
    booking = booked()
    cancel(an_office(), booking, EARLY)
    again = booked("l", slot="2026-03-02T10:00")

    erase_booking(HOME, booking.id, EARLY)

    assert bookings.read(HOME, booking.id).identity == ""
    assert claim_item(booking.identity)["booking"] == again.id


def test_the_hash_goes_when_the_day_is_over():
    booking = booked()

    erase_booking(HOME, booking.id, EARLY + timedelta(days=2))

    assert bookings.read(HOME, booking.id).identity == ""
    assert claim_item(booking.identity) is None


def test_the_hash_goes_when_the_visitor_has_come():
    booking = booked()
    erase_booking(HOME, booking.id, EARLY)

    check_in_booking(an_office(), booking, "visitor", NINE_TEN)

    assert bookings.read(HOME, booking.id).identity == ""


@pytest.mark.parametrize(
    ("state", "start", "wanted", "over"),
    [
        ("pending", NINE, (), False),
        ("booked", NINE, (), False),
        ("booked", NINE - 2 * 86_400, (), True),
        ("cancelled", NINE, (), True),
        ("expired", NINE, (), True),
        ("checked_in", NINE, (), True),
        ("waiting", 0, ("2026-02-01", "2026-03-02"), False),
        ("waiting", 0, ("2026-02-01", "2026-02-27"), True),
        ("offered", 0, ("2026-02-01", "2026-03-04"), False),
        ("pending", 0, (), False),
    ],
)
def test_a_booking_holds_its_person_while_it_may_come_to_something(state, start, wanted, over):
    booking = replace(booked(), state=state, start=start, wanted=wanted)

    assert is_over(booking, EARLY) is over


def test_a_request_that_comes_again_brings_nothing_back():
    booking = booked()
    erase_booking(HOME, booking.id, EARLY)

    assert booked().code == booking.code
    assert not any(told in kept(booking.id) for told in PERSON)


@pytest.mark.parametrize("kind", ["booked", "remind"])
def test_no_sms_is_sent_to_who_was_erased(kind):
    booking = booked()
    erase_booking(HOME, booking.id, EARLY)

    assert tell({"kind": kind, "office": "rsud", "booking": booking.id}, EARLY) is False
    assert texts() == []


@pytest.mark.parametrize("erase", [False, True])
def test_who_was_booked_is_told_that_two_are_ahead_unless_erased(erase):
    ticket, line = check_in_booking(an_office(), booked(), "visitor", NINE_TEN)
    tickets.fill(
        HOME, ticket.id, Step(line.seq, "take", ticket.rid, NINE, number="A001", turn=NINE, list="A.b")
    )
    numbers.put(HOME, KEY, "A001", ticket.id, ticket.expires)
    if erase:
        erase_ticket(HOME, ticket, NINE_TEN)

    asked = {"kind": "near", "office": "rsud", "day": KEY.day, "epoch": KEY.epoch, "number": "A001"}

    assert tell(asked, NINE_TEN) is not erase
    assert [phone for phone, _ in texts()] == ([] if erase else ["+6281234567890"])


def test_a_phone_is_kept_in_one_place():
    ticket, _ = check_in_booking(an_office(), booked(), "visitor", NINE_TEN)

    assert "81234567890" not in str(table.visitors(HOME).get(f"ticket#{ticket.id}", "ticket"))


def test_a_ticket_loses_its_phone_and_stays_in_the_line():
    take = a_take("ani", ticket="ani")
    ticket = a_ticket(take, phone="+6281234567890")
    done(take)

    for _ in range(2):
        erase_ticket(HOME, ticket, NINE_TEN)

    assert tickets.read(HOME, "ani").phone == ""
    assert tickets.read(HOME, "ani").rid == take.rid


def test_the_ticket_of_a_booking_erases_the_booking():
    booking = booked()
    ticket, _ = check_in_booking(an_office(), booking, "visitor", NINE_TEN)

    erase_ticket(HOME, ticket, NINE_TEN)

    assert not any(told in kept(booking.id) for told in PERSON)


def test_over_http_it_is_done_once_and_again_is_the_same():
    load(open_always())
    offices.forget()
    day = (datetime.now(an_office().zone) + timedelta(days=1)).date()
    slot = ask("GET", f"/offices/rsud/services/umum/slots?date={day}").body["slots"][0]["id"]
    code = ask("POST", "/offices/rsud/bookings", {"service": "umum", "slot": slot, "visitor": VISITOR}).body[
        "code"
    ]
    number = ask("POST", "/offices/rsud/tickets", {"service": "umum", "phone": PHONE}).body["code"]

    for path in (f"/bookings/{code}/visitor", f"/tickets/{number}/visitor"):
        assert [ask("DELETE", path).status for _ in range(2)] == [204, 204]

    read = ask("GET", f"/bookings/{code}").body
    assert (read["state"], read["visitor"]) == ("booked", {})
    assert tickets.by_code(number)[1].phone == ""
    assert ask("GET", f"/tickets/{number}").status == 200


@pytest.mark.parametrize("kind", ["bookings", "tickets"])
def test_an_unknown_code_erases_nothing(kind):
    said = ask("DELETE", f"/{kind}/0000000000000000/visitor")

    assert (said.status, said.kind) == (404, f"unknown-{kind[:-1]}")
