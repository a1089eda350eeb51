"""The ledger's page: what a visitor sees of a day, and checks without believing anybody."""

import json
import re

import pytest
from playwright.sync_api import expect

from tests.journeys.days import today
from tests.journeys.pages.conftest import DESKTOP
from tests.journeys.waiting import eventually

pytestmark = [pytest.mark.cloud, pytest.mark.browser]

SERVICE = "rawat-inap"
WHOLE, OWN = re.compile("Rantai utuh: [0-9]+ catatan"), ".story li"


def in_ledger(public, code, entries=1):
    """Waits until the ledger has so many entries of the ticket."""
    read = f"/tickets/{code}/entries"
    eventually(
        lambda: len(public.get(read).expect(200)["entries"]) >= entries, 180, f"{entries} entries of a ticket"
    )


def test_a_visitor_finds_the_own_number_in_a_chain_that_the_own_browser_checked(
    told, public, show, look, people, desk, office
):
    desk.set("open", SERVICE)
    mine = people.at_office(SERVICE)
    desk.call(mine["number"])
    desk.free()
    in_ledger(public, mine["code"], 4)

    page = show(f"{told['site']}ledger/?office={office}")
    expect(page.locator(".root")).to_have_count(1)
    look(page, "ledger")
    page.get_by_label("Nomor, atau kode dari slip").fill(mine["number"].lower())
    page.get_by_role("button", name="Periksa", exact=True).click()

    expect(page.get_by_text(WHOLE)).to_be_visible()
    expect(page.locator(OWN).first).to_contain_text("Nomor diambil")
    expect(page.locator(OWN).nth(2)).to_contain_text(f"Dipanggil ke loket {desk.id}")
    look(page, "ledger-own")


def test_the_tickets_page_leads_to_its_entries_with_their_seals_open(told, public, show, look, people):
    mine = people.from_home(SERVICE, priority="elderly")
    in_ledger(public, mine["code"])
    page = show(f"{told['site']}#/t/{mine['code']}", color_scheme="dark")

    page.get_by_role("link", name="Buku antrean").click()

    seal = page.locator(".seal").first
    expect(seal).to_contain_text("segel cocok")
    expect(seal).to_contain_text("lanjut usia")
    assert mine["code"] not in page.url
    look(page, "ledger-sealed-dark")


def test_a_change_in_what_the_office_says_is_shown_at_its_entry(told, public, show, look, people, office):
    mine = people.at_office(SERVICE)
    in_ledger(public, mine["code"])
    page = show(f"{told['site']}ledger/?office={office}&date={today(public, office)}", DESKTOP)

    def forged(route):
        answer = route.fetch()
        said = answer.json()
        for entry in said["entries"]:
            if entry["seq"] == 1:
                entry["at"] = "2026-01-01T00:00:00Z"
        route.fulfill(response=answer, body=json.dumps(said))

    page.route(re.compile(r"/ledger\?"), forged)
    page.get_by_role("button", name="EN").click()
    page.get_by_role("button", name="Check the whole ledger").click()

    expect(page.get_by_text("The chain breaks at entry 1", exact=True)).to_be_visible()
    look(page, "ledger-broken")


def test_the_exported_file_is_the_ledger_that_was_checked(told, public, show, people, office):
    mine = people.at_office(SERVICE)
    in_ledger(public, mine["code"])
    page = show(f"{told['site']}ledger/?office={office}")
    page.get_by_role("button", name="Periksa seluruh catatan").click()
    expect(page.get_by_text(WHOLE)).to_be_visible()

    page.get_by_text("Periksa sendiri tanpa halaman ini").click()
    with page.expect_download() as saved:
        page.get_by_role("button", name="Unduh catatan").click()

    export = json.loads(saved.value.path().read_text())
    assert any(entry.get("number") == mine["number"] for entry in export["entries"])
    assert export["root"] == export["entries"][-1]["hash"]
