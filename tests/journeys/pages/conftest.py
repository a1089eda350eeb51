"""A real Chromium, a page of each size, and the check that nobody is shut out (axe-core)."""

import shutil
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, ViewportSize, expect, sync_playwright

from tests.journeys.conftest import ENDPOINTS
from tests.journeys.doors import Api
from tests.journeys.pages.phone import Phone
from tests.journeys.pages.visits import Visits, complete
from tests.journeys.pages.wire import Wire, wired

ROOT = ENDPOINTS.parents[1]
AXE = ROOT / "web" / "node_modules" / "axe-core" / "axe.min.js"
PICTURES = ENDPOINTS.parent / "screenshots"
CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
PHONE, DESKTOP, TV = (360, 800), (1366, 768), (1920, 1080)
FINISHED = """() => Promise.all(document.getAnimations()
    .filter((one) => one.effect.getTiming().iterations !== Infinity)
    .map((one) => one.finished.catch(() => undefined)))"""
VIOLATIONS = """async () => (await axe.run(document, {resultTypes: ["violations"]})).violations
    .map((v) => `${v.id}: ${v.nodes.map((n) => n.target.join(" ")).join(", ")}`)"""

PATIENCE = 30_000
"""Milliseconds that a page may take on a slow, busy machine."""

Show = Callable[..., Page]
Look = Callable[[Page, str], None]


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """The system's Chromium, without a window."""
    expect.set_options(timeout=PATIENCE)
    with sync_playwright() as player:
        browser = player.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield browser
        browser.close()


@pytest.fixture
def show(chromium: Browser) -> Iterator[Show]:
    """Opens an address in a browser of its own; fails the test when the page threw or its scripts were blocked."""
    faults: list[str] = []
    contexts = []

    def opened(url: str, size: tuple[int, int] = PHONE, **more: Any) -> Page:
        viewport: ViewportSize = {"width": size[0], "height": size[1]}
        context = chromium.new_context(viewport=viewport, locale="id-ID", **more)
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(PATIENCE)
        page.on("pageerror", lambda error: faults.append(str(error)))
        page.goto(url)
        return page

    yield opened
    for context in contexts:
        context.close()
    assert faults == []


@pytest.fixture(scope="session")
def look() -> Look:
    """Takes a picture of a page, and finds no violation of accessibility and nothing wider than the screen."""
    PICTURES.mkdir(parents=True, exist_ok=True)

    def looked(page: Page, name: str) -> None:
        expect(page.locator(".blank")).to_have_count(0)
        page.evaluate(FINISHED)
        page.screenshot(path=PICTURES / f"{name}.png", full_page=True)
        page.evaluate(AXE.read_text(encoding="utf-8"))
        assert page.evaluate(VIOLATIONS) == []
        wide = page.evaluate("() => document.documentElement.scrollWidth - innerWidth")
        assert wide <= 0, f"{name} is {wide} px wider than the screen"

    return looked


@pytest.fixture(scope="module")
def visits(told: dict[str, Any], public: Api, office: str) -> Iterator[Visits]:
    """The way to every page that a visitor may come to."""
    one = Visits(told["site"], public, office)
    yield one
    one.people.leave()


@pytest.fixture
def wire(told: dict[str, Any]) -> Iterator[Wire]:
    """The site at an address of its own, where all that goes over the wire is written down."""
    with wired(told["site"]) as one:
        yield one


@pytest.fixture
def here(public: Api, office: str) -> dict[str, Any]:
    """A phone that stands at the office and says so."""
    position = public.get(f"/offices/{office}").expect(200)["position"]
    return {"geolocation": {**position, "accuracy": 20}, "permissions": ["geolocation"]}


@pytest.fixture
def phone(told: dict[str, Any], show: Show, here: dict[str, Any]) -> Phone:
    """A phone at the office, on the first page."""
    one = Phone(show(told["site"], PHONE, **here))
    complete(one.page)
    return one


@pytest.fixture
def signed_in(told: dict[str, Any], show: Show) -> Callable[[str, str], Page]:
    """Opens a page of staff's and signs in with the demo account of a role."""

    def entered(url: str, role: str) -> Page:
        login = told["staff_login"]
        account = login if role == "staff" else login[role]
        page = show(url, DESKTOP)
        page.fill("#username", account["username"])
        page.fill("#password", account["password"])
        page.get_by_role("button", name="Masuk").click()
        return page

    return entered
