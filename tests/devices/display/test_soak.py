"""A display runs for a week without growing."""

import pytest
from playwright.sync_api import sync_playwright

from tests.devices.display.screen import SOUNDS, launched
from tests.devices.display.soak import grown, week

BOARDS = 350
"""Fifty a day; `python -m tests.devices.display.soak` takes as many as a week has."""
LEAST_LEAK = 1000
"""Bytes a board: less than one board that is kept, which has some 3,000."""


@pytest.mark.engine
@pytest.mark.slow
def test_a_week_does_not_make_the_page_grow() -> None:
    with sync_playwright() as player:
        browser = launched(player, SOUNDS)
        sizes = week(browser, BOARDS)
        browser.close()

    more = grown(sizes)
    assert more.heap < LEAST_LEAK * BOARDS * 0.7, sizes
    assert more.nodes <= 50, sizes
    assert more.listeners <= 5, sizes
