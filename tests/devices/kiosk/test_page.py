"""The kiosk's screens as visitors and staff touch them, at the sizes that stand in lobbies."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright

from tests.devices.display.screen import launched
from tests.devices.kiosk.page import CODE, KIOSK, SLIP, TV, UHD, Answering, agent, opened
from tests.devices.office import ROOT, eventually
from tests.journeys.pages.conftest import AXE, FINISHED, PATIENCE, VIOLATIONS

pytestmark = [pytest.mark.engine, pytest.mark.slow]

PICTURES = ROOT / ".local" / "screenshots"
SMALL = """() => [...document.querySelectorAll("button")].filter((one) => {
    const box = one.getBoundingClientRect(); return Math.min(box.width, box.height) < 44 })
    .map((one) => one.textContent)"""
QUICK = 15
"""Milliseconds between two keys of a scanner."""


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    expect.set_options(timeout=PATIENCE)
    with sync_playwright() as player:
        made = launched(player)
        yield made
        made.close()


@pytest.fixture
def kiosk() -> Iterator[Answering]:
    with agent() as made:
        yield made


def look(page: Page, name: str) -> None:
    """A picture, nothing too small to touch, all of it on the screen, nobody shut out."""
    page.evaluate(FINISHED)
    PICTURES.mkdir(parents=True, exist_ok=True)
    page.screenshot(path=PICTURES / f"kiosk-{name}.png")
    assert page.evaluate(SMALL) == []
    whole = "[document.documentElement.scrollWidth - innerWidth, document.documentElement.scrollHeight - innerHeight]"
    assert max(page.evaluate(whole)) <= 0
    page.evaluate(AXE.read_text(encoding="utf-8"))
    assert page.evaluate(VIOLATIONS) == []


@pytest.mark.parametrize(("name", "size"), [("kiosk", KIOSK), ("tv", TV), ("4k", UHD)])
def test_every_screen_at_every_size(
    kiosk: Answering, browser: Browser, name: str, size: tuple[int, int]
) -> None:
    page = opened(browser, kiosk, size)
    expect(page.get_by_role("heading", name="Silakan pilih layanan")).to_be_visible()
    look(page, f"{name}-start")
    page.locator(".service").first.click()
    look(page, f"{name}-priority")
    page.get_by_role("button", name="Kembali").click()
    page.locator(".has-code").click()
    look(page, f"{name}-code")
    page.get_by_role("button", name="Kembali").click()
    page.locator(".service").nth(1).click()
    page.get_by_role("button", name="Lansia").click()
    expect(page.locator(".slip .number")).to_have_text("A001")
    look(page, f"{name}-slip")
    assert kiosk.bodies("take")[0]["priority"] == "elderly"
    page.context.close()


def test_the_regional_language_is_spoken_and_the_cloud_hears_indonesian(
    kiosk: Answering, browser: Browser
) -> None:
    page = opened(browser, kiosk)
    page.get_by_role("button", name="JW, Basa Jawa").click()
    expect(page.get_by_role("heading", name="Sumangga kapilih layananipun")).to_be_visible()
    expect(page.locator("html")).to_have_attribute("lang", "jv")
    look(page, "javanese")
    page.locator(".service").first.click()
    page.get_by_role("button", name="Boten, antrean limrah").click()
    expect(page.get_by_role("heading", name="Sumangga kapundhut slipipun")).to_be_visible()

    assert kiosk.bodies("take")[0]["language"] == "id"
    page.context.close()


def test_lower_buttons_stand_in_the_lower_half_and_go_with_the_visitor(
    kiosk: Answering, browser: Browser
) -> None:
    page = opened(browser, kiosk)
    page.get_by_role("button", name="Tombol rendah").click()
    look(page, "low")
    tops = (
        "[...document.querySelectorAll('button')].map((one) => one.getBoundingClientRect().top / innerHeight)"
    )
    assert min(page.evaluate(tops)) > 0.42
    page.get_by_role("button", name="Kontras tinggi").click()
    expect(page.locator("html.contrast")).to_have_count(1)
    page.get_by_role("button", name="Tombol rendah").click()
    look(page, "contrast")
    page.get_by_role("button", name="Tombol rendah").click()
    for selector in (".service", ".has-code"):
        page.locator(selector).first.click()
        look(page, f"low-{selector[1:]}")
        assert min(page.evaluate(tops)) > 0.42
        page.get_by_role("button", name="Kembali").click()
    # The next visitor finds it as it is for most, a minute after the last touch.
    page.clock.install()
    page.get_by_role("button", name="EN, English").click()
    page.clock.run_for(61_000)

    expect(page.locator(".kiosk.low")).to_have_count(0)
    expect(page.locator("html.contrast")).to_have_count(0)
    page.context.close()


def test_it_is_as_its_office_set_it_for_whoever_comes_next(browser: Browser) -> None:
    with agent(settings={"language": "en", "contrast": True}) as kiosk:
        page = opened(browser, kiosk)
        expect(page.get_by_role("heading", name="Please choose a service")).to_be_visible()
        expect(page.locator("html.contrast")).to_have_count(1)
        page.clock.install()
        page.get_by_role("button", name="ID, Bahasa Indonesia").click()
        page.get_by_role("button", name="Kontras tinggi").click()
        expect(page.locator("html.contrast")).to_have_count(0)
        page.clock.run_for(61_000)

        expect(page.get_by_role("heading", name="Please choose a service")).to_be_visible()
        expect(page.locator("html.contrast")).to_have_count(1)

        kiosk.events.tell("state", kiosk.state | {"settings": {}})
        expect(page.get_by_role("heading", name="Silakan pilih layanan")).to_be_visible()
        expect(page.locator("html.contrast")).to_have_count(0)
        page.context.close()


def test_a_scanned_code_checks_in_from_the_start(kiosk: Answering, browser: Browser) -> None:
    page = opened(browser, kiosk)
    expect(page.locator(".service").first).to_be_visible()
    page.keyboard.type(f"https://antrean.example/#/b/{CODE}", delay=QUICK)
    page.keyboard.press("Enter")

    expect(page.locator(".slip .number")).to_have_text("A001")
    assert kiosk.bodies("check-in")[0]["code"] == CODE
    page.context.close()


CAMERA = """navigator.mediaDevices.getUserMedia = async () => document.createElement("canvas").captureStream();
HTMLVideoElement.prototype.play = async () => undefined;
globalThis.BarcodeDetector = class { async detect() { return [{rawValue: "https://antrean.example/#/b/%s"}]; } };"""


def test_a_code_before_the_camera_checks_in(kiosk: Answering, browser: Browser) -> None:
    page = opened(browser, kiosk, before=CAMERA % CODE)
    page.locator(".has-code").click()
    page.get_by_role("button", name="Pindai dengan kamera").click()

    expect(page.locator(".slip .number")).to_have_text("A001")
    assert kiosk.bodies("check-in")[0]["code"] == CODE
    page.context.close()


def test_without_a_camera_there_is_no_button_for_it(kiosk: Answering, browser: Browser) -> None:
    page = opened(browser, kiosk, before="delete globalThis.BarcodeDetector")
    page.locator(".has-code").click()

    expect(page.locator(".keys")).to_be_visible()
    expect(page.locator(".camera")).to_have_count(0)
    page.context.close()


def test_a_slip_that_did_not_come_out_can_be_printed_again_with_its_number(
    kiosk: Answering, browser: Browser
) -> None:
    kiosk.answers["take"] = (200, SLIP | {"printed": False, "fault": "paper_out"})
    page = opened(browser, kiosk)
    page.locator(".service").first.click()
    page.get_by_role("button", name="Tidak, antrean biasa").click()
    expect(page.get_by_role("heading", name="Foto layar ini")).to_be_visible()
    look(page, "unprinted")
    page.get_by_role("button", name="Cetak lagi").click()

    expect(page.get_by_role("heading", name="Silakan ambil slip Anda")).to_be_visible()
    expect(page.locator(".slip .number")).to_have_text("A001")
    assert kiosk.bodies("reprint")[0]["id"] == kiosk.bodies("take")[0]["id"]
    page.context.close()


def test_staff_help_by_their_pin(kiosk: Answering, browser: Browser) -> None:
    page = opened(browser, kiosk)
    page.get_by_role("button", name="Minta bantuan").click()
    look(page, "help")
    page.get_by_role("button", name="Saya petugas").click()
    for digit in "4821":
        page.get_by_role("button", name=digit, exact=True).click()
    look(page, "pin")
    page.get_by_role("button", name="Baik").click()
    expect(page.locator(".fault")).to_have_text("PIN tidak cocok.")

    kept = {"id": "tap-1", "number": "A007", "at": "2026-03-02T02:00:00Z", "printed": False}
    kiosk.answers["staff"] = (200, {"slips": [kept], "printer": "out"})
    for digit in "4821":
        page.get_by_role("button", name=digit, exact=True).click()
    page.get_by_role("button", name="Baik").click()
    expect(page.get_by_text("kertas habis")).to_be_visible()
    look(page, "staff")
    page.get_by_role("button", name="Cetak lagi").click()

    expect(page.get_by_text("Slip dicetak lagi.")).to_be_visible()
    assert kiosk.bodies("reprint")[0] == {"id": "tap-1", "pin": "4821"}
    page.context.close()


def test_full_says_what_to_do_instead_and_how(kiosk: Answering, browser: Browser) -> None:
    why = {"type": "https://antrean.example/problems/too-many", "title": "Nomor hari ini sudah habis"}
    kiosk.answers["take"] = (200, {"refused": why})
    page = opened(browser, kiosk)
    page.locator(".service").first.click()
    page.get_by_role("button", name="Tidak, antrean biasa").click()

    expect(page.get_by_role("heading", name="Nomor hari ini sudah habis")).to_be_visible()
    expect(page.get_by_text("Pesan untuk hari lain dari ponsel")).to_be_visible()
    expect(page.locator(".message .qr svg")).to_be_visible()
    look(page, "full")
    page.context.close()


def test_closed_says_when_it_opens_and_what_can_be_done_from_the_phone(
    kiosk: Answering, browser: Browser
) -> None:
    kiosk.state["catalogue"] = kiosk.state["catalogue"] | {
        "hours": [{"day": 0, "open": "00:00", "close": "00:01"}]
    }
    page = opened(browser, kiosk)

    expect(page.get_by_role("heading", name="Kantor sedang tutup")).to_be_visible()
    expect(page.locator(".message .qr svg")).to_be_visible()
    look(page, "closed")
    page.context.close()


def test_each_screen_goes_back_to_the_start_by_itself(kiosk: Answering, browser: Browser) -> None:
    page = opened(browser, kiosk)
    page.clock.install()
    page.reload()
    for selector in (".service", ".has-code", ".access button:last-child"):
        page.locator(selector).first.click()
        expect(page.locator(".start")).to_have_count(0)
        page.clock.fast_forward(200)
        page.clock.run_for(46_000)
        eventually(lambda: page.locator(".start").count() == 1)
    page.context.close()
