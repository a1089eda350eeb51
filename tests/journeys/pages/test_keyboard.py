"""The way to a booking and out of it, with the keyboard alone."""

import re

import pytest
from playwright.sync_api import expect

from tests.journeys.pages.keyboard import Keyboard
from tests.journeys.pages.test_visitor_page import code_of
from tests.journeys.waiting import eventually

pytestmark = [pytest.mark.cloud, pytest.mark.browser]


def arrives(page, title):
    """The next page is there and has the focus, so that reading goes on at its top."""
    expect(page.get_by_role("heading", level=1, name=title)).to_be_visible()
    expect(page.locator(".blank")).to_have_count(0)
    page.wait_for_function("() => document.activeElement.id === 'page-content'")


def test_a_family_books_and_cancels_by_keys_alone_and_always_sees_where_it_is(told, public, show, office):
    page = show(told["site"])
    keys = Keyboard(page)
    expect(page.locator(".blank")).to_have_count(0)

    keys.press("Gawat Darurat")
    arrives(page, "Gawat Darurat")
    keys.press("Pendaftaran gawat darurat")
    arrives(page, "Pendaftaran gawat darurat")
    keys.press("^Pesan jadwal$")
    arrives(page, "Jadwal ini untuk siapa?")
    keys.to("Saya sendiri")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    expect(page.get_by_role("radio", name="Keluarga")).to_be_checked()
    keys.to("^[2-5]$")
    page.keyboard.press("ArrowRight")
    keys.press("^Lanjut$")
    arrives(page, "Pilih hari dan jam")
    keys.to(re.compile("Hari ini"))
    page.keyboard.press("ArrowRight")
    expect(page.get_by_role("radio", checked=True)).to_have_count(1)
    expect(page.locator("a.time").first).to_be_visible()
    keys.press(r"^\d\d\.\d\d \d+ tempat$")
    arrives(page, "Data Anda")
    keys.type("^Nama", "Siti Rahma")
    keys.press("^Lanjut$")
    arrives(page, "Anggota keluarga")
    keys.type("orang ke-2", "Budi")
    keys.press("^Lanjut$", "Space")
    arrives(page, "Periksa sebelum dikirim")
    keys.press("^Pesan jadwal ini$", "Space")
    code = code_of(page)
    booked = public.get(f"/bookings/{code}").expect(200)
    assert (booked["state"], booked["party"]) == ("booked", 3)

    arrives(page, re.compile("WIB"))
    keys.press("^Batalkan jadwal$")
    # The question takes the focus itself; a Tab before that would be lost.
    expect(page.locator("section:focus")).to_contain_text("Yakin batal?")
    keys.press("^Ya, batalkan$")
    eventually(lambda: public.get(f"/bookings/{code}").expect(200)["state"] == "cancelled")
    expect(page.get_by_text("Jadwal ini dibatalkan")).to_be_visible()


def test_who_skips_to_the_content_is_there_with_two_keys(told, show):
    page = show(told["site"])
    expect(page.locator(".blank")).to_have_count(0)

    page.keyboard.press("Tab")
    skip = page.get_by_role("link", name="Langsung ke isi")
    expect(skip).to_be_focused()
    expect(skip).to_be_in_viewport()
    page.keyboard.press("Enter")

    expect(page.locator("#page-content")).to_be_focused()
