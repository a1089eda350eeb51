"""Each page speaks Indonesian and English, and never one in the other's place."""

import re

import pytest
from playwright.sync_api import expect

from tests.journeys.pages.conftest import PHONE
from tests.journeys.pages.visits import PAGES, complete
from tests.journeys.waiting import eventually

pytestmark = [pytest.mark.cloud, pytest.mark.browser]

INDONESIAN = re.compile(
    r"\b(anda|nomor|kantor|jadwal|layanan|untuk|yang|dan|tidak|pilih|kembali|hari|lihat|buka|tutup|dari)\b",
    re.I,
)
ENGLISH = re.compile(
    r"\b(you|your|number|office|booking|the|and|not|choose|back|open|closed|from|time|with)\b", re.I
)
MISSING = re.compile(r"undefined|NaN|null|\[object|\{\w*\}|Invalid Date|=>")
READ = """() => { document.querySelectorAll("details").forEach((one) => (one.open = true));
    return document.title + "\\n" + document.body.innerText + "\\n" + [...document.querySelectorAll("[aria-label], [placeholder]")]
        .filter((one) => !one.closest(".language")).map((one) => one.ariaLabel ?? one.placeholder).join("\\n"); }"""


def speaks(page, language, not_in_it):
    """Change the language, and wait until nothing of the other one is left."""
    page.get_by_role("button", name=language.upper(), exact=False).first.click()
    expect(page.locator("html")).to_have_attribute("lang", language)
    left = list[str]()

    def alone():
        said = page.evaluate(READ)
        left[:] = sorted({*not_in_it.findall(said), *MISSING.findall(said)})
        return len(said) > 50 and not left

    try:
        eventually(alone, 20)
    except AssertionError:
        raise AssertionError(f"in {language}, of the other one: {left}\n{page.evaluate(READ)}") from None


@pytest.mark.parametrize("page", PAGES)
def test_each_page_speaks_both_languages_and_never_mixes_them(show, visits, page):
    shown = show(visits.url(page), PHONE)
    complete(shown)
    expect(shown.locator("html")).to_have_attribute("lang", "id")

    speaks(shown, "en", INDONESIAN)
    speaks(shown, "id", ENGLISH)
