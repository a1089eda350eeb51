"""Slots and bookings over HTTP: claimed once, never oversold, given back, checked in."""

from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest

from chalicelib import codes
from chalicelib.booking.book import book
from chalicelib.booking.cancel import cancel
from chalicelib.booking.claim import claim_of
from chalicelib.booking.confirm import confirm
from chalicelib.booking.keys import pks_of
from chalicelib.booking.slots_of_day import slots_of_day
from chalicelib.booking.tend_waitlist import tend
from chalicelib.errors import (
    AlreadyBooked,
    BookingExpired,
    DayEnded,
    SlotFull,
    SlotPast,
    TooEarly,
    UnknownSlot,
)
from chalicelib.following import follow_slot
from chalicelib.issuing.check_in import check_in_booking
from chalicelib.queueing.commands import EndDay
from chalicelib.queueing.hours import local
from chalicelib.queueing.places import until_of
from chalicelib.store import bookings, identities, lines, offices, slots, table
from chalicelib.store.bookings import UNCONFIRMED, Booking
from chalicelib.store.slots import pk_of
from tests.factories import HOME, KEY, an_office, moment
from tests.functions.api import Said, ask, load, open_always
from tests.functions.booking.places import accounts_for

pytestmark = pytest.mark.usefixtures("aws")

BOOKINGS = "/offices/rsud/bookings"
NEAR = {"position": {"distance": 10, "accuracy": 20}}
NIK = "3204110609979999"


@pytest.fixture(autouse=True)
def _an_office_that_never_closes(aws: None) -> None:
    load(open_always())


def here() -> datetime:
    return local(an_office(), datetime.now(UTC))


def free(days: int = 1) -> list[dict]:
    """The slots of a day from today."""
    day = (here() + timedelta(days=days)).date().isoformat()
    return ask("GET", f"/offices/rsud/services/umum/slots?date={day}").body["slots"]


def reserve(slot: str | None = None, key: str | None = None, **body) -> Said:
    return ask("POST", BOOKINGS, {"service": "umum", "slot": slot or free()[0]["id"], **body}, key=key)


def left(slot: str) -> int:
    return next(one["left"] for one in free() if one["id"] == slot)


def tend_later(slot: str) -> None:
    """What the stream and the clock do with what was given back in a slot, once it is due."""
    item = table.lines(HOME).get(pk_of("rsud", "umum", slot), "slot") or {}
    follow_slot(offices.read("rsud"), item, datetime.now(UTC))
    due = max(until_of(one) for one in item["back"])
    tend(offices.read("rsud"), datetime.fromtimestamp(due, UTC))


def test_slots_follow_from_hours_and_capacity():
    office = an_office()
    at = moment("Monday 2026-03-02 09:10")

    listed = slots_of_day(office, office.service("umum"), at.date(), at)

    assert [one["id"][-5:] for one in listed] == [
        "09:30", "10:00", "10:30", "11:00", "11:30", "13:00", "13:30", "14:00", "14:30",
    ]  # fmt: skip
    assert listed[0] == {"id": "2026-03-02T09:30", "start": "2026-03-02T09:30:00+07:00", "left": 4}


@pytest.mark.parametrize("day", ["2026-03-01", "2026-02-27", "2026-03-07", "2026-03-17"])
def test_a_day_that_is_closed_past_or_too_far_has_no_slots(day):
    office, at = an_office(), moment("Monday 2026-03-02 09:10")

    assert slots_of_day(office, office.service("umum"), datetime.fromisoformat(day).date(), at) == []


@pytest.mark.parametrize(
    "query", ["", "?date=", "?date=2026-13-01", "?date=20260302", "?date=tomorrow", "?date=2026-W10-1"]
)
def test_a_date_at_fault_is_named(query):
    said = ask("GET", f"/offices/rsud/services/umum/slots{query}")

    assert (said.status, said.body["field"]) == (422, "date")


def test_a_service_without_bookings_has_no_slots():
    day = here().date().isoformat()

    said = [ask("GET", f"/offices/rsud/services/{s}/slots?date={day}") for s in ("gigi", "mata")]

    assert [(one.status, one.kind) for one in said] == [(409, "not-taken"), (404, "unknown-service")]


def test_a_booking_has_its_place_and_is_found_by_its_code():
    slot = free()[0]

    made = reserve(
        slot["id"], visitor={"name": "Siti Aminah", "phone": "0812-3456-7890", "nik": NIK}, party=2
    )

    assert made.status == 201
    booking = made.body
    assert (booking["state"], booking["slot"]) == ("booked", {"id": slot["id"], "start": slot["start"]})
    assert booking["visitor"] == {"name": "S*** A***", "phone": "+6281****890", "nik": "************9999"}
    assert booking["party"] == 2
    assert left(slot["id"]) == slot["left"] - 2
    assert ask("GET", f"/bookings/{booking['code']}").body == booking


def test_the_same_key_gives_the_same_booking_and_one_place():
    slot, key = free()[0]["id"], str(uuid4())

    first, again = reserve(slot, key), reserve(slot, key)

    assert (first.status, first.body) == (again.status, again.body)
    assert left(slot) == 3


def test_the_same_key_with_another_body_is_refused():
    slot, key = free()[0]["id"], str(uuid4())
    reserve(slot, key)

    said = reserve(slot, key, party=2)

    assert (said.status, said.kind) == (422, "key-reused")
    assert left(slot) == 3


def test_a_slot_is_never_oversold():
    slot = free()[0]["id"]

    said = [reserve(slot) for _ in range(6)]

    assert [one.status for one in said] == [201, 201, 201, 201, 409, 409]
    assert (said[5].kind, said[5].body["field"]) == ("slot-full", "slot")
    assert left(slot) == 0


def test_who_comes_too_late_leaves_nothing_behind():
    office = an_office()
    claim = claim_of(office, {"service": "umum", "slot": "2026-03-02T09:30"}, "id", EARLY)
    for n in range(4):
        book(office, claim, "", f"{n}" * 32, "b" * 32, EARLY)

    with pytest.raises(SlotFull):
        book(office, claim, "", "k" * 32, "b" * 32, EARLY)

    assert bookings.read(HOME, codes.id_of(codes.code(HOME, "booking", "rsud", "", "k" * 32))) is None
    assert book(office, claim, "", "0" * 32, "b" * 32, EARLY).state == "booked"


def test_a_cancelled_place_is_nobodys_until_it_is_offered_again():
    slot = free()[0]["id"]
    first, *_ = [reserve(slot).body["code"] for _ in range(4)]

    assert [ask("DELETE", f"/bookings/{first}").status for _ in range(2)] == [204, 204]

    assert ask("GET", f"/bookings/{first}").body["state"] == "cancelled"
    assert left(slot) == 0
    assert reserve(slot).kind == "slot-full"
    assert accounts_for(HOME, "rsud", "umum", slot) == {"who": 3, "held": 0, "back": 1, "left": 0}


def test_a_cancelled_place_can_be_booked_again_when_its_time_has_come():
    slot = free(2)[0]["id"]
    first, *_ = [reserve(slot).body["code"] for _ in range(4)]
    ask("DELETE", f"/bookings/{first}")

    tend_later(slot)

    assert [one["left"] for one in free(2) if one["id"] == slot] == [1]
    assert reserve(slot).status == 201


def test_a_cancelled_request_stays_cancelled():
    slot, key = free()[0]["id"], str(uuid4())
    ask("DELETE", f"/bookings/{reserve(slot, key).body['code']}")

    again = reserve(slot, key)

    assert (again.status, again.body["state"]) == (201, "cancelled")
    assert accounts_for(HOME, "rsud", "umum", slot) == {"who": 0, "held": 0, "back": 1, "left": 3}


def test_one_person_has_one_booking_for_a_service():
    slot = free()[0]["id"]
    first = reserve(slot, visitor={"nik": NIK})

    second = reserve(free()[1]["id"], visitor={"nik": NIK})

    assert (second.status, second.kind) == (409, "already-booked")
    assert first.body["code"] not in second.text
    ask("DELETE", f"/bookings/{first.body['code']}")
    assert reserve(free()[1]["id"], visitor={"nik": NIK}).status == 201


def test_a_booking_that_crashed_before_its_place_stands_in_nobodys_way_for_long():
    office = an_office()
    claim = claim_of(
        office, {"service": "umum", "slot": "2026-03-02T09:30", "visitor": {"nik": NIK}}, "id", EARLY
    )
    first = book(office, claim, "", "k" * 32, "b" * 32, EARLY)
    slots.release(HOME, pks_of(first), first.id)
    soon, later = EARLY + timedelta(seconds=59), EARLY + timedelta(seconds=61)

    with pytest.raises(AlreadyBooked):
        book(office, claim, "", "l" * 32, "b" * 32, soon)

    assert book(office, claim, "", "l" * 32, "b" * 32, later).state == "booked"
    assert first.expires == int(EARLY.timestamp()) + UNCONFIRMED
    assert identities.claim(HOME, first.identity, "rsud#umum", "x", 0) != first.id


def test_who_found_the_slot_full_may_book_another():
    slot = free()[0]["id"]
    for _ in range(4):
        reserve(slot)
    assert reserve(slot, visitor={"nik": NIK}).status == 409

    assert reserve(free()[1]["id"], visitor={"nik": NIK}).status == 201


@pytest.mark.parametrize(
    ("changes", "status", "kind", "field"),
    [
        ({"service": None}, 422, "invalid", "service"),
        ({"service": "mata"}, 404, "unknown-service", "service"),
        ({"service": "gigi"}, 409, "not-taken", "service"),
        ({"slot": None}, 422, "invalid", "slot"),
        ({"slot": "soon"}, 422, "invalid", "slot"),
        ({"slot": "2026-13-40T99:99"}, 404, "unknown-slot", "slot"),
        ({"slot": "2020-03-02T09:00"}, 409, "slot-past", "slot"),
        ({"slot": "2099-03-02T09:00"}, 404, "unknown-slot", "slot"),
        ({"slot": "0001-01-01T08:00"}, 404, "unknown-slot", "slot"),
        ({"visitor": []}, 422, "invalid", "visitor"),
        ({"visitor": {"phone": "021"}}, 422, "invalid", "visitor.phone"),
        ({"visitor": {"nik": "3171010101000000"}}, 422, "invalid", "visitor.nik"),
        ({"visitor": {"nik": 3}}, 422, "invalid", "visitor.nik"),
        ({"visitor": {"name": ""}}, 422, "invalid", "visitor.name"),
        ({"visitor": {"name": "x" * 81}}, 422, "invalid", "visitor.name"),
        ({"visitor": {"name": "a\u0000b"}}, 422, "invalid", "visitor.name"),
        ({"visitor": {"email": "a@b.c"}}, 422, "invalid", "visitor.email"),
        ({"party": 0}, 422, "invalid", "party"),
        ({"party": 6}, 422, "invalid", "party"),
        ({"party": True}, 422, "invalid", "party"),
        ({"party": 1.5}, 422, "invalid", "party"),
        ({"language": "jv"}, 422, "invalid", "language"),
        ({"note": "x"}, 422, "invalid", "note"),
    ],
)  # fmt: skip
def test_a_field_at_fault_is_named(changes, status, kind, field):
    body = {"service": "umum", "slot": free()[0]["id"], **changes}

    said = ask("POST", BOOKINGS, {name: value for name, value in body.items() if value is not None})

    assert (said.status, said.kind, said.body["field"]) == (status, kind, field)


def test_a_nik_is_required_where_the_service_says_so():
    doc = open_always()
    doc["services"][0]["nik"] = "required"
    load(doc)

    without, with_ = reserve(), reserve(visitor={"nik": "3204 1106 0997 9999"})

    assert (without.status, without.body["field"]) == (422, "visitor.nik")
    assert with_.status == 201


def test_a_slot_outside_the_hours_is_unknown():
    office, at = an_office(), moment("Monday 2026-03-02 09:10")
    for slot in ("2026-03-02T09:10", "2026-03-02T12:30", "2026-03-01T09:00", "2026-03-17T09:00"):
        with pytest.raises(UnknownSlot):
            claim_of(office, {"service": "umum", "slot": slot}, "id", at)


@pytest.mark.parametrize("code", ["0000000000000000", "short", "x" * 900])
def test_an_unknown_code_opens_nothing(code):
    assert [ask(method, f"/bookings/{code}").status for method in ("GET", "DELETE")] == [404, 404]
    assert ask("POST", f"/bookings/{code}/check-in", NEAR).status == 404


# Check-in, at times of our own.

EARLY, NINE_TEN = moment("Monday 2026-03-02 08:00"), moment("Monday 2026-03-02 09:10")


def a_booking(at: datetime = EARLY, slot: str = "2026-03-02T09:30") -> Booking:
    office = an_office()
    claim = claim_of(office, {"service": "umum", "slot": slot}, "id", at)
    made = book(office, claim, "", uuid4().hex, "b" * 32, at)
    return confirm(an_office(), made.id, made.slot, at) or made


def test_a_booking_becomes_a_ticket_with_the_slots_turn():
    booking = a_booking()

    ticket, line = check_in_booking(an_office(), booking, "visitor", NINE_TEN)

    assert (ticket.number, ticket.klass) == ("A001", "booked")
    assert ticket.turn == int(moment("Monday 2026-03-02 09:00").timestamp())
    assert [place.number for place in line.places("A.b")] == ["A001"]
    assert bookings.read(HOME, booking.id).state == "checked_in"


def test_who_comes_after_the_close_of_the_day_keeps_the_booking_as_it_was():
    booking = a_booking()
    lines.apply(HOME, KEY, EndDay("0" * 16), int(NINE_TEN.timestamp()))

    with pytest.raises(DayEnded):
        check_in_booking(an_office(), booking, "visitor", NINE_TEN)

    kept = bookings.read(HOME, booking.id)
    assert (kept.state, kept.ticket) == ("booked", "")


def test_a_check_in_again_is_the_same_ticket_at_whatever_door():
    booking = a_booking()
    first, _ = check_in_booking(an_office(), booking, "visitor", NINE_TEN)

    again, line = check_in_booking(
        an_office(), bookings.read(HOME, booking.id) or booking, "kiosk-rsud-1", NINE_TEN
    )
    stale, _ = check_in_booking(an_office(), booking, "kiosk-rsud-1", NINE_TEN)

    assert {first.code, again.code, stale.code} == {first.code}
    assert line.issued["A"] == 1


def test_who_comes_beyond_the_grace_counts_from_check_in():
    late = moment("Monday 2026-03-02 10:00")

    ticket, _ = check_in_booking(an_office(), a_booking(), "visitor", late)

    assert ticket.turn == int(moment("Monday 2026-03-02 09:30").timestamp())


def test_another_day_is_too_early_or_too_late():
    booking = a_booking(slot="2026-03-03T09:30")
    with pytest.raises(TooEarly):
        check_in_booking(an_office(), booking, "visitor", NINE_TEN)
    with pytest.raises(BookingExpired):
        check_in_booking(an_office(), booking, "visitor", moment("Wednesday 2026-03-04 09:00"))


def test_a_slot_that_has_begun_is_past():
    with pytest.raises(SlotPast):
        a_booking(at=moment("Monday 2026-03-02 09:30"))


def test_a_repeat_after_the_slot_began_gets_its_booking():
    office = an_office()
    claim = claim_of(office, {"service": "umum", "slot": "2026-03-02T09:30"}, "id", EARLY)
    first = book(office, claim, "", "k" * 32, "b" * 32, EARLY)

    again = book(office, claim, "", "k" * 32, "b" * 32, moment("Monday 2026-03-02 10:00"))

    assert again.code == first.code


def test_what_has_become_a_ticket_cannot_be_cancelled():
    booking = a_booking()
    check_in_booking(an_office(), booking, "visitor", NINE_TEN)

    with pytest.raises(BookingExpired):
        cancel(an_office(), booking, NINE_TEN)


def test_a_place_that_came_after_the_cancelling_is_given_back():
    office = an_office()
    claim = claim_of(office, {"service": "umum", "slot": "2026-03-02T09:30"}, "id", EARLY)
    made = book(office, claim, "", "k" * 32, "b" * 32, EARLY)
    bookings.move(HOME, made.id, ("pending",), state="cancelled")

    assert confirm(office, made.id, made.slot, EARLY) is None
    assert not slots.has(HOME, pks_of(made)[0], made.id)


def test_over_http_the_booking_of_today_checks_in():
    slot = (free(0) or free(1))[0]
    today = slot["id"][:10] == here().date().isoformat()
    code = reserve(slot["id"]).body["code"]

    said = ask("POST", f"/bookings/{code}/check-in", NEAR)

    if not today:
        assert (said.status, said.kind) == (409, "too-early")
        return
    assert (said.status, said.body["class"], said.body["present"]) == (200, "booked", True)
    assert ask("GET", f"/bookings/{code}").body["ticket"] == said.body["code"]
    assert ask("GET", f"/bookings/{code}").body["state"] == "checked_in"
    assert ask("DELETE", f"/bookings/{code}").kind == "booking-expired"
    assert ask("POST", f"/bookings/{code}/check-in", NEAR).body["code"] == said.body["code"]


def test_a_booking_far_from_the_office_does_not_check_in():
    slot = (free(0) or free(1))[0]
    code = reserve(slot["id"]).body["code"]

    said = ask("POST", f"/bookings/{code}/check-in", {"position": {"distance": 900, "accuracy": 5}})

    assert said.status == 409
    assert said.kind in ("too-far", "too-early")


def test_a_check_in_with_the_same_key_and_another_proof_is_refused():
    code, key = reserve((free(0) or free(1))[0]["id"]).body["code"], str(uuid4())
    ask("POST", f"/bookings/{code}/check-in", NEAR, key=key)

    said = ask("POST", f"/bookings/{code}/check-in", {"lobby_code": "123456"}, key=key)

    assert (said.status, said.kind) == (422, "key-reused")


def test_nothing_personal_is_in_the_lines_table():
    reserve(visitor={"name": "Siti Aminah", "phone": "0812-3456-7890", "nik": NIK})
    slot = free()[0]["id"]
    kept = str(table.lines(HOME).get(f"slot#rsud#umum#{slot}", "slot"))

    assert not any(told in kept for told in ("Siti", "3456", NIK))
    assert lines.read(HOME, a_key()).seq == 0


def a_key():
    from chalicelib.queueing.line import LineKey

    return LineKey("rsud", here().date().isoformat())
