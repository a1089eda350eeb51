"""What a screen reader hears on the ticket page, in which order, what it is told by itself, and that motion can be off."""

import pytest
from playwright.sync_api import expect

pytestmark = [pytest.mark.cloud, pytest.mark.browser]

SERVICE = "rawat-inap"
WAITING = """
- main:
  - article:
    - strong: RSUD – Instalasi Gawat Darurat
    - text: Pendaftaran rawat inap
    - paragraph: Nomor Anda
    - heading "{number}" [level=1]
    - status:
      - term: /orang|Giliran berikutnya/
      - definition
      - term: /menit|Sebentar/
      - definition: perkiraan tunggu
    - text: Langsung
  - paragraph
  - paragraph
  - button "Bunyikan saat dipanggil"
  - group: Mengapa urutan ini?
  - group: Cara ke kantor
  - group: Tampilkan kode QR
  - group: Bagikan
  - button "Keluar dari antrean"
"""
CALLED = """
- main:
  - article:
    - strong: RSUD – Instalasi Gawat Darurat
    - text: Pendaftaran rawat inap
    - paragraph: Nomor Anda
    - heading "{number}" [level=1]
    - alert:
      - paragraph: Silakan ke loket {counter}
    - text: Langsung
  - paragraph:
    - strong: Tunjukkan nomor ini di loket.
"""
TOLD = """() => [...document.querySelectorAll("[role=status], [role=alert], [role=log], [aria-live]")]
    .filter((one) => one.getAttribute("aria-live") !== "off")
    .map((one) => one.getAttribute("role") ?? one.getAttribute("aria-live"))"""
MOVING = """() => document.getAnimations().map((one) => one.effect.getComputedTiming())
    .filter((one) => one.duration > 20).length"""


def test_a_ticket_is_read_in_order_and_only_its_fate_is_told_by_itself(told, show, people, desk):
    ticket = people.at_office(SERVICE)
    page = show(f"{told['site']}#/t/{ticket['code']}")
    main = page.locator("body")

    expect(main).to_match_aria_snapshot(WAITING.format(number=ticket["number"]))
    assert page.evaluate(TOLD) == ["status"]
    # The range of minutes moves too often to be told each time.
    expect(page.locator(".ahead div:last-child dt")).to_have_attribute("aria-live", "off")

    desk.set("open", SERVICE)
    desk.call(ticket["number"])

    expect(main).to_match_aria_snapshot(CALLED.format(number=ticket["number"], counter=desk.id))
    assert page.evaluate(TOLD) == ["alert"]
    assert ticket["number"] in page.title()


def test_every_picture_and_field_has_a_name_and_each_page_one_first_heading(show, visits):
    unnamed = """() => [...document.querySelectorAll("svg:not([aria-hidden]), img, input, select, button, a[href]")]
        .filter((one) => one.checkVisibility() && !(one.getAttribute("aria-label") || one.getAttribute("alt")
            || one.innerText?.trim() || one.labels?.length || one.closest("[aria-hidden]")))
        .map((one) => one.outerHTML.slice(0, 100))"""
    for page in ("offices", "slots", "form", "review", "booking", "ticket-absent"):
        shown = show(visits.url(page))
        expect(shown.locator("main h1")).to_have_count(1)
        expect(shown.locator(".blank")).to_have_count(0)

        assert shown.evaluate(unnamed) == [], page


def test_who_wants_no_motion_sees_none_when_the_call_comes(told, show, people, desk):
    ticket = people.at_office(SERVICE)
    page = show(f"{told['site']}#/t/{ticket['code']}", reduced_motion="reduce")
    expect(page.locator(".paper.waiting")).to_be_visible()
    page.evaluate(
        """() => { window.moved = [];
        for (const kind of ["animationstart", "transitionrun"]) addEventListener(kind, (event) => {
            const style = getComputedStyle(event.target);
            const seconds = Math.max(parseFloat(style.animationDuration) || 0, parseFloat(style.transitionDuration) || 0);
            if (seconds > 0.02) window.moved.push(event.target.className); }, true); }"""
    )

    desk.set("open", SERVICE)
    desk.call(ticket["number"])
    expect(page.locator(".paper.called")).to_be_visible()

    assert page.evaluate(MOVING) == 0
    assert page.evaluate("() => window.moved") == []
