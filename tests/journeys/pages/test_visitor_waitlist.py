"""A day that is full: other places, the waitlist; and a day that the office closes: another slot first."""

import re
from datetime import timedelta

import pytest
from playwright.sync_api import expect

from tests.journeys.days import slots, today
from tests.journeys.pages.phone import Phone
from tests.journeys.people import People
from tests.journeys.waiting import eventually

pytestmark = [pytest.mark.cloud, pytest.mark.browser]

SMALL, OF_ONE = "imigrasi-lampung-tengah", "izin-tinggal"
CLOSING, CLOSED = "kecamatan-makassar", "surat-pindah"


def a_day(public, office, service, wanted, last=28):
    """A day some time ahead whose slots are all as wanted, the latest one."""
    start = today(public, office)
    for ahead in range(last, 3, -1):
        day = start + timedelta(ahead)
        found = slots(public, office, service, day)
        if found and all(wanted(one) for one in found):
            return day, found
    raise AssertionError(f"{office} has no such day for {service}")


@pytest.fixture
def full_day(public):
    """A day whose one place a slot others have booked; they cancel at the end."""
    day, found = a_day(public, SMALL, OF_ONE, lambda one: one["left"] == 1)
    others = People(public, SMALL)
    for slot in found:
        others.booked(OF_ONE, slot["id"])
    yield day
    others.leave()


def test_a_full_day_leads_to_other_places_and_onto_the_waitlist(phone, public, look, full_day):
    phone.goes_to(f"/o/{SMALL}/{OF_ONE}/book")
    phone.chooses_day(full_day)
    phone.reads("Semua jam pada hari ini sudah penuh")
    phone.reads("Yang masih ada tempat")
    look(phone.page, "full-1-day")
    phone.follows("Masuk daftar tunggu")
    phone.sees("Daftar tunggu")
    phone.ticks("Hanya di antara dua tanggal")
    phone.types("from", str(full_day))
    phone.types("to", str(full_day))
    look(phone.page, "full-2-waitlist")
    phone.goes_on()
    phone.sees("Data Anda")
    phone.types("name", "Siti Rahma")
    phone.goes_on()
    phone.sees("Periksa sebelum dikirim")
    phone.page.get_by_role("button", name="Masuk daftar tunggu").click()

    code = phone.code()
    waiting = public.get(f"/bookings/{code}").expect(200)
    assert (waiting["state"], waiting["waiting"]["from"]) == ("waiting", str(full_day))
    look(phone.page, "full-3-waiting")
    phone.taps("Keluar dari daftar tunggu")
    phone.page.get_by_role("button", name=re.compile("^Ya")).click()
    eventually(lambda: public.get(f"/bookings/{code}").expect(200)["state"] == "cancelled")


@pytest.fixture
def visitors(public):
    """Who books at the office that closes."""
    some = People(public, CLOSING)
    yield some
    some.leave()


@pytest.fixture
def closing(public, manager):
    """Closes the service on one day; it is open again at the end."""
    path = f"/offices/{CLOSING}/closures"
    made = []

    def close(day):
        body = {"service": CLOSED, "from": str(day), "to": str(day), "why": "Server kependudukan diperbaiki"}
        made.append(manager.post(path, body).expect(201)["id"])

    yield close
    for id in made:
        manager.delete(f"{path}/{id}").expect(204)


def test_who_booked_a_day_that_the_office_closes_is_offered_another_slot_first(
    told, show, public, look, closing, visitors
):
    day, found = a_day(public, CLOSING, CLOSED, lambda one: one["left"] > 0, last=12)
    code = visitors.booked(CLOSED, found[0]["id"], visitor={"name": "Siti Rahma"})["code"]
    phone = Phone(show(f"{told['site']}#/b/{code}"))
    expect(phone.page.locator(".paper.booked")).to_be_visible()

    closing(day)
    eventually(lambda: public.get(f"/bookings/{code}").expect(200)["state"] == "offered", 120)
    phone.page.reload()

    expect(phone.page.locator(".paper.offered")).to_be_visible()
    phone.reads("Server kependudukan diperbaiki")
    look(phone.page, "closed-1-offered")
    phone.page.get_by_role("button", name=re.compile("^Terima tempat ini")).first.click()

    booked = eventually(lambda: _with_state(public, code, "booked"), 60)
    assert booked["slot"]["id"][:10] != str(day)
    expect(phone.page.locator(".paper.booked")).to_be_visible()
    look(phone.page, "closed-2-accepted")


def _with_state(public, code, state):
    booking = public.get(f"/bookings/{code}").expect(200)
    return booking if booking["state"] == state else None
