"""A visitor without a mouse: steps with Tab to what they want, and sees at each step where they are."""

import re

from playwright.sync_api import Page

MOST = 80
"""Steps with Tab over one page; the calendar of slots has the most."""
HERE = """() => { const one = document.activeElement;
    const shown = one.matches("[type=radio], [type=checkbox]") ? [one, ...one.closest("label").querySelectorAll("*")] : [one];
    const seen = shown.some((part) => { const style = getComputedStyle(part);
        return style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2 && part.getBoundingClientRect().width > 1; });
    const box = (one.closest("label") ?? one).getBoundingClientRect();
    const inView = box.bottom > 0 && box.top < innerHeight;
    const name = one.getAttribute("aria-label") ?? (one.closest("label") ?? one.labels?.[0] ?? one).innerText;
    return { name: name.trim().replace(/\\s+/g, " "), seen, inView, tag: one.tagName, value: one.value }; }"""


class Keyboard:
    """The keys of one page; `steps` is what they stood on."""

    def __init__(self, page: Page) -> None:
        self.page, self.steps = page, list[str]()

    def to(self, name: str | re.Pattern[str]) -> str:
        """Press Tab until what has the focus has this name; each step on the way is seen on the screen."""
        wanted = re.compile(name)
        for _ in range(MOST):
            self.page.keyboard.press("Tab")
            here = self.page.evaluate(HERE)
            if here["tag"] == "BODY":
                continue
            assert here["seen"], f"the focus is not seen on {here}"
            assert here["inView"], f"what has the focus is not on the screen: {here}"
            self.steps.append(here["name"])
            if wanted.search(here["name"]):
                return str(here["name"])
        raise AssertionError(f"Tab does not lead to {name}: {self.steps}")

    def press(self, name: str | re.Pattern[str], key: str = "Enter") -> None:
        """Step to something and press it."""
        self.to(name)
        self.page.keyboard.press(key)

    def type(self, name: str, text: str) -> None:
        """Step to a field and fill it in."""
        self.to(name)
        self.page.keyboard.type(text)
