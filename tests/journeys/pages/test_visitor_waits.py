"""From a number at home to the counter and the survey; and out of the line."""

import re

import pytest
from playwright.sync_api import expect

from tests.journeys.waiting import eventually

pytestmark = [pytest.mark.cloud, pytest.mark.browser]

SERVICE = "rawat-inap"


def test_a_number_from_home_is_watched_called_served_and_judged(phone, public, people, desk, look, office):
    first = people.at_office(SERVICE)
    look(phone.page, "wait-1-offices")
    phone.follows("Gawat Darurat")
    phone.follows("Pendaftaran rawat inap")
    look(phone.page, "wait-2-service")
    phone.taps("Ambil nomor sekarang")
    code = phone.code()
    people.leaves_at_end(code)
    number = phone.page.locator(".paper h1.number").inner_text()
    expect(phone.page.locator(".paper .live:not(.stale)")).to_be_visible()
    look(phone.page, "wait-3-from-home")

    phone.taps("Saya sudah di lokasi")
    expect(phone.page.locator(".paper.waiting")).to_be_visible()
    phone.taps("Bunyikan saat dipanggil")
    phone.reads("Bunyi menyala")
    phone.opens("Mengapa urutan ini?")
    phone.opens("Tampilkan kode QR")
    expect(phone.page.locator(".qr-picture path")).to_have_attribute("d", re.compile("M"))
    look(phone.page, "wait-4-in-line")
    desk.set("open", SERVICE)
    desk.call(first["number"])
    phone.reads("Giliran berikutnya")

    desk.call(number)
    expect(phone.page.locator(".paper.called .go b")).to_have_text(desk.id)
    assert phone.page.title().startswith(f"{number} → loket {desk.id}")
    look(phone.page, "wait-5-called")
    desk.verb("serving").expect(200)
    phone.reads("Anda sedang dilayani")
    look(phone.page, "wait-6-serving")
    desk.verb("finish").expect(200)
    phone.reads("Bagaimana layanan tadi?")
    look(phone.page, "wait-7-survey")
    phone.taps("Sangat puas")
    phone.reads("Penilaian Anda tercatat")
    eventually(lambda: people.ticket(code).get("surveyed"))
    look(phone.page, "wait-8-done")


def test_who_does_not_come_reads_until_when_the_turn_is_kept(phone, people, desk, look):
    ticket = people.at_office(SERVICE)
    phone.goes_to(f"/t/{ticket['code']}")
    desk.set("open", SERVICE)
    desk.call(ticket["number"])
    expect(phone.page.locator(".paper.called")).to_be_visible()

    desk.verb("no-show").expect(200)

    phone.reads(re.compile(r"Temui petugas sebelum \d{2}\.\d{2} WIB"))
    look(phone.page, "wait-9-missed")


def test_who_leaves_the_line_is_asked_twice_and_is_not_called(phone, people, look):
    ticket = people.at_office(SERVICE)
    phone.goes_to(f"/t/{ticket['code']}")

    phone.taps("Keluar dari antrean")
    phone.taps("Tidak, tetap antre")
    assert people.ticket(ticket["code"])["state"] == "waiting"
    phone.taps("Keluar dari antrean")
    look(phone.page, "leave-1-sure")
    phone.taps("Ya, keluar")

    phone.reads("Anda sudah keluar dari antrean")
    look(phone.page, "leave-2-left")
    assert eventually(lambda: people.ticket(ticket["code"])["state"] == "withdrawn")
    phone.follows("Antrean")
    expect(phone.page.get_by_text(f"Nomor {ticket['number']}")).to_have_count(0)
