"""A booking on a phone: for oneself with documents, for a family, for another, and where a NIK is asked."""

import re

import pytest
from playwright.sync_api import expect

pytestmark = [pytest.mark.cloud, pytest.mark.browser]

NIK = "3273014505800001"


def test_a_visitor_ticks_the_documents_and_books_for_oneself(phone, public, people, look):
    phone.follows("Kantor Imigrasi Bandar Lampung")
    phone.sees("Kantor Imigrasi Bandar Lampung")
    look(phone.page, "book-1-office")
    phone.follows("Paspor baru")
    phone.sees("Paspor baru")
    look(phone.page, "book-2-service")
    phone.follows("Pesan jadwal")

    phone.sees("Apakah dokumen Anda lengkap?")
    phone.goes_on()
    phone.reads("Periksa lagi bagian ini")
    phone.ticks_all()
    look(phone.page, "book-3-documents")
    phone.goes_on()
    phone.sees("Jadwal ini untuk siapa?")
    look(phone.page, "book-4-for-whom")
    phone.goes_on()
    phone.sees("Pilih hari dan jam")
    look(phone.page, "book-5-slots")
    slot = phone.chooses_a_time()
    phone.sees("Data Anda")
    phone.reads("Tempat Anda disimpan")
    phone.types("phone", "12")
    phone.goes_on()
    expect(phone.page.locator("#phone-fault").or_(phone.page.locator(".fixes")).first).to_be_visible()
    phone.types("name", "Siti Rahma")
    phone.types("phone", "0812 3456 7890")
    look(phone.page, "book-6-details")
    phone.goes_on()
    phone.sees("Periksa sebelum dikirim")
    phone.reads("3 dari 3 sudah disiapkan")
    look(phone.page, "book-7-review")
    phone.taps("Pesan jadwal ini")

    code = phone.code()
    people.cancels_at_end(code)
    booking = public.get(f"/bookings/{code}").expect(200)
    assert (booking["state"], booking["slot"]["id"], booking["for"]) == ("booked", slot, "self")
    assert "Siti Rahma" not in str(booking)
    look(phone.page, "book-8-booked")


def test_a_family_of_three_gets_one_slot_for_all(phone, public, people, look, office):
    before = public.get(f"/offices/{office}").expect(200)["name"]
    phone.follows(before)
    phone.follows("Pendaftaran gawat darurat")
    phone.follows("Pesan jadwal")
    phone.ticks("Keluarga")
    phone.page.get_by_role("radio", name="3", exact=True).check(force=True)
    look(phone.page, "family-1-how-many")
    phone.goes_on()
    phone.sees("Pilih hari dan jam")
    phone.page.get_by_role("button", name="Berikutnya ›").click()
    phone.page.locator(".day:not(.shut)").nth(2).click()
    phone.chooses_a_time()
    phone.types("name", "Siti Rahma")
    phone.goes_on()
    phone.sees("Anggota keluarga")
    phone.types("members.0.name", "Budi Rahma")
    phone.types("members.1.name", "Ani Rahma")
    look(phone.page, "family-2-members")
    phone.goes_on()
    phone.reads("3 orang")
    phone.taps("Pesan jadwal ini")

    code = phone.code()
    people.cancels_at_end(code)
    booking = public.get(f"/bookings/{code}").expect(200)
    assert (booking["party"], len(booking["members"])) == (3, 2)
    phone.reads(re.compile("3 orang"))
    look(phone.page, "family-3-booked")


def test_who_stands_in_for_another_says_so(phone, public, people, office):
    phone.goes_to(f"/o/{office}/igd/book/who")
    phone.sees("Jadwal ini untuk siapa?")
    phone.ticks("Mewakili orang lain")
    phone.goes_on()
    phone.chooses_a_time()
    phone.types("name", "Nenek Aminah")
    phone.goes_on()
    phone.reads("Mewakili orang lain")
    phone.taps("Pesan jadwal ini")

    code = phone.code()
    people.cancels_at_end(code)
    assert public.get(f"/bookings/{code}").expect(200)["for"] == "other"


def test_a_nik_is_asked_where_the_office_needs_it_and_gives_one_place_only(phone, public, people, look):
    def comes_to_the_review(not_at=""):
        phone.goes_to("/o/imigrasi-lampung-tengah/paspor-baru/book/bring")
        phone.sees("Apakah dokumen Anda lengkap?")
        phone.ticks_all()
        phone.goes_on()
        phone.goes_on()
        phone.sees("Pilih hari dan jam")
        slot = phone.chooses_a_time(other_than=not_at)
        phone.sees("Data Anda")
        phone.types("nik", "123")
        phone.goes_on()
        phone.reads("NIK terdiri dari 16 angka.")
        phone.types("nik", NIK)
        phone.goes_on()
        phone.sees("Periksa sebelum dikirim")
        return slot

    first = comes_to_the_review()
    phone.taps("Pesan jadwal ini")
    code = phone.code()
    people.cancels_at_end(code)
    assert NIK not in str(public.get(f"/bookings/{code}").expect(200))

    comes_to_the_review(not_at=first)
    phone.taps("Pesan jadwal ini")
    expect(phone.page.get_by_role("alert").first).to_be_visible()
    look(phone.page, "one-place-only")
    expect(phone.page.get_by_text(code)).to_have_count(0)
