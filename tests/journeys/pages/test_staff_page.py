"""The staff page by keyboard, and the manager's page."""

import re

import pytest
from playwright.sync_api import expect

from tests.journeys.waiting import eventually

pytestmark = [pytest.mark.cloud, pytest.mark.browser]

SERVICE = "rawat-inap"


def test_staff_sign_in_open_call_by_f2_and_note_a_no_show_by_f8(
    told, public, signed_in, look, people, desk, office
):
    desk.set("open", SERVICE)
    desk.set("closed")
    ticket = people.at_office(SERVICE)
    page = signed_in(told["staff"], "staff")
    page.get_by_role("button", name=public.get(f"/offices/{office}").expect(200)["name"]).click()
    page.get_by_role("button", name=re.compile(f"Loket {desk.id}")).click()
    states = page.get_by_role("group", name="Keadaan loket")
    states.get_by_role("button", name="Buka").click()
    expect(states.get_by_role("button", name="Buka")).to_have_attribute("aria-pressed", "true")
    look(page, "staff-open")

    call_by_key(page, desk, ticket["number"])
    expect(page.locator(".ticket .number")).to_have_text(ticket["number"])
    look(page, "staff-called")
    page.keyboard.press("F8")

    expect(page.locator(".ticket .number")).to_have_count(0)
    eventually(lambda: people.ticket(ticket["code"])["state"] == "no_show")


def call_by_key(page, desk, number):
    """Press F2 until this number is called; those of others are finished by F7."""

    def called():
        expect(page.locator(".commands .next")).to_be_enabled()
        page.keyboard.press("F2")
        found = eventually(desk.number, 10)
        if found == number:
            return True
        page.keyboard.press("F7")
        eventually(lambda: not desk.number(), 10)
        return False

    eventually(called, 60, f"the call of {number}")


def test_a_wrong_password_does_not_enter(told, show, look):
    page = show(told["staff"], (1366, 768))
    page.fill("#username", told["staff_login"]["username"])
    page.fill("#password", "salah-salah-1A")
    page.get_by_role("button", name="Masuk").click()

    expect(page.get_by_role("alert")).to_contain_text("tidak cocok")
    look(page, "staff-sign-in")


def test_the_manager_sees_every_office_live(told, public, signed_in, look):
    page = signed_in(told["manager"], "manager")
    names = [one["name"] for one in public.get("/offices").expect(200)["offices"]]

    for name in names:
        expect(page.get_by_role("heading", name=name, exact=True)).to_be_visible()
    expect(page.locator(".offices .figures")).to_have_count(len(names))
    look(page, "manager")
