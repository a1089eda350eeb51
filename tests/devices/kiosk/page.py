"""A kiosk's page in a real Chromium, over the site of an agent that is told what to answer."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from playwright.sync_api import Browser, Page, ViewportSize

from devices.events import Events
from devices.kiosk.web import PAGE
from devices.web import Action, Site
from tests.devices.display.lobby import a_board
from tests.devices.display.screen import CATALOGUE, DIST, SERVICES
from tests.devices.office import OFFICE

KIOSK, TV, UHD = (1080, 1920), (1920, 1080), (3840, 2160)
HOURS = [{"day": day, "open": "00:00", "close": "24:00"} for day in range(7)]
CODE = "7Q2M4XK9T0ZB6HVN"
SLIP = {
    "number": "A001",
    "code": CODE,
    "printed": True,
    "ticketUrl": f"https://antrean.example/#/t/{CODE}",
    "lines": ["RSUD", "Poliklinik umum", "A001", "Senin, 2 Maret 2026 09.00 WIB", "2 orang di depan Anda, 10-25 menit"],
}  # fmt: skip


class Answering:
    """The agent's side: `state`, `answers` by action, and what was `asked`."""

    def __init__(self, **state: Any) -> None:
        self.state: dict[str, Any] = {
            "office": OFFICE, "live": True, "since": "2026-03-02T02:00:00+00:00", "printer": "ok", "slip": None,
            "catalogue": CATALOGUE | {"hours": HOURS}, "board": a_board(1, services=SERVICES),
            "settings": {"regional": "jv", "staff": True}, **state,
        }  # fmt: skip
        self.asked: list[tuple[str, dict[str, Any]]] = []
        self.answers: dict[str, tuple[int, dict[str, Any]]] = {
            "take": (200, SLIP),
            "check-in": (200, SLIP),
            "reprint": (200, SLIP | {"copy": True}),
            "staff": (403, {"why": "wrong-pin"}),
        }
        self.events = Events()
        actions: dict[str, Action] = {name: self._action(name) for name in self.answers}
        first = [("state", self.state)]
        self.site = Site(0, DIST, PAGE, lambda: self.state, actions, self.events, lambda: first)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.site.server_address[1]}/"

    def bodies(self, name: str) -> list[dict[str, Any]]:
        """What was asked of this action."""
        return [body for asked, body in self.asked if asked == name]

    def _action(self, name: str) -> Action:
        def act(body: dict[str, Any]) -> tuple[int, Any]:
            self.asked.append((name, body))
            status, answer = self.answers[name]
            return status, {"id": body.get("id")} | answer

        return act


@contextmanager
def agent(**state: Any) -> Iterator[Answering]:
    """The agent's site for as long as this lasts."""
    made = Answering(**state)
    with made.site, made.site.serving():
        yield made


def opened(browser: Browser, kiosk: Answering, size: tuple[int, int] = KIOSK, before: str = "") -> Page:
    """The page at this size; `before` runs before its own script."""
    viewport: ViewportSize = {"width": size[0], "height": size[1]}
    page = browser.new_context(viewport=viewport, locale="id-ID").new_page()
    if before:
        page.add_init_script(before)
    page.goto(kiosk.url)
    return page
