"""The waiting room from before it opens, and a draw from its entry to its result: minutes of waiting, for pictures.

`python -m tests.journeys.pictures` runs it; the suite does not.
"""

import re

import pytest
from playwright.sync_api import expect

from tests.journeys.pages.rush import OFFICE, opening
from tests.journeys.waiting import eventually

pytestmark = [pytest.mark.cloud, pytest.mark.browser]

LONG = 420_000
ROOM, DRAWN = "penggantian-paspor", "paspor-baru"


def test_who_is_in_the_waiting_room_reads_when_their_turn_comes(phone, public, look):
    with opening(public, ROOM, minutes=2) as day:
        phone.goes_to(f"/o/{OFFICE}/{ROOM}/room/{day}")
        phone.taps("Masuk ruang tunggu")
        expect(phone.page.locator(".room .clock")).to_be_visible()
        look(phone.page, "rush-3-inside")
        phone.page.reload()
        expect(phone.page.locator("a.time").first).to_be_visible(timeout=LONG)


def test_a_draw_is_entered_watched_and_checked_on_the_phone(phone, public, people, look):
    nik = "3273014505800417"
    with opening(public, DRAWN, drawn=4) as day:
        path = f"/offices/{OFFICE}/services/{DRAWN}/draws/{day}"
        eventually(lambda: public.get(path).status == 200, 120)
        phone.goes_to(f"/o/{OFFICE}/{DRAWN}/book")
        phone.chooses_day(day)
        phone.follows("Ke undian")
        phone.sees("Undian jadwal")
        look(phone.page, "draw-1-open")
        phone.follows("Ikut undian")
        phone.sees("Apakah dokumen Anda lengkap?")
        phone.ticks_all()
        phone.goes_on()
        phone.goes_on()
        phone.sees("Jam mana yang Anda inginkan?")
        phone.page.locator(".wish").nth(2).click()
        phone.page.locator(".wish").nth(4).click()
        look(phone.page, "draw-2-wishes")
        phone.goes_on()
        phone.types("name", "Siti Rahma")
        phone.types("nik", nik)
        phone.goes_on()
        phone.sees("Periksa sebelum dikirim")
        phone.taps("Ikut undian")
        code = phone.code()
        people.cancels_at_end(code)
        expect(phone.page.locator(".paper.entered")).to_be_visible()
        look(phone.page, "draw-3-entered")

        expect(phone.page.locator(".paper.booked")).to_be_visible(timeout=LONG)
        look(phone.page, "draw-4-booked")
        phone.follows(re.compile("Periksa"))
        phone.sees("Undian jadwal")
        phone.taps("Periksa seluruh undian")
        phone.reads("Undian ini sesuai aturannya.")
        look(phone.page, "draw-5-result")
