"""Check-in by each way: the phone's position, the lobby's code typed or scanned, the kiosk, and staff."""

import re

import pytest
import requests
from playwright.sync_api import expect

from tests.journeys.pages.conftest import TV
from tests.journeys.test_booking import slot_of_today
from tests.journeys.waiting import eventually

pytestmark = [pytest.mark.cloud, pytest.mark.browser]

KIOSK = (1080, 1920)


@pytest.fixture
def booked(phone, public, people, office):
    """A booking of today, open on the phone."""
    code = people.booked("igd", slot_of_today(public, office)["id"], visitor={"name": "Siti Rahma"})["code"]
    phone.goes_to(f"/b/{code}")
    phone.reads("Sudah sampai di kantor?")
    return str(code)


@pytest.fixture
def lobby_code(told):
    """The code that the lobby's display shows now."""

    def now():
        state = f"{told['display']}agent/state"
        return eventually(lambda: requests.get(state, timeout=10).json().get("code"), 75)["code"]

    return now


def is_in_line(phone, public, booking):
    """The phone shows the ticket that the booking became, and it waits."""
    expect(phone.page.locator(".paper.waiting h1.number")).to_be_visible()
    number = phone.page.locator(".paper h1.number").inner_text()
    assert public.get(f"/bookings/{booking}").expect(200)["state"] == "checked_in"
    return number


def test_by_the_phones_position(phone, public, booked, look, people):
    look(phone.page, "come-1-booking-of-today")
    phone.taps("Saya sudah di lokasi")

    assert is_in_line(phone, public, booked)
    people.leaves_at_end(phone.code())
    look(phone.page, "come-2-in-line")


def test_a_position_that_is_refused_leads_to_the_lobbys_code(phone, public, booked, lobby_code, look, people):
    phone.page.context.clear_permissions()
    phone.taps("Saya sudah di lokasi")
    phone.reads("Lokasi tidak terbaca")
    expect(phone.page.locator('[name="lobby_code"]')).to_be_focused()
    look(phone.page, "come-3-no-position")

    phone.types("lobby_code", "12")
    phone.taps("Lapor hadir")
    phone.reads("Kode terdiri dari 6 angka")
    phone.types("lobby_code", lobby_code())
    phone.taps("Lapor hadir")

    assert is_in_line(phone, public, booked)
    people.leaves_at_end(phone.code())


def test_by_the_qr_code_of_the_lobbys_display(told, show, phone, public, booked, lobby_code, look, people):
    display = show(told["display"], TV)
    expect(display.locator("#digits")).to_have_text(re.compile(r"^\d{3} \d{3}$"), timeout=75_000)

    phone.goes_to(f"/lobby/{lobby_code()}")
    phone.sees("Lapor hadir di lobi")
    look(phone.page, "come-4-lobby")
    phone.taps("Lapor hadir")

    assert is_in_line(phone, public, booked)
    people.leaves_at_end(phone.code())


@pytest.mark.parametrize("way", ["typed", "scanned"])
def test_at_the_kiosk_by_code(told, show, phone, public, booked, look, people, way):
    kiosk = show(told["kiosk"], KIOSK)
    kiosk.get_by_role("button", name="Saya sudah punya kode").click()
    if way == "typed":
        for sign in booked:
            kiosk.get_by_role("button", name=sign, exact=True).click()
        look(kiosk, "come-5-kiosk-code")
        asked = kiosk.get_by_role("button", name="Saya sudah datang").click
    else:
        kiosk.keyboard.type(f"{told['site']}#/b/{booked}")
        asked = lambda: kiosk.keyboard.press("Enter")  # noqa: E731
    with kiosk.expect_response("**/agent/check-in", timeout=60_000) as answer:
        asked()
    said = answer.value.json()
    people.leaves_at_end(said["code"])

    expect(kiosk.locator(".slip .number")).to_have_text(said["number"])
    phone.page.reload()
    phone.follows("Lihat nomor saya")
    assert is_in_line(phone, public, booked) == said["number"]


def test_by_staff_who_are_told_the_code(phone, public, booked, staff, people, office):
    ticket = staff.post(f"/offices/{office}/check-ins", {"code": booked}).expect(200)
    people.leaves_at_end(ticket["code"])

    phone.page.reload()
    phone.follows("Lihat nomor saya")

    assert is_in_line(phone, public, booked) == ticket["number"]


def test_twice_at_two_doors_is_one_number(phone, public, booked, staff, people, office):
    ticket = staff.post(f"/offices/{office}/check-ins", {"code": booked}).expect(200)
    people.leaves_at_end(ticket["code"])

    phone.taps("Saya sudah di lokasi")

    assert is_in_line(phone, public, booked) == ticket["number"]
