"""Every call is shown, and spoken once and in order, whatever the link, the power and the clock do meanwhile."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright

from devices.disk import keep
from schemas import topics
from tests.devices.cloud import Cloud
from tests.devices.display.lobby import TODAY, YESTERDAY, Lobby, a_board, a_call, stamp
from tests.devices.office import OFFICE, ROOT, Broker
from tests.journeys.pages.conftest import ARGUMENTS, CHROMIUM, PATIENCE

pytestmark = [pytest.mark.engine, pytest.mark.slow]

ALLOWED = [*ARGUMENTS, "--autoplay-policy=no-user-gesture-required"]


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    """A real browser that may sound without a touch, as a kiosk's may."""
    expect.set_options(timeout=PATIENCE)
    with sync_playwright() as player:
        browser = player.chromium.launch(executable_path=CHROMIUM, args=ALLOWED)
        yield browser
        browser.close()


@pytest.fixture
def lobby(broker: Broker, cloud: Cloud, tmp_path: Path, chromium: Browser) -> Iterator[Lobby]:
    if not (ROOT / "web" / "dist" / "display").exists():
        pytest.fail("the pages are not built: make up")
    there = Lobby(broker, cloud, tmp_path, chromium)
    yield there
    there.loses_power()
    cloud.say(topics.board(OFFICE), b"", retain=True)
    assert there.faults == []


def shows(page: Page, large: str, *others: str) -> None:
    """The large number, and those of the last calls, newest first."""
    expect(page.locator("#number")).to_have_text(large)
    expect(page.locator("#last b")).to_have_text(list(others))


def test_two_calls_of_one_second_are_both_shown_and_both_spoken_in_order(lobby: Lobby) -> None:
    page = lobby.begins()
    first, second = a_call(1), a_call(2)

    lobby.says(a_board(1, first))
    lobby.says(a_board(2, first, second))

    lobby.speaks(1, 2)
    shows(page, "A002", "A001")


def test_a_recall_is_spoken_as_a_call_of_its_own(lobby: Lobby) -> None:
    page = lobby.begins()
    calls = [a_call(1), a_call(2), a_call(3, "A001", recall=True)]

    for n in (1, 2, 3):
        lobby.says(a_board(n, *calls[:n]))

    lobby.speaks(1, 2, 3)
    shows(page, "A001", "A002")


def test_boards_that_come_late_or_twice_change_nothing(lobby: Lobby) -> None:
    page = lobby.begins()
    calls = [a_call(1), a_call(2), a_call(3)]
    one, two, three = (a_board(n, *calls[:n]) for n in (1, 2, 3))

    for board in (one, three, two, three, one):
        lobby.says(board)

    lobby.speaks(1, 2, 3)
    shows(page, "A003", "A002", "A001")


def test_what_was_called_while_the_link_was_cut_is_spoken_when_it_is_back(
    lobby: Lobby, broker: Broker
) -> None:
    page = lobby.begins()
    first = a_call(1)
    lobby.says(a_board(1, first))
    lobby.speaks(1)

    broker.stop()
    expect(page.locator("#since")).to_contain_text("terakhir diperbarui")
    shows(page, "A001")
    broker.start()
    lobby.says(a_board(3, first, a_call(2), a_call(3)), retain=True)

    lobby.speaks(1, 2, 3)
    shows(page, "A003", "A002", "A001")
    expect(page.locator("#since")).to_be_hidden()


def test_a_display_that_lost_its_power_speaks_only_what_it_has_not(lobby: Lobby) -> None:
    lobby.begins()
    first = a_call(1)
    lobby.says(a_board(1, first), retain=True)
    lobby.speaks(1)

    lobby.loses_power()
    lobby.says(a_board(2, first, a_call(2)), retain=True)
    page = lobby.begins()

    lobby.speaks(1, 2)
    shows(page, "A002", "A001")


def test_nothing_of_yesterday_freezes_today(lobby: Lobby) -> None:
    """Neither its board, on disk and retained, nor what was spoken last, however high their numbers."""
    old = a_board(9000, a_call(400, "A400", ago=40_000), day=YESTERDAY)
    state = lobby.file.parent / "state"
    state.mkdir(exist_ok=True)
    keep(state / "board.json", old)
    keep(state / "spoken.json", {"day": YESTERDAY, "call": 400})
    lobby.says(old, retain=True)
    page = lobby.begins()
    shows(page, "A400")

    lobby.says(a_board(0))
    expect(page.locator("#welcome")).to_be_visible()
    lobby.says(a_board(1, a_call(1)))
    lobby.says(old)

    lobby.speaks(400, 1) if 400 in lobby.spoken() else lobby.speaks(1)
    shows(page, "A001")
    assert lobby.state()["spoken"] == {"day": TODAY, "call": 1}


@pytest.mark.parametrize("turned", [-600, 600])
def test_a_clock_ten_minutes_off_silences_nobody_and_hides_no_code(lobby: Lobby, turned: int) -> None:
    page = lobby.begins(turned)
    lobby.cloud.say(topics.lobby_code(OFFICE, "1"), {"code": "402817", "at": stamp()})
    old = a_call(1, ago=120)
    for seq in (1, 2):
        lobby.says(a_board(seq, old))
    shows(page, "A001")

    lobby.says(a_board(3, old, a_call(2)))

    lobby.speaks(2)
    shows(page, "A002", "A001")
    expect(page.locator("#digits")).to_have_text("402 817")


def test_a_call_that_was_taken_back_is_shown_no_more_and_its_next_one_is_spoken(lobby: Lobby) -> None:
    page = lobby.begins()
    first, undone = a_call(1), a_call(2)
    lobby.says(a_board(1, first))
    lobby.says(a_board(2, first, undone))
    lobby.speaks(1, 2)
    shows(page, "A002", "A001")

    lobby.says(a_board(3, first))
    shows(page, "A001")
    lobby.says(a_board(4, first, a_call(3, "A002")))

    lobby.speaks(1, 2, 3)
    shows(page, "A002", "A001")


def test_a_call_that_was_taken_back_before_its_turn_is_not_spoken(lobby: Lobby) -> None:
    page = lobby.begins()
    calls = [a_call(1), a_call(2), a_call(3)]
    lobby.says(a_board(3, *calls))
    expect(page.locator("#number")).to_have_text("A001")

    lobby.says(a_board(4, *calls[:2]))

    expect(page.locator("#number")).to_have_text("A002")
    expect(page.locator("main")).not_to_contain_text("A003")
    lobby.says(a_board(5, *calls[:2], a_call(4)))
    lobby.speaks(1, 2, 4)


def test_what_is_set_from_afar_is_on_the_screen_and_stays_over_a_power_cut(lobby: Lobby) -> None:
    page = lobby.begins()
    desired = {"theme": "biru", "emergency": {"id": "Gempa. Berlindung di bawah meja."}, "volume": "loud"}
    said = json.dumps({"state": {"desired": desired}}).encode()
    lobby.cloud.say(topics.shadow("display-rsud-igd-1", "get/accepted"), said)

    expect(page.locator("#emergency")).to_contain_text("Gempa")
    expect(page.locator("html")).to_have_attribute("data-theme", "biru")
    lobby.loses_power()
    page = lobby.begins()
    expect(page.locator("#emergency")).to_contain_text("Gempa")
