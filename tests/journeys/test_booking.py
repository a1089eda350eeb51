"""A booked visit, from the slot to the day's report; and one that checks in by the lobby's code."""

from datetime import timedelta

import pytest
import requests

from schemas import topics
from tests.journeys.days import free_slot, phone, slots, sms_to, today
from tests.journeys.waiting import eventually

pytestmark = pytest.mark.cloud


def slot_of_today(public, office):
    """A free slot of today; in the last half hour of the office's day there is none."""
    free = [slot for slot in slots(public, office, "igd", today(public, office)) if slot["left"]]
    return free[0] if free else pytest.skip("the office's midnight is near: no slot is left today")


def test_a_booking_becomes_a_ticket_a_call_a_service_and_a_survey(
    told, public, people, desk, button, display, office
):
    mine, slot = phone(), slot_of_today(public, office)
    visitor = {"name": "Siti Rahma", "phone": mine}
    booking = people.booked("igd", slot["id"], visitor=visitor, language="id")
    assert booking["state"] == "booked"
    assert mine not in str(public.get(f"/bookings/{booking['code']}").expect(200))
    assert sms_to(told["sms"], mine, "pesanan")

    ticket = people.comes("bookings", booking["code"])
    assert ticket["class"] == "booked"
    assert people.comes("bookings", booking["code"])["number"] == ticket["number"]
    assert public.get(f"/bookings/{booking['code']}").expect(200)["state"] == "checked_in"

    desk.set("open", "igd")
    pressed = pressed_until(button, desk, ticket["number"])
    call = next(c for c in pressed["calls"] if c["number"] == ticket["number"])
    assert call["counter"] == desk.id
    eventually(lambda: any(call in board["calls"] for board in display.said(topics.board(office))))
    shown_at = f"{told['display']}agent/state"
    eventually(lambda: ticket["number"] in str(requests.get(shown_at, timeout=10).json()["board"]["calls"]))
    eventually(lambda: ticket["number"] in str(public.get(f"/offices/{office}/board").body["calls"]))
    eventually(lambda: people.ticket(ticket["code"])["state"] == "called")

    desk.verb("serving").expect(200)
    eventually(lambda: people.ticket(ticket["code"])["state"] == "serving")
    desk.verb("finish").expect(200)
    eventually(lambda: people.ticket(ticket["code"])["state"] == "served")
    public.post(f"/tickets/{ticket['code']}/survey", {"satisfaction": 3}).expect(204)


def pressed_until(button, desk, number):
    """Push the button until this number is called; returns the board on which it is."""

    def pushed():
        if desk.number() == number:
            return True
        desk.free()
        button.works("single", desk.number)
        return desk.number() == number

    eventually(pushed, 90, f"the call of {number}")
    path = f"/offices/{desk.office}/board"
    return eventually(lambda: _with_call(desk.staff.get(path).expect(200), number), 20)


def _with_call(board, number):
    return board if any(call["number"] == number for call in board["calls"]) else None


def test_who_types_the_lobbys_code_has_come(told, public, people, display, office):
    booking = people.booked("igd", slot_of_today(public, office)["id"])
    state = f"{told['display']}agent/state"
    shown = eventually(lambda: requests.get(state, timeout=10).json().get("code"), 75)

    ticket = people.comes("bookings", booking["code"], {"lobby_code": shown["code"]})

    assert ticket["state"] in ("waiting", "called")
    assert display.hears(topics.lobby_code(office, display.place), 75)["code"]


def test_a_cancelled_booking_gives_its_place_back_and_stays_cancelled(public, people, office):
    slot = free_slot(public, office, "igd")
    booking = people.booked("igd", slot["id"])
    day = today(public, office) + timedelta(0)
    path = f"/bookings/{booking['code']}"

    public.delete(path).expect(204)
    public.delete(path).expect(204)

    assert public.get(path).expect(200)["state"] == "cancelled"
    assert day.isoformat() <= slot["id"][:10]
    public.post(f"{path}/check-in", {"position": {"distance": 5, "accuracy": 5}}).refused(409)


def test_the_second_regions_office_books_and_cancels(told, public, people, staff):
    office = next(
        one for one, home in told["regions"]["offices"].items() if home != told["regions"]["homes"][0]
    )
    slot = free_slot(public, office, "pajak-tahunan")
    body = {"service": "pajak-tahunan", "slot": slot["id"]}

    booking = public.post(f"/offices/{office}/bookings", body).expect(201)

    assert public.get(f"/bookings/{booking['code']}").expect(200)["office"] == office
    public.delete(f"/bookings/{booking['code']}").expect(204)
    assert staff.get(f"/offices/{office}/line").expect(200)["office"] == office
