"""The lobby's screen, at the sizes that hang in lobbies: read from afar, never blank, never an error."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PIL import Image
from playwright.sync_api import Browser, Page, expect, sync_playwright

from tests.devices.display.lobby import a_call, stamp
from tests.devices.display.screen import (
    BUSY,
    DIST,
    PORTRAIT,
    SOUNDS,
    TV,
    UHD,
    Screen,
    busy_board,
    launched,
    opened,
    screen,
)
from tests.devices.office import ROOT, eventually
from tests.journeys.pages.conftest import AXE, FINISHED, PATIENCE, VIOLATIONS

pytestmark = [pytest.mark.engine, pytest.mark.slow]

PICTURES = ROOT / ".local" / "screenshots"
FORBIDDEN = """AudioContext.prototype.resume = () => new Promise(() => undefined);
    Object.defineProperty(AudioContext.prototype, "state", {get: () => "suspended"})"""
"""What a browser does that gives no permission to sound; without a window it always gives it."""
CAP = 0.70
"""How high a capital is, of its font size; Liberation Sans has 0.729, Roboto 0.711, Segoe UI 0.700."""
LEGIBLE = 200
"""From how many times its height a letter is read with ease: 10 m need 5 cm (DIN 1450 says the same)."""
SMALLEST_TV = 0.398
"""Metres: the height of a 32 inch screen; in portrait it is 0.708 high and as wide as that."""


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    expect.set_options(timeout=PATIENCE)
    with sync_playwright() as player:
        made = launched(player, SOUNDS)
        yield made
        made.close()


@pytest.fixture
def lobby(tmp_path: Path) -> Iterator[Screen]:
    media = tmp_path / "media"
    media.mkdir()
    with screen(media) as made:
        yield made


def px(page: Page, selector: str, what: str) -> float:
    return float(page.eval_on_selector(selector, f"(one) => parseFloat({what})"))


@pytest.mark.parametrize("number", ["A001", "K2-017"])
@pytest.mark.parametrize("size", [TV, UHD, PORTRAIT])
def test_the_number_is_read_at_ten_metres(
    lobby: Screen, browser: Browser, size: tuple[int, int], number: str
) -> None:
    lobby.state["board"] = busy_board(1, a_call(1, number))
    page = opened(browser, lobby, size)
    expect(page.locator("#number")).to_have_text(number)

    high = px(page, "#number", "getComputedStyle(one).fontSize") * CAP / size[1]
    tall = SMALLEST_TV if size[0] > size[1] else SMALLEST_TV * 16 / 9
    assert high * tall >= 10 / LEGIBLE
    # On a screen as it hangs in lobbies, it is a fifth of the height for the usual four signs.
    assert len(number) > 4 or size is PORTRAIT or high / CAP >= 0.2
    box = page.locator("#number").bounding_box()
    assert box
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= size[0]
    page.context.close()


@pytest.mark.parametrize(("name", "size"), [("tv", TV), ("4k", UHD), ("portrait", PORTRAIT)])
def test_nothing_is_cut_off_and_nobody_is_shut_out(
    lobby: Screen, browser: Browser, name: str, size: tuple[int, int]
) -> None:
    lobby.state |= {"board": busy_board(1), "code": {"code": "402817", "at": stamp()}}
    page = opened(browser, lobby, size)
    expect(page.locator("#last li")).to_have_count(4)
    page.evaluate(FINISHED)
    cut = """() => [...document.querySelectorAll(".next i, .next")].filter((one) => one.tagName === "I"
        ? one.getBoundingClientRect().right > one.parentElement.getBoundingClientRect().right + 1 : !one.textContent)"""
    assert page.evaluate(f"({cut})().length") == 0

    PICTURES.mkdir(parents=True, exist_ok=True)
    page.screenshot(path=PICTURES / f"display-{name}.png")
    assert page.evaluate(
        "document.documentElement.scrollWidth <= innerWidth && document.body.scrollHeight <= innerHeight"
    )
    page.evaluate(AXE.read_text(encoding="utf-8"))
    assert page.evaluate(VIOLATIONS) == []
    page.context.close()


def test_an_emergency_stands_above_all_and_goes_again(lobby: Screen, browser: Browser) -> None:
    lobby.state["board"] = busy_board(1)
    page = opened(browser, lobby)
    lobby.is_set(emergency={"id": "Kebakaran. Keluar lewat tangga.", "en": "Fire. Leave by the stairs."})

    expect(page.locator("#emergency")).to_contain_text("Keluar lewat tangga")
    expect(page.locator("#emergency")).to_contain_text("Leave by the stairs")
    expect(page.locator("#number")).to_be_visible()
    assert px(page, "#emergency p", "getComputedStyle(one).fontSize") >= 0.08 * TV[1]
    PICTURES.mkdir(parents=True, exist_ok=True)
    page.screenshot(path=PICTURES / "display-emergency.png")
    lobby.is_set(emergency={})
    expect(page.locator("#emergency")).to_be_hidden()
    expect(page.locator("#services li")).not_to_have_count(0)
    page.context.close()


@pytest.mark.parametrize("theme", ["biru", "merah", "malam", "kontras"])
def test_an_office_has_its_own_colours(lobby: Screen, browser: Browser, theme: str) -> None:
    lobby.state |= {"board": busy_board(1), "settings": {"theme": theme}}
    page = opened(browser, lobby)

    expect(page.locator("html")).to_have_attribute("data-theme", theme)
    PICTURES.mkdir(parents=True, exist_ok=True)
    page.screenshot(path=PICTURES / f"display-{theme}.png")
    page.evaluate(AXE.read_text(encoding="utf-8"))
    assert page.evaluate(VIOLATIONS) == []
    page.context.close()


def test_pictures_of_the_office_take_turns_and_one_that_is_missing_is_passed_over(
    lobby: Screen, browser: Browser
) -> None:
    assert lobby.site.media
    for name in ("denah", "imunisasi"):
        Image.new("RGB", (64, 36), "teal").save(lobby.site.media / f"{name}.png")
    playlist = [
        {"file": "denah.png", "seconds": 1},
        {"file": "hilang.webm"},
        {"file": "lalu.png", "seconds": 1, "until": "2020-01-01"},
        {"file": "imunisasi.png", "seconds": 1},
    ]
    page = opened(browser, lobby)
    page.evaluate("""() => { window.shown = [];
        new MutationObserver(() => shown.push(document.querySelector("#picture").getAttribute("src")))
            .observe(document.querySelector("#picture"), {attributeFilter: ["src"]}) }""")
    lobby.is_set(playlist=playlist)

    shown = ["/media/denah.png", "/media/imunisasi.png"] * 2
    eventually(lambda: page.evaluate("shown.filter((one, n) => one !== shown[n - 1])")[:4] == shown)
    assert page.evaluate("shown.some((one) => one.includes('lalu'))") is False
    page.context.close()


def test_when_nothing_of_the_list_can_be_shown_the_own_film_plays(lobby: Screen, browser: Browser) -> None:
    lobby.state["settings"] = {"playlist": [{"file": "hilang.webm"}, {"file": "hilang.png"}]}
    page = opened(browser, lobby)

    expect(page.locator("#film")).to_be_visible()
    expect(page.locator("#film")).to_have_attribute("src", re.compile("lobby"))
    eventually(lambda: page.evaluate("document.querySelector('#film').currentTime > 0"))
    page.context.close()


def test_the_film_is_lower_while_a_number_is_called(lobby: Screen, browser: Browser) -> None:
    lobby.state |= {"board": busy_board(1), "settings": {"volume": 50}}
    page = opened(browser, lobby)
    expect(page.locator("#number")).to_be_visible()
    page.evaluate("""() => { window.heard = [];
        document.querySelector("#film").addEventListener("volumechange", (e) => heard.push(e.target.volume)) }""")
    lobby.says(busy_board(2, *BUSY, a_call(9, "F010")))

    eventually(lambda: lobby.spoken[-1:] == [9])
    eventually(lambda: page.evaluate("heard.map((v) => Math.round(v * 100))") == [10, 50])
    page.context.close()


def test_an_offices_own_recordings_take_the_place_of_the_built_ones(lobby: Screen, browser: Browser) -> None:
    assert lobby.site.media
    own = lobby.site.media / "voice" / "id"
    own.mkdir(parents=True)
    (own / "manifest.json").write_text('{"clips": [{"id": "nol", "file": "kosong.wav"}]}')
    (own / "kosong.wav").write_bytes((DIST / "voice" / "id" / "nol.wav").read_bytes())
    lobby.state["board"] = busy_board(1, a_call(1, ago=60))
    page = opened(browser, lobby)
    with page.expect_response("**/media/voice/id/kosong.wav") as asked:
        page.reload()

    assert asked.value.ok
    lobby.says(busy_board(2, a_call(9, "F010")))
    eventually(lambda: lobby.spoken == [9])
    page.context.close()


SPOILT: list[Any] = [
    None, {}, [], "board", {"day": "2026-03-02"}, {"day": "2026-03-02", "calls": None},
    {"day": "2026-03-02", "calls": [], "waiting": [3], "services": []},
]  # fmt: skip


def test_a_board_that_is_none_changes_nothing(lobby: Screen, browser: Browser) -> None:
    lobby.state["board"] = busy_board(1)
    page = opened(browser, lobby)
    faults: list[str] = []
    page.on("pageerror", lambda error: faults.append(str(error)))
    expect(page.locator("#number")).to_have_text("C008")
    for board in SPOILT:
        lobby.events.tell("board", board)
    lobby.says(busy_board(2, *BUSY, a_call(9, "F010")))

    expect(page.locator("#number")).to_have_text("F010")
    assert faults == []
    page.context.close()


def test_a_spoilt_memory_is_none(lobby: Screen, browser: Browser) -> None:
    lobby.state["board"] = busy_board(1)
    page = opened(browser, lobby)
    expect(page.locator("#number")).to_be_visible()
    page.evaluate("for (const key of Object.keys(localStorage)) localStorage.setItem(key, '{\"boa')")
    page.reload()

    expect(page.locator("#number")).to_have_text("C008")
    page.context.close()


def test_without_its_agent_it_shows_what_it_knew_and_since_when(lobby: Screen, browser: Browser) -> None:
    lobby.state["board"] = busy_board(1)
    page = opened(browser, lobby)
    expect(page.locator("#number")).to_have_text("C008")
    lobby.site.closing = True
    lobby.events.tell("state", {})
    page.route("**/agent/**", lambda route: route.abort())

    expect(page.locator("#since")).to_contain_text("terakhir diperbarui")
    expect(page.locator("#number")).to_have_text("C008")
    expect(page.locator("body")).not_to_contain_text("rror")
    page.context.close()


def test_the_office_without_the_cloud_says_so_calmly(lobby: Screen, browser: Browser) -> None:
    lobby.state["board"] = busy_board(1, offline=True, since=stamp())
    page = opened(browser, lobby)

    expect(page.locator("#since")).to_have_text("luring – antrean tetap berjalan")
    page.context.close()


def test_without_permission_to_sound_every_call_is_still_to_be_read(lobby: Screen, browser: Browser) -> None:
    lobby.state["board"] = busy_board(1, a_call(1, ago=60))
    page = opened(browser, lobby, before=FORBIDDEN)
    expect(page.locator("#muted")).to_be_visible()
    lobby.says(busy_board(2, a_call(9, "F010"), a_call(10, "A020")))

    expect(page.locator("#number")).to_have_text("F010")
    expect(page.locator("#number")).to_have_text("A020")
    assert lobby.spoken == []
    page.context.close()
