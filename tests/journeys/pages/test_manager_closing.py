"""A manager closes a service for a coming day on the page, by keyboard, and opens it again."""

from datetime import UTC, datetime, timedelta

import pytest
from playwright.sync_api import expect

from tests.journeys.waiting import eventually

pytestmark = [pytest.mark.cloud, pytest.mark.browser]


def test_a_service_is_closed_and_opened_again(told, public, signed_in, look, office):
    name = public.get(f"/offices/{office}").expect(200)["name"]
    ahead = (datetime.now(UTC) + timedelta(days=6)).date().isoformat()
    page = signed_in(told["site"] + "/manager/", "manager")
    card = page.locator(".office", has=page.get_by_role("heading", name=name, exact=True))

    card.get_by_role("button", name="Tutup kantor / layanan").focus()
    page.keyboard.press("Enter")
    page.select_option("#what", index=1)
    page.fill("#from", ahead)
    page.fill("#why", "Pelatihan petugas")
    expect(page.locator(".concerned")).to_contain_text("terkena")
    look(page, "manager-close")
    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name="Ya, tutup")).to_be_visible()
    look(page, "manager-close-sure")
    page.keyboard.press("Escape")
    expect(page.locator("#why")).to_have_value("Pelatihan petugas")
    page.locator("#why").press("Enter")
    expect(page.get_by_role("button", name="Kembali")).to_be_focused()
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")

    row = card.locator("li", has_text="Pelatihan petugas")
    expect(row).to_be_visible()
    [closure] = public.get(f"/offices/{office}/closures").expect(200)["closures"]
    assert (closure["from"], closure["why"]) == (ahead, "Pelatihan petugas")
    look(page, "manager-closed")
    row.get_by_role("button", name="Buka kembali").click()
    page.locator("dialog").get_by_role("button", name="Buka kembali").click()
    expect(row).to_have_count(0)
    expect(card.get_by_text("Dibuka kembali")).to_be_visible()
    expect(card.locator(".closing")).to_be_focused()
    eventually(lambda: public.get(f"/offices/{office}/closures").expect(200)["closures"] == [])
