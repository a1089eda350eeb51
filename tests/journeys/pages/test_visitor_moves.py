"""A booking that is moved, and one that is cancelled."""

import re

import pytest
from playwright.sync_api import expect

from tests.journeys.days import free_slot, slots
from tests.journeys.waiting import eventually

pytestmark = [pytest.mark.cloud, pytest.mark.browser]


def left_in(public, office, slot):
    """Places left in a slot."""
    found = {one["id"]: one["left"] for one in slots(public, office, "igd", slot[:10])}
    return found.get(slot)


def test_a_booking_is_moved_and_the_old_place_is_kept_until_the_new_one_is_certain(
    phone, public, people, look, office
):
    old = free_slot(public, office, "igd", first=3)["id"]
    booking = people.booked("igd", old, visitor={"name": "Siti Rahma"})
    phone.goes_to(f"/b/{booking['code']}")
    phone.sees(re.compile("WIB"))
    phone.follows("Ganti jadwal")
    phone.sees("Ganti jadwal")
    phone.reads("Jadwal lama tetap milik Anda")
    look(phone.page, "move-1-choose")
    new = phone.chooses_a_time()
    phone.sees("Pindah ke jadwal ini?")
    look(phone.page, "move-2-certain")
    assert public.get(f"/bookings/{booking['code']}").expect(200)["slot"]["id"] == old

    phone.taps("Ya, pindah")
    assert phone.code() == booking["code"]

    moved = eventually(lambda: _at(public, booking["code"], new))
    assert (moved["state"], moved["rescheduled"]) == ("booked", 1)
    phone.reads(new[11:].replace(":", "."))
    look(phone.page, "move-3-moved")


def _at(public, code, slot):
    booking = public.get(f"/bookings/{code}").expect(200)
    return booking if booking["slot"]["id"] == slot else None


def test_a_booking_is_cancelled_after_a_second_question_and_stays_so(phone, public, people, look, office):
    booking = people.booked("igd", free_slot(public, office, "igd", first=3)["id"])
    phone.goes_to(f"/b/{booking['code']}")
    phone.sees(re.compile("WIB"))

    phone.taps("Batalkan jadwal")
    phone.taps("Tidak, tetap datang")
    expect(phone.page.get_by_role("button", name="Batalkan jadwal")).to_be_visible()
    assert public.get(f"/bookings/{booking['code']}").expect(200)["state"] == "booked"
    phone.taps("Batalkan jadwal")
    look(phone.page, "cancel-1-sure")
    phone.taps("Ya, batalkan")

    eventually(lambda: public.get(f"/bookings/{booking['code']}").expect(200)["state"] == "cancelled")
    phone.reads("Jadwal ini dibatalkan")
    look(phone.page, "cancel-2-cancelled")
    phone.page.reload()
    phone.reads("Jadwal ini dibatalkan")
