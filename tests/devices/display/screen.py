"""A display's page in a real Chromium, fed without broker or cloud: its own agent's site, told what to say."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Page, Playwright, ViewportSize

from devices.display.web import PAGE
from devices.events import Events
from devices.web import Action, Site
from tests.devices.display.lobby import SHORT, a_board, a_call
from tests.devices.office import OFFICE, ROOT
from tests.journeys.pages.conftest import ARGUMENTS, CHROMIUM

DIST = ROOT / "web" / "dist"
TV, UHD, PORTRAIT = (1920, 1080), (3840, 2160), (1080, 1920)
SOUNDS = "--autoplay-policy=no-user-gesture-required"


def both(text: str, english: str) -> dict[str, str]:
    return {"id": text, "en": english}


CATALOGUE: dict[str, Any] = {
    "office": OFFICE,
    "name": both("RSUD Lampung Tengah – Instalasi Rawat Jalan", "Lampung Tengah Hospital – Outpatients"),
    "time_zone": "Asia/Jakarta",
    "open": True,
    "hours": [],
    "services": [
        {"id": one, "letter": letter, "name": both(name, name), "minutes": 10, "takes": ["number"],
         "requires": [], "open": True}
        for one, letter, name in [
            ("umum", "A", "Poliklinik umum"), ("gigi", "C", "Gigi dan mulut"), ("anak", "F", "Kesehatan anak"),
            ("obat", "H", "Pengambilan obat"), ("kasir", "K", "Kasir"),
        ]
    ],
    "counters": ["1", "2", "3"],
    "site": "https://antrean.example",
    "running_text": both("Bawa kartu identitas dan kartu berobat.", "Please bring your identity card."),
}  # fmt: skip
SERVICES = [
    {"service": one["id"], "letter": one["letter"], "waiting": 3 * n, "minutes": [5 * n, 15 * n]}
    for n, one in enumerate(CATALOGUE["services"])
]
WAITING = [
    {"number": f"{one['letter']}{n:03}", "service": one["service"]} for one in SERVICES for n in range(21, 25)
]
BUSY = [
    a_call(n, number, ago=60) for n, number in enumerate(["A018", "C007", "H112", "F009", "A019", "C008"], 1)
]


def busy_board(seq: int, *calls: dict[str, Any], **more: Any) -> dict[str, Any]:
    """A board in the middle of a morning."""
    return a_board(seq, *(calls or BUSY), waiting=WAITING, services=SERVICES, **more)


class Screen:
    """The agent's side of the page; `state` is what it says, `spoken` what the page told."""

    def __init__(self, media: Path | None = None) -> None:
        self.state: dict[str, Any] = {
            "office": OFFICE, "live": True, "since": "2026-03-02T02:00:00+00:00", "catalogue": CATALOGUE,
            "board": None, "settings": {}, "spoken": None,
        }  # fmt: skip
        self.spoken: list[int] = []
        self.events = Events()
        actions: dict[str, Action] = {"spoken": self._spoken}
        self.site = Site(0, DIST, PAGE, lambda: self.state, actions, self.events, self._first, media)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.site.server_address[1]}/"

    def says(self, board: dict[str, Any]) -> None:
        """A new board."""
        self.state["board"] = board
        self.events.tell("board", board)

    def is_set(self, **settings: Any) -> None:
        """The office sets the display."""
        self.state["settings"] = settings
        self.events.tell("state", self.state)

    def _first(self) -> list[tuple[str, Any]]:
        return [("state", self.state)]

    def _spoken(self, body: dict[str, Any]) -> tuple[int, Any]:
        self.spoken.append(body["call"])
        return 200, {}


@contextmanager
def screen(media: Path | None = None) -> Iterator[Screen]:
    """The agent's site for as long as this lasts."""
    made = Screen(media)
    with made.site, made.site.serving():
        yield made


def launched(player: Playwright, *more: str) -> Browser:
    """A real browser, as a kiosk's."""
    return player.chromium.launch(executable_path=CHROMIUM, args=[*ARGUMENTS, *more])


def opened(browser: Browser, shown: Screen, size: tuple[int, int] = TV, before: str = "") -> Page:
    """The page at this size; its clips are moments of silence, and `before` runs before its own script."""
    viewport: ViewportSize = {"width": size[0], "height": size[1]}
    page = browser.new_context(viewport=viewport, locale="id-ID").new_page()
    page.add_init_script(SHORT)
    if before:
        page.add_init_script(before)
    page.goto(shown.url)
    return page
