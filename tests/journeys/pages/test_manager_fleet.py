"""The devices on the manager's page: what is wrong first, a code shown large, and a stolen one shut out."""

import re

import pytest
from playwright.sync_api import expect

from schemas import topics
from tests.journeys.pages.conftest import PHONE, TV

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


def test_a_manager_sets_a_display_and_warns_everybody(told, signed_in, show, look):
    """The real display's agent takes it from its shadow while it runs."""
    page, lobby = signed_in(told["manager"], "manager"), show(told["display"], TV)
    page.get_by_label("Perangkat kantor").select_option(told["offices"][0])
    row = page.locator(".devices li", has=page.get_by_role("heading", name="Layar 1", exact=True))

    row.get_by_role("button", name=re.compile("^Atur")).click()
    dialog = page.locator("dialog")
    dialog.get_by_label("Warna").select_option("malam")
    dialog.get_by_role("button", name="Tambah teks").click()
    dialog.get_by_label("Teks 1", exact=True).fill("Bawa KTP asli.")
    dialog.get_by_label("Volume").fill("40")
    look(page, "manager-fleet-set")
    page.set_viewport_size({"width": PHONE[0], "height": PHONE[1]})
    look(page, "manager-fleet-set-phone")
    dialog.get_by_role("button", name="Simpan").click()

    expect(lobby.get_by_text("Bawa KTP asli.").first).to_be_visible(timeout=20_000)
    expect(lobby.locator("html")).to_have_attribute("data-theme", "malam")
    row.get_by_role("button", name=re.compile("^Atur")).click()
    expect(dialog).to_contain_text("Perangkat memakai pengaturan ini")
    dialog.get_by_role("button", name="Hapus teks 1").click()
    dialog.get_by_label("Warna").select_option("hijau")
    dialog.get_by_role("button", name="Simpan").click()

    page.get_by_role("button", name="Pengumuman darurat").click()
    dialog.get_by_label("Apa yang harus dilakukan orang?").fill("Kebakaran. Keluar lewat tangga.")
    dialog.get_by_role("button", name="Tampilkan sekarang").click()
    expect(lobby.get_by_text("Kebakaran. Keluar lewat tangga.").first).to_be_visible(timeout=20_000)
    expect(dialog).to_contain_text("Layar 1 menampilkan: Kebakaran. Keluar lewat tangga.", timeout=20_000)
    look(page, "manager-emergency-phone")
    look(lobby, "display-emergency-from-afar")

    dialog.get_by_role("button", name="Akhiri pengumuman").click()
    expect(lobby.get_by_text("Kebakaran. Keluar lewat tangga.")).to_have_count(0, timeout=20_000)
    expect(dialog).to_contain_text("Layar 1 tanpa pengumuman", timeout=20_000)
    dialog.get_by_role("button", name="Selesai").click()
    expect(lobby.locator("html")).to_have_attribute("data-theme", "hijau")
