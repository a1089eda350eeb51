"""The staff page at the spare counter: what a person sees and presses."""

import re

from playwright.sync_api import Locator, Page, Request, expect

from tests.journeys.counter import Desk
from tests.journeys.waiting import eventually

NOT_SENT = "perintah tidak dikirim"


class Screen:
    """One staff page; `posts` are the commands that it sent, with the keys under which they went."""

    def __init__(self, page: Page, desk: Desk) -> None:
        self.page, self.desk, self.posts = page, desk, list[Request]()
        page.on("request", self._note)

    def sits(self, office: str) -> "Screen":
        """Choose the office and the counter, and wait until the line is there."""
        self.page.get_by_role("button", name=office).click()
        self.page.get_by_role("button", name=re.compile(f"Loket {self.desk.id}")).click()
        expect(self.page.locator("main:not(.stale) .line")).to_be_visible(timeout=60_000)
        return self

    def opens(self) -> "Screen":
        """Open the counter with the page's own switch."""
        switch = self.page.get_by_role("group", name="Keadaan loket").get_by_role("button", name="Buka")
        switch.click()
        expect(switch).to_have_attribute("aria-pressed", "true", timeout=60_000)
        return self

    def press(self, key: str) -> None:
        """Press a key once nothing is under way and the page is live; again when it was not live after all."""

        def pressed() -> bool:
            expect(self.page.locator("main:not(.stale)")).to_be_visible(timeout=60_000)
            self.settles()
            self.page.keyboard.press(key)
            return not self.page.locator(".said", has_text=NOT_SENT).is_visible()

        eventually(pressed, 120, f"a live page for {key}")

    def settles(self) -> None:
        """No command is under way any more."""
        expect(self.page.locator('.states [aria-disabled="true"]')).to_have_count(0, timeout=60_000)

    def has(self, number: str, phase: str = "called") -> None:
        """The counter has this ticket, called or being served."""
        expect(self.page.locator(f".ticket.{phase} .number")).to_have_text(number, timeout=60_000)

    def is_free(self) -> None:
        """The counter has no ticket."""
        expect(self.page.locator(".ticket.idle")).to_be_visible(timeout=60_000)

    def row(self, number: str) -> Locator:
        """The row of one who waits."""
        return self.page.locator(f'.line [data-number="{number}"]')

    def aside(self, kind: str, number: str) -> Locator:
        """The row of one who is on hold (`held`) or was `missed`."""
        return self.page.locator(f".aside.{kind} li", has_text=number)

    def waits(self, number: str) -> None:
        """This number stands in the line."""
        expect(self.row(number)).to_be_visible(timeout=60_000)

    def calls(self, number: str) -> None:
        """Press F2 until this number is called; those of others are finished by F7."""

        def called() -> bool:
            self.press("F2")
            self.settles()
            found = self.desk.number()
            if not found:
                return False
            self.has(found)
            if found == number:
                return True
            self.press("F7")
            self.is_free()
            return False

        eventually(called, 120, f"the call of {number}")

    def said(self, text: str) -> None:
        """The page says this sentence about what just happened."""
        expect(self.page.locator(".said")).to_contain_text(text, timeout=60_000)

    def sent(self, path: str) -> list[Request]:
        """The commands that went to this part of the counter's path."""
        return [one for one in self.posts if one.url.endswith(f"/{path}")]

    def _note(self, request: Request) -> None:
        if request.method != "GET" and "/counters/" in request.url:
            self.posts.append(request)
