"""Double taps, the way back, a reload and a lost link in the middle: nothing typed is lost, and one place is taken."""

import re

import pytest
from playwright.sync_api import expect

from tests.journeys.days import free_slot, slots
from tests.journeys.waiting import eventually

pytestmark = [pytest.mark.cloud, pytest.mark.browser]

SERVICE = "igd"
TWICE = "(button) => { button.click(); button.click(); button.click(); }"


@pytest.fixture
def sent(phone):
    """The requests of this phone that ask for something new, by their last part."""
    asked: list[str] = []

    def note(request):
        if request.method == "POST":
            asked.append(request.url.rpartition("/")[2])

    phone.page.context.on("request", note)
    return asked


@pytest.fixture
def slot(public, office):
    """A free slot of a day that no other journey books, so that its places can be counted."""
    return str(free_slot(public, office, SERVICE, first=6, last=6)["id"])


def left_in(public, office, slot):
    """Places left in a slot."""
    return next(one["left"] for one in slots(public, office, SERVICE, slot[:10]) if one["id"] == slot)


def fills_in(phone, office, slot):
    """The form of a slot, filled in."""
    phone.goes_to(f"/o/{office}/{SERVICE}/book/{slot.replace(':', '%3A')}")
    phone.reads("Tempat Anda disimpan")
    phone.types("name", "Siti Rahma")
    phone.types("phone", "0812 3456 7890")


def test_three_taps_on_book_make_one_booking(phone, public, people, office, slot, sent):
    before = left_in(public, office, slot)
    fills_in(phone, office, slot)
    phone.goes_on()
    phone.sees("Periksa sebelum dikirim")

    phone.page.get_by_role("button", name="Pesan jadwal ini").evaluate(TWICE)

    people.cancels_at_end(phone.code())
    assert sent.count("bookings") == 1
    assert left_in(public, office, slot) == before - 1


def test_three_taps_on_take_make_one_number(phone, people, office, sent):
    phone.goes_to(f"/o/{office}/rawat-inap")

    phone.page.get_by_role("button", name="Ambil nomor sekarang").evaluate(TWICE)

    people.leaves_at_end(phone.code())
    assert sent.count("tickets") == 1


def test_three_taps_on_cancel_and_on_check_in_are_one_each(phone, public, people, office, slot):
    booking = people.booked(SERVICE, slot)["code"]
    phone.goes_to(f"/b/{booking}")
    phone.taps("Batalkan jadwal")
    phone.page.get_by_role("button", name="Ya, batalkan").evaluate(TWICE)
    phone.reads("Jadwal ini dibatalkan")

    ticket = people.from_home("rawat-inap")
    phone.goes_to(f"/t/{ticket['code']}")
    phone.page.get_by_role("button", name="Saya sudah di lokasi").evaluate(TWICE)
    expect(phone.page.locator(".paper.waiting h1.number")).to_have_text(ticket["number"])
    assert people.ticket(ticket["code"])["present"]


def test_the_way_back_keeps_what_was_typed_and_the_place(phone, people, office, slot, sent):
    fills_in(phone, office, slot)
    phone.goes_on()
    phone.sees("Periksa sebelum dikirim")

    phone.page.go_back()
    phone.sees("Data Anda")
    expect(phone.page.locator("#name")).to_have_value("Siti Rahma")
    phone.page.go_forward()
    phone.sees("Periksa sebelum dikirim")
    phone.reads("Siti Rahma")
    assert sent.count("holds") == 1
    phone.taps("Pesan jadwal ini")
    code = phone.code()
    people.cancels_at_end(code)

    phone.page.go_back()
    phone.reads("Lihat jadwal saya")
    expect(phone.page.get_by_role("button", name="Pesan jadwal ini")).to_have_count(0)
    phone.follows("Lihat jadwal saya")
    assert phone.code() == code
    assert sent.count("bookings") == 1


def test_a_reload_in_the_middle_keeps_what_was_typed_and_the_place(phone, people, office, slot, sent):
    fills_in(phone, office, slot)
    phone.page.reload()

    expect(phone.page.locator("#name")).to_have_value("Siti Rahma")
    expect(phone.page.locator("#phone")).to_have_value("0812 3456 7890")
    phone.reads("Tempat Anda disimpan")
    phone.goes_on()
    phone.sees("Periksa sebelum dikirim")
    phone.page.reload()
    phone.reads("Siti Rahma")
    phone.taps("Pesan jadwal ini")

    people.cancels_at_end(phone.code())
    assert sent.count("holds") == 1


def test_a_link_that_is_lost_before_booking_loses_nothing(phone, public, people, office, slot, look):
    before = left_in(public, office, slot)
    fills_in(phone, office, slot)
    phone.page.context.set_offline(True)
    phone.goes_on()
    phone.sees("Periksa sebelum dikirim")
    phone.taps("Pesan jadwal ini")
    phone.reads("Tidak ada sambungan")
    phone.reads("Siti Rahma")
    look(phone.page, "stumble-1-no-link")

    phone.page.context.set_offline(False)
    phone.taps("Pesan jadwal ini")

    people.cancels_at_end(phone.code())
    assert left_in(public, office, slot) == before - 1


def test_an_answer_that_is_lost_is_the_same_booking_when_asked_again(phone, public, people, office, slot):
    """The booking is made, its answer never comes; the next tap is answered by the same booking."""
    before = left_in(public, office, slot)
    fills_in(phone, office, slot)
    phone.goes_on()
    phone.sees("Periksa sebelum dikirim")
    lost = {"left": 6}

    def lose(route):
        if route.request.method == "POST" and lost["left"] > 0:
            lost["left"] -= 1
            route.fetch()
            route.abort()
        else:
            route.continue_()

    phone.page.context.route(re.compile(r"/bookings$"), lose)
    phone.taps("Pesan jadwal ini")
    phone.reads("Tidak ada sambungan")
    lost["left"] = 0
    phone.page.reload()
    phone.sees("Periksa sebelum dikirim")
    phone.taps("Pesan jadwal ini")

    code = phone.code()
    people.cancels_at_end(code)
    assert public.get(f"/bookings/{code}").expect(200)["state"] == "booked"
    assert left_in(public, office, slot) == before - 1


def test_a_ticket_page_goes_on_by_itself_when_the_link_is_back(phone, people, desk):
    ticket = people.at_office("rawat-inap")
    phone.goes_to(f"/t/{ticket['code']}")
    expect(phone.page.locator(".paper .live:not(.stale)")).to_be_visible()
    phone.page.context.set_offline(True)
    phone.reads(re.compile(r"Terakhir \d\d\.\d\d WIB"))
    desk.set("open", "rawat-inap")
    desk.call(ticket["number"])

    phone.page.context.set_offline(False)

    expect(phone.page.locator(".paper.called .go b")).to_have_text(desk.id, timeout=60_000)
    eventually(lambda: phone.page.locator(".paper .live:not(.stale)").count() == 1, 60)
