"""The kiosk's and the display's pages, as their agents serve them."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.journeys.pages.conftest import TV
from tests.journeys.waiting import eventually

pytestmark = [pytest.mark.cloud, pytest.mark.browser]

SPOKEN_WITHIN = 60_000


def test_two_taps_at_the_kiosk_give_a_number_and_a_printed_slip(told, show, look, people):
    folder = Path(told["slips"])
    before = set(folder.glob("*.png"))
    page = show(told["kiosk"], (1080, 1920))
    expect(page.get_by_role("heading", name="Silakan pilih layanan")).to_be_visible()
    look(page, "kiosk-start")

    page.locator(".services .service", has_text="kebidanan").click()
    look(page, "kiosk-priority")
    with page.expect_response("**/agent/take", timeout=60_000) as asked:
        page.get_by_role("button", name="Tidak, antrean biasa").click()
    said = asked.value.json()
    people.leaves_at_end(said["code"])

    expect(page.locator(".slip .number")).to_have_text(said["number"])
    expect(page.get_by_role("heading", name="Silakan ambil slip Anda")).to_be_visible()
    look(page, "kiosk-slip")
    eventually(lambda: set(folder.glob("*.png")) - before)


def test_the_display_shows_the_call_where_to_go_and_the_lobbys_code(told, show, look, people, desk):
    page = show(told["display"], TV)
    expect(page.locator("#digits")).to_have_text(re.compile(r"^\d{3} \d{3}$"), timeout=75_000)
    desk.set("open", "rawat-inap")
    ticket = people.at_office("rawat-inap")

    desk.call(ticket["number"])

    expect(page.locator("main")).to_contain_text(ticket["number"])
    # The large number is the one that is spoken; calls of a moment ago are spoken first.
    expect(page.locator("#number")).to_have_text(ticket["number"], timeout=SPOKEN_WITHIN)
    expect(page.locator(".goto")).to_contain_text("silakan menuju")
    expect(page.locator(".goto .counter")).to_have_text(f"Loket {desk.id}")
    expect(page.locator("#running")).not_to_be_empty()
    look(page, "display")
