"""Bad input over HTTP: each gets a problem with a type, a sentence and, where there is one, the field at fault."""

from uuid import uuid4

import pytest

from tests.journeys.days import free_slot

pytestmark = pytest.mark.cloud


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
