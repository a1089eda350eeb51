"""The newest day of an office that is rushed for: through the waiting room to a booking, without haste."""

import re

import pytest
from playwright.sync_api import expect

from tests.journeys.pages.rush import OFFICE, opening

pytestmark = [pytest.mark.cloud, pytest.mark.browser]

SERVICE = "penggantian-paspor"


def test_the_newest_day_is_booked_through_the_waiting_room(phone, public, people, look):
    with opening(public, SERVICE) as day:
        phone.goes_to(f"/o/{OFFICE}/{SERVICE}/book")
        phone.chooses_day(day)
        phone.reads("Jadwal hari ini dipesan lewat ruang tunggu")
        expect(phone.page.locator("a.time")).to_have_count(0)
        look(phone.page, "rush-1-newest-day")
        phone.follows("Ke ruang tunggu")
        phone.sees("Ruang tunggu")
        look(phone.page, "rush-2-door")
        phone.taps("Masuk ruang tunggu")

        expect(phone.page.locator("a.time").first).to_be_visible(timeout=180_000)
        phone.reads(re.compile(r"Giliran Anda. Pilih jam sebelum \d\d\.\d\d WIB"))
        look(phone.page, "rush-4-turn")
        slot = phone.chooses_a_time()
        phone.reads("Tempat Anda disimpan")
        phone.types("name", "Siti Rahma")
        phone.goes_on()
        phone.taps("Pesan jadwal ini")

        code = phone.code()
        people.cancels_at_end(code)
        booking = public.get(f"/bookings/{code}").expect(200)
        assert (booking["state"], booking["slot"]["id"]) == ("booked", slot)
        assert slot[:10] == str(day)
