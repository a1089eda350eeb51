"""The devices on the manager's page: what is wrong first, a code shown large, and a stolen one shut out."""

import re

import pytest
from playwright.sync_api import expect

from schemas import topics
from tests.journeys.pages.conftest import PHONE

pytestmark = [pytest.mark.cloud, pytest.mark.browser]


def test_a_technician_sees_what_is_wrong_first(told, signed_in, look, kiosk, office):
    kiosk.say(topics.health(kiosk.name), thing=kiosk.name, status="online", paper="out", fault="paper_out")
    page = signed_in(told["manager"], "manager")

    first = page.locator(".devices li").first
    expect(first.get_by_text("Kertas habis")).to_be_visible(timeout=60_000)
    expect(first).to_contain_text("sejak")
    expect(page.get_by_role("button", name=re.compile("^Pasang"))).to_have_count(0)
    look(page, "manager-fleet")
    page.set_viewport_size({"width": PHONE[0], "height": PHONE[1]})
    look(page, "manager-fleet-phone")
    page.get_by_role("button", name="English").first.click()
    expect(page.locator(".fleet")).to_contain_text("Out of paper")
    look(page, "manager-fleet-english")
    kiosk.say(topics.health(kiosk.name), thing=kiosk.name, status="online", paper="ok")


def test_an_administrator_gets_a_code_and_shuts_a_stolen_device_out(told, signed_in, look):
    page = signed_in(told["manager"], "administrator")
    page.get_by_label("Perangkat kantor").select_option(told["offices"][2])
    row = page.locator(".devices li", has=page.get_by_role("heading", name="Kios 1", exact=True))

    row.get_by_role("button", name=re.compile("^(Pasang|Ganti)")).click()
    page.locator("dialog").get_by_role("button", name="Buat kode").click()
    expect(page.locator(".device-code .code")).to_have_text(re.compile(r"^[0-9A-Z]{4}-[0-9A-Z]{4}$"))
    look(page, "manager-fleet-code")
    page.set_viewport_size({"width": PHONE[0], "height": PHONE[1]})
    look(page, "manager-fleet-code-phone")
    page.locator("dialog").get_by_role("button", name="Selesai").click()
    expect(row).to_contain_text("Kode menunggu dipakai")
