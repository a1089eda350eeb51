"""The visitor's page on a phone of 360 × 800."""

import re

import pytest
from playwright.sync_api import expect

from tests.journeys.days import free_slot
from tests.journeys.waiting import eventually

pytestmark = [pytest.mark.cloud, pytest.mark.browser]

SERVICE = "rawat-inap"
CODED = re.compile(r"#/[tb]/([0-9A-Z]{16})$")


def code_of(page):
    """The code in the address, once the page is a ticket's or a booking's."""
    page.wait_for_url(CODED)
    return CODED.search(page.url).group(1)


def take_number(page, public, office, service):
    """From the list of offices to the ticket, in taps."""
    described = public.get(f"/offices/{office}").expect(200)
    name = next(one["name"] for one in described["services"] if one["id"] == service)
    page.get_by_role("link", name=described["name"]).click()
    page.get_by_role("link", name=re.compile(re.escape(name))).click()
    page.get_by_role("button", name="Ambil nomor sekarang").click()
    expect(page.locator(".paper h1.number")).to_have_text(re.compile(r"^[A-Z]\d{3,4}$"))
    return code_of(page), page.locator(".paper h1.number").inner_text()


def test_a_visitor_takes_a_number_comes_is_called_and_answers_the_survey(
    told, public, show, look, here, people, desk, office
):
    page = show(told["site"], **here)
    expect(page.locator(".rows .row")).to_have_count(len(told["offices"]))
    look(page, "visitor-offices")
    code, number = take_number(page, public, office, SERVICE)
    people.leaves_at_end(code)
    look(page, "visitor-absent")
    page.get_by_role("button", name="Saya sudah di lokasi").click()
    eventually(lambda: people.ticket(code)["present"])
    expect(page.get_by_role("button", name="Saya sudah di lokasi")).to_have_count(0)
    look(page, "visitor-waiting")

    desk.set("open", SERVICE)
    desk.call(number)
    expect(page.locator(".paper .go b")).to_have_text(desk.id)
    look(page, "visitor-called")

    desk.verb("serving").expect(200)
    desk.verb("finish").expect(200)
    page.get_by_role("button", name="Sangat puas").click()
    expect(page.get_by_text("Penilaian Anda tercatat")).to_be_visible()
    look(page, "visitor-survey")
    eventually(lambda: people.ticket(code).get("surveyed"))


def test_the_position_moves_on_the_ticket_page_by_itself(told, show, people, desk):
    first, second = people.at_office(SERVICE), people.at_office(SERVICE)
    page = show(f"{told['site']}#/t/{second['code']}")
    ahead = people.ticket(second["code"])["ahead"]
    expect(page.locator(".ahead")).to_contain_text(f"{ahead} orang")

    desk.set("open", SERVICE)
    desk.call(first["number"])

    expect(page.locator(".ahead")).to_contain_text("Giliran berikutnya")


def test_a_visitor_books_a_slot_and_cancels_it(told, public, show, look, office):
    page = show(f"{told['site']}#/o/{office}/igd/book")
    page.locator("main a[href*='/book/'], main button:has-text('.')").first.wait_for()
    look(page, "visitor-slots")
    slot = free_slot(public, office, "igd", 0, 3)
    page.goto(f"{told['site']}#/o/{office}/igd/book/{slot['id'].replace(':', '%3A')}")
    page.fill("#name", "Siti Rahma")
    look(page, "visitor-booking-form")
    page.get_by_role("button", name="Lanjut").click()
    page.get_by_role("button", name="Pesan jadwal ini").wait_for()
    look(page, "visitor-booking-review")
    page.get_by_role("button", name="Pesan jadwal ini").click()
    code = code_of(page)
    expect(page.locator(".paper")).to_contain_text("Pendaftaran gawat darurat")
    look(page, "visitor-booking")

    page.get_by_role("button", name="Batalkan jadwal").click()
    page.get_by_role("button", name="Ya, batalkan").click()

    eventually(lambda: public.get(f"/bookings/{code}").expect(200)["state"] == "cancelled")
    expect(page.get_by_text("Jadwal ini dibatalkan")).to_be_visible()


def test_the_page_speaks_english_too(told, public, show, look, office):
    page = show(f"{told['site']}#/o/{office}")
    page.get_by_role("button", name="EN, English").click()

    expect(page.get_by_text("Choose a service")).to_be_visible()
    look(page, "visitor-office-english")
