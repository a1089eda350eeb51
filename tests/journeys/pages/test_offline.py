"""Without a connection: what was seen once opens again, and says of when it is."""

import re

import pytest
from playwright.sync_api import expect

pytestmark = [pytest.mark.cloud, pytest.mark.browser]

OF_WHEN = re.compile(r"Terakhir \d{2}\.\d{2} WIB")
KEPT = """async () => { await navigator.serviceWorker.ready;
    const cache = await caches.open((await caches.keys())[0]);
    const wanted = [...document.querySelectorAll("script[src], link[rel=stylesheet]")].map((one) => one.src || one.href);
    const kept = await Promise.all([location.origin + "/", ...wanted].map((url) => cache.match(url)));
    return kept.every(Boolean); }"""


def keeps(page):
    """Wait until the page has what it needs to open without a connection."""
    page.wait_for_function(f"() => ({KEPT})()")


def test_a_ticket_that_was_seen_once_opens_offline_with_its_last_number_and_of_when_it_is(
    show, told, people, office
):
    ticket = people.at_office("rawat-inap")
    page = show(f"{told['site']}#/t/{ticket['code']}")
    expect(page.locator(".paper .live:not(.stale)")).to_be_visible()
    keeps(page)

    page.context.set_offline(True)
    page.reload()

    expect(page.locator(".paper h1.number")).to_have_text(ticket["number"])
    expect(page.locator(".paper .live")).to_have_text(OF_WHEN)
    expect(page.locator(".paper .ahead")).to_be_visible()


def test_the_first_page_opens_offline_with_the_offices_and_ones_own_number(
    show, told, people, public, office
):
    name = public.get(f"/offices/{office}").expect(200)["name"]
    ticket = people.at_office("rawat-inap")
    page = show(f"{told['site']}#/t/{ticket['code']}")
    expect(page.locator(".paper .live:not(.stale)")).to_be_visible()
    page.get_by_role("link", name="Antrean").first.click()
    expect(page.get_by_role("link", name=re.compile(name))).to_have_count(2)
    keeps(page)

    page.context.set_offline(True)
    page.reload()

    expect(page.locator(".rows .row")).to_have_count(len(told["offices"]) + 1)
    page.get_by_role("link", name=re.compile(ticket["number"])).click()
    expect(page.locator(".paper h1.number")).to_have_text(ticket["number"])
    expect(page.locator(".paper .live")).to_have_text(OF_WHEN)
