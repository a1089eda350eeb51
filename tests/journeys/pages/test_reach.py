"""Nobody is shut out: what is tapped is large enough, small screens and large letters hold it all, in two languages."""

import pytest

from tests.journeys.pages.conftest import PHONE
from tests.journeys.pages.visits import PAGES, complete

pytestmark = [pytest.mark.cloud, pytest.mark.browser]

TAP = 48
TARGETS = """() => [...document.querySelectorAll("a[href], button, input, select, textarea, summary")]
    .map((one) => ({ one, box: (one.matches("[type=radio], [type=checkbox]") ? one.closest("label") : one) }))
    .filter(({ one }) => one.checkVisibility({ visibilityProperty: true }) && !one.matches(".skip"))
    .map(({ one, box }) => ({ name: (one.innerText || one.getAttribute("aria-label") || one.name || "").slice(0, 40),
        tag: one.tagName, width: box.getBoundingClientRect().width, height: box.getBoundingClientRect().height }))"""
WIDER = """() => [...document.querySelectorAll("main *, header *, footer *")]
    .filter((one) => one.checkVisibility() && one.getBoundingClientRect().right > innerWidth + 1 && getComputedStyle(one).position !== "absolute")
    .map((one) => one.outerHTML.slice(0, 120))"""
CUT = """() => [...document.querySelectorAll("main *")]
    .filter((one) => one.checkVisibility() && one.scrollWidth > one.clientWidth + 1 && one.clientWidth > 1
        && ["hidden", "clip"].includes(getComputedStyle(one).overflowX) && !one.closest(".only-read"))
    .map((one) => one.outerHTML.slice(0, 120))"""


@pytest.mark.parametrize("page", PAGES)
def test_each_page_is_for_thumbs_narrow_screens_and_large_letters(show, visits, page):
    shown = show(visits.url(page), PHONE)
    complete(shown)

    small = [one for one in shown.evaluate(TARGETS) if min(one["width"], one["height"]) < TAP - 0.5]
    assert small == []
    assert holds_all(shown, 320, letters=100)
    assert holds_all(shown, 640, letters=200)


def holds_all(page, width, letters):
    """Whether nothing is wider than the screen or cut off, with letters of so many percent."""
    page.set_viewport_size({"width": width, "height": 800})
    page.evaluate(f"() => document.documentElement.style.fontSize = '{letters}%'")
    assert page.evaluate(WIDER) == [], f"wider than {width} px"
    assert page.evaluate(CUT) == [], f"cut off at {width} px"
    return page.evaluate("() => document.documentElement.scrollWidth") <= width
