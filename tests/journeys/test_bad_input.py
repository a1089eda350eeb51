"""Bad input over HTTP: each gets a problem with a type, a sentence and, where there is one, the field at fault."""

from datetime import timedelta
from uuid import uuid4

import pytest

from tests.journeys.days import free_slot, slots, today

pytestmark = pytest.mark.cloud

NOBODYS = "0000000000000000"
CLOSED_ON_SUNDAY = "imigrasi-lampung-tengah"


@pytest.mark.parametrize(
    "path", ["", "/board", "/services/igd/slots?date=2026-03-02", "/ledger?date=2026-03-02"]
)
def test_an_office_that_is_not(public, path):
    public.get(f"/offices/kantor-pos{path}").refused(404, "unknown-office")


def test_nobody_takes_or_books_at_an_office_that_is_not(public):
    public.post("/offices/kantor-pos/tickets", {"service": "igd"}).refused(404, "unknown-office")
    body = {"service": "igd", "slot": "2026-03-02T09:00"}
    public.post("/offices/kantor-pos/bookings", body).refused(404, "unknown-office")


def test_a_service_that_is_not(public, office):
    public.post(f"/offices/{office}/tickets", {"service": "pangkas-rambut"}).refused(404, "unknown-service")
    path = f"/offices/{office}/services/pangkas-rambut/slots?date={today(public, office)}"
    public.get(path).refused(404, "unknown-service")


def test_a_counter_that_is_not(staff, office):
    staff.post(f"/offices/{office}/counters/99/calls").refused(404, "unknown-counter")
    staff.put(f"/offices/{office}/counters/99/state", {"state": "open"}).refused(404, "unknown-counter")


@pytest.mark.parametrize("code", [NOBODYS, "short", "ILOU" * 4, "'; DROP TABLE--"])
def test_a_code_that_opens_nothing(public, code):
    for kind in ("tickets", "bookings"):
        public.get(f"/{kind}/{code}").refused(404)
        public.delete(f"/{kind}/{code}").refused(404)


def test_a_slot_that_is_not(public, office):
    path = f"/offices/{office}/bookings"
    day = today(public, office) + timedelta(3)
    for slot in (f"{day}T09:07", f"{day + timedelta(400)}T09:00"):
        public.post(path, {"service": "igd", "slot": slot}).refused(404, "unknown-slot")
    public.post(path, {"service": "igd", "slot": "besok pagi"}).refused(422, field="slot")


def test_a_slot_that_has_passed(public, office):
    day = today(public, office) - timedelta(1)

    answer = public.post(f"/offices/{office}/bookings", {"service": "igd", "slot": f"{day}T09:00"})

    assert answer.status in (404, 409)
    answer.refused(answer.status, "unknown-slot" if answer.status == 404 else "slot-past")


def test_a_slot_of_today_that_has_begun(public, office):
    offered = slots(public, office, "igd", today(public, office))
    begun = f"{today(public, office)}T00:00"
    if any(slot["id"] == begun for slot in offered):
        pytest.skip("the office's day has just begun: no slot has passed")

    public.post(f"/offices/{office}/bookings", {"service": "igd", "slot": begun}).refused(409, "slot-past")


def test_a_closed_day_has_no_slots_and_takes_no_booking(public):
    office = public.get(f"/offices/{CLOSED_ON_SUNDAY}").expect(200)
    assert not any(span["day"] == 6 for span in office["hours"])
    service = next(one["id"] for one in office["services"] if "booking" in one["takes"])
    day = today(public, CLOSED_ON_SUNDAY)
    sunday = day + timedelta((6 - day.weekday()) % 7 or 7)

    assert slots(public, CLOSED_ON_SUNDAY, service, sunday) == []
    body = {
        "service": service,
        "slot": f"{sunday}T09:00",
        "visitor": {"name": "A", "nik": "1801010101900001"},
    }
    public.post(f"/offices/{CLOSED_ON_SUNDAY}/bookings", body).refused(404, "unknown-slot")


@pytest.mark.parametrize("phone", ["12345", "+1 202 555 0100", "0812-34", "abc", "08123456789012345678", ""])
def test_a_phone_that_is_none(public, office, phone):
    path = f"/offices/{office}"
    slot = free_slot(public, office, "igd")["id"]

    public.post(f"{path}/tickets", {"service": "kebidanan", "phone": phone}).refused(422, field="phone")
    body = {"service": "igd", "slot": slot, "visitor": {"phone": phone}}
    public.post(f"{path}/bookings", body).refused(422, field="visitor.phone")


@pytest.mark.parametrize("key", ["", "abc", "6f1c2d9e-8a54", "null"])
def test_a_key_that_is_missing_or_no_uuid(public, office, key):
    public.ask("POST", f"/offices/{office}/tickets", {"service": "kebidanan"}, key).refused(
        400, "key-missing"
    )


def test_a_key_that_was_used_for_another_body(people, public, office):
    path, key = f"/offices/{office}/tickets", str(uuid4())
    ticket = public.post(path, {"service": "kebidanan"}, key).expect(201)
    people.leaves_at_end(ticket["code"])

    public.post(path, {"service": "rawat-inap"}, key).refused(422, "key-reused")

    assert public.post(path, {"service": "kebidanan"}, key).expect(201)["number"] == ticket["number"]


def test_a_booking_key_that_was_used_for_another_body(people, public, office):
    slot, key = free_slot(public, office, "igd")["id"], str(uuid4())
    path = f"/offices/{office}/bookings"
    booking = public.post(path, {"service": "igd", "slot": slot}, key).expect(201)

    public.post(path, {"service": "igd", "slot": slot, "party": 2}, key).refused(422, "key-reused")

    public.delete(f"/bookings/{booking['code']}").expect(204)
    assert public.post(path, {"service": "igd", "slot": slot}, key).expect(201)["state"] == "cancelled"


def test_a_body_of_a_megabyte(public, office):
    huge = b'{"service": "' + b"a" * 1_000_000 + b'"}'

    answer = public.ask("POST", f"/offices/{office}/tickets", huge, str(uuid4()))

    answer.refused(413, "too-large")


@pytest.mark.parametrize("body", [b"{", b"[]", b"null", b'"igd"', b"\xff\xfe", b""])
def test_a_body_that_is_no_object(public, office, body):
    answer = public.ask("POST", f"/offices/{office}/tickets", body, str(uuid4()))

    assert answer.status in (400, 422)
    answer.refused(answer.status)


def test_a_field_that_nobody_knows(public, office):
    body = {"service": "kebidanan", "number": "A001"}
    public.post(f"/offices/{office}/tickets", body).refused(422, field="number")


@pytest.mark.parametrize(
    "proof",
    [
        {},
        {"lobby_code": "12"},
        {"position": {"distance": -1, "accuracy": 5}},
        {"position": {"distance": "near", "accuracy": 5}},
        {"position": {"distance": 5}},
    ],
)
def test_a_check_in_without_a_sound_proof(people, public, proof):
    ticket = people.from_home("kebidanan")

    public.post(f"/tickets/{ticket['code']}/check-in", proof).refused(422)

    assert people.ticket(ticket["code"])["present"] is False


def test_who_is_far_away_or_guesses_the_code_has_not_come(people, public):
    ticket = people.from_home("kebidanan")
    path = f"/tickets/{ticket['code']}/check-in"

    public.post(path, {"position": {"distance": 5000, "accuracy": 9000}}).refused(409, "too-far")
    public.post(path, {"lobby_code": "000000"}).refused(409, "wrong-code")
    public.post(f"/tickets/{ticket['code']}/survey", {"satisfaction": 3}).refused(409, "not-served")
    public.post(f"/tickets/{ticket['code']}/survey", {"satisfaction": 4}).refused(422, field="satisfaction")

    assert people.ticket(ticket["code"])["present"] is False


def test_a_counter_that_is_closed_or_has_nobody_refuses_its_verbs(desk):
    desk.set("closed")
    desk.verb("calls").refused(409, "counter-closed")
    desk.set("paused")
    desk.verb("calls").refused(409, "counter-paused")
    desk.set("open")
    for verb in ("recalls", "serving", "finish", "no-show"):
        desk.verb(verb).refused(409, "not-called")


def test_refusals_are_said_in_the_readers_language(public):
    said = {
        language: public.get("/offices/kantor-pos", **{"Accept-Language": language}).body["title"]
        for language in ("id", "en")
    }

    assert said == {"id": "Kantor tidak ditemukan", "en": "There is no such office"}


def test_a_reader_who_has_it_already_gets_nothing_again(public, office):
    for path in ("/offices", f"/offices/{office}", f"/offices/{office}/board"):
        tag = public.get(path).headers["ETag"]
        again = public.get(path, **{"If-None-Match": tag})
        # The board may have moved on in between.
        assert again.status == 304 or again.headers["ETag"] != tag
