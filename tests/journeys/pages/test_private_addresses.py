"""What the page's requests tell of a visitor: no code but to the API, no name, no number, no referrer, no third party."""

import re
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import expect

from tests.journeys.days import free_slot, phone
from tests.journeys.pages.test_visitor_page import SERVICE, code_of, take_number

pytestmark = [pytest.mark.cloud, pytest.mark.browser]

NAME = "Ratnawulan"
ITS_OWN = re.compile(r"^/api/(tickets|bookings)/[0-9A-Z]{16}(/[a-z-]+)?$")
"""The API's paths of one ticket or booking: by contract they hold its code, and no log keeps them."""


def heard(page):
    """All addresses that a page asks for, WebSockets too, with what they carry as referrer."""
    asked: list[tuple[str, str]] = []
    page.context.on("request", lambda one: asked.append((one.url, one.headers.get("referer", ""))))
    page.on("websocket", lambda one: asked.append((one.url, "")))
    return asked


def journey(page, public, office, people, mine):
    """A number from home that comes and leaves, and a booking that is cancelled; the codes of both."""
    ticket, _ = take_number(page, public, office, SERVICE)
    people.leaves_at_end(ticket)
    page.get_by_role("button", name="Saya sudah di lokasi").click()
    expect(page.locator(".paper.waiting")).to_be_visible()
    page.get_by_role("button", name="Keluar dari antrean").click()
    page.get_by_role("button", name="Ya, keluar").click()
    expect(page.locator(".paper.withdrawn")).to_be_visible()

    slot = free_slot(public, office, "igd", 0, 3)["id"].replace(":", "%3A")
    page.goto(re.sub("#.*", f"#/o/{office}/igd/book/{slot}", page.url))
    page.fill("#name", NAME)
    page.fill("#phone", mine)
    page.get_by_role("button", name="Lanjut").click()
    page.get_by_role("button", name="Pesan jadwal ini").click()
    booking = code_of(page)
    page.get_by_role("button", name="Batalkan jadwal").click()
    page.get_by_role("button", name="Ya, batalkan").click()
    expect(page.get_by_text("Jadwal ini dibatalkan")).to_be_visible()
    return ticket, booking


def test_no_address_holds_a_code_a_name_or_a_phone_and_no_third_party_hears_of_the_visit(
    show, wire, config, here, public, office, people
):
    mine = phone()
    page = show("about:blank", **here)
    asked = heard(page)
    page.goto(wire.url)
    codes = journey(page, public, office, people, mine)

    ours = {urlsplit(one).netloc for one in (wire.url, config["cognitoIdentity"])} | {config["iot"]}
    of_site = [one for one in wire.asked if one.headers.get("Referer")]
    bare = [url for url, _ in asked] + [one.path for one in wire.asked]
    secrets = (*codes, NAME, mine, mine.removeprefix("+62"))
    told = [url for url in bare if any(secret in url for secret in secrets)]

    assert {urlsplit(url).netloc for url, _ in asked} <= ours | {""}
    assert [url for url in told if not ITS_OWN.match(urlsplit(url).path)] == []
    assert told, "the journey was not recorded"
    assert [referrer for _, referrer in asked if referrer] == []
    assert of_site == []
