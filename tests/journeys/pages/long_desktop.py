"""The same pages on a wide screen."""

import pytest
from playwright.sync_api import expect

from tests.journeys.pages.conftest import DESKTOP
from tests.journeys.pages.visits import complete

pytestmark = [pytest.mark.cloud, pytest.mark.browser]


@pytest.mark.parametrize("page", ["slots", "ticket", "office", "review"])
def test_a_wide_screen_shows_the_same(show, visits, look, page):
    shown = show(visits.url(page), DESKTOP)
    complete(shown)
    expect(shown.locator("h1").first).to_be_in_viewport()

    look(shown, f"desktop-{page}")
