"""A visitor with a phone: what they see, tap and type on the way to a booking and from it."""

import random
import re

from playwright.sync_api import Page, expect

from tests.journeys.known import REGISTER
from tests.journeys.pages.visits import complete

Name = str | re.Pattern[str]
CODED = re.compile(r"#/[tb]/([0-9A-Z]{16})$")


class Phone:
    """One page on one phone."""

    def __init__(self, page: Page) -> None:
        self.page = page

    def goes_to(self, route: str) -> None:
        """Open a page of the site by what stands after `#` in its address, as a link in an SMS does."""
        self.page.goto(f"{self.page.url.partition('#')[0]}#{route}")
        complete(self.page)

    def sees(self, title: Name) -> None:
        """A page with this heading is there, complete."""
        expect(self.page.get_by_role("heading", level=1, name=title)).to_be_visible()
        complete(self.page)

    def reads(self, text: Name) -> None:
        """This text is on the page."""
        expect(self.page.get_by_text(text).first).to_be_visible()

    def taps(self, name: Name) -> None:
        """Tap a button."""
        self.page.get_by_role("button", name=name).first.click()

    def chooses_day(self, day: object) -> None:
        """Turn the calendar to this day and choose it."""
        box = self.page.locator(f'input[name="day"][value="{day}"]')
        while not box.count():
            self.taps("Berikutnya")
        box.check(force=True)

    def follows(self, name: Name) -> None:
        """Tap a link."""
        self.page.get_by_role("link", name=name).first.click()

    def opens(self, name: Name) -> None:
        """Unfold what is folded."""
        self.page.locator("summary", has_text=name).first.click()

    def ticks(self, name: Name) -> None:
        """Choose or tick one."""
        self.page.locator("label", has_text=name).first.click()

    def types(self, field: str, text: str) -> None:
        """Fill in a field by its name."""
        REGISTER.read({"visitor": {field: text}})
        self.page.locator(f'[name="{field}"]').fill(text)

    def goes_on(self) -> None:
        """To the next step."""
        self.taps(re.compile("^Lanjut$"))

    def ticks_all(self) -> None:
        """Tick each document."""
        for box in self.page.get_by_role("checkbox").all():
            box.check()

    def chooses_a_time(self, other_than: str = "") -> str:
        """Choose one of the free times of the day that is shown, near midnight of the next one; returns the slot's id."""
        times, later = (
            self.page.locator("a.time"),
            self.page.get_by_role("button", name="Lihat hari berikutnya"),
        )
        expect(times.first.or_(later)).to_be_visible()
        if later.is_visible():
            later.click()
        expect(times.first).to_be_visible()
        slots = [_slot_of(str(one.get_attribute("href"))) for one in times.all()]
        n = random.choice([n for n, slot in enumerate(slots) if slot != other_than])
        times.nth(n).click()
        return slots[n]

    def code(self) -> str:
        """The code in the address, once the page is a ticket's or a booking's."""
        self.page.wait_for_url(CODED)
        found = CODED.search(self.page.url)
        assert found
        complete(self.page)
        return found[1]


def _slot_of(link: str) -> str:
    return link.rpartition("/")[2].replace("%3A", ":")
