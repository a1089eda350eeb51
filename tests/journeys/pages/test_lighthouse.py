"""Lighthouse gives each of the visitor's pages at least 95 of 100 for accessibility, best practices and search."""

import pytest

from tests.journeys.days import free_slot
from tests.journeys.pages.conftest import CHROMIUM
from tests.journeys.people import People
from tests.lighthouse import SAYS, judge

pytestmark = [pytest.mark.cloud, pytest.mark.browser]

LEAST = 95
PAGES = {
    "offices": "",
    "office": "#/o/{office}",
    "service": "#/o/{office}/igd",
    "slots": "#/o/{office}/igd/book",
    "form": "#/o/{office}/igd/book/{slot}",
    "booking": "#/b/{booking}",
    "ticket": "#/t/{ticket}",
}


@pytest.fixture(scope="module")
def judged(told, public, office):
    """What is said of all pages, by their names; one run, for a Chromium takes seconds to start."""
    people = People(public, office)
    slot = free_slot(public, office, "igd")["id"]
    names = {
        "office": office,
        "slot": slot.replace(":", "%3A"),
        "booking": people.booked("igd", slot)["code"],
        "ticket": people.at_office("rawat-inap")["code"],
    }
    urls = {page: told["site"] + route.format(**names) for page, route in PAGES.items()}
    try:
        said = judge(str(CHROMIUM), list(urls.values()))
    finally:
        people.leave()
    return {page: said[url] for page, url in urls.items()}


@pytest.mark.parametrize("category", SAYS)
@pytest.mark.parametrize("page", PAGES)
def test_lighthouse_gives_each_page_ninety_five_points_at_least(judged, page, category):
    assert judged[page].scores[category] >= LEAST, judged[page].lost
