"""A week in a lobby in minutes: does the page grow? python -m tests.devices.display.soak [--boards 20000]"""

import argparse
import json
import time
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from playwright.sync_api import Browser, CDPSession, Page, sync_playwright

from tests.devices.display.lobby import a_board
from tests.devices.display.screen import SERVICES, SOUNDS, WAITING, Screen, launched, opened, screen
from tests.devices.office import eventually

DAYS = 7
MONDAY = datetime(2026, 3, 2, 1, 0, tzinfo=UTC)
"""08.00 WIB: past the hour at which the page loads itself anew, which would hide what grows."""
NIGHT = timedelta(hours=17)
AT_ONCE = """AudioScheduledSourceNode.prototype.start = ((start) => function () { start.call(this); })(
    AudioScheduledSourceNode.prototype.start);"""
"""Every clip sounds at once instead of in its turn: all nodes are made, and nobody waits for them."""
WARM = 0.15
"""The part of the boards after which the page has all that it keeps."""


@dataclass(frozen=True)
class Size:
    """What a page holds after its garbage was collected."""

    heap: int
    nodes: int
    listeners: int


def week(browser: Browser, boards: int) -> list[Size]:
    """The page's size, ten times over a week of so many boards, the first when it is warm."""
    with screen() as lobby:
        page = opened(browser, lobby, before=AT_ONCE)
        page.clock.install(time=MONDAY)
        page.reload()
        session = page.context.new_cdp_session(page)
        sizes, measured = list[Size](), {round(boards * (WARM + (1 - WARM) * n / 9)) for n in range(10)}
        for n in range(1, boards + 1):
            _says(lobby, page, n, boards)
            if n in measured:
                eventually(lambda n=n: f"{n % 1000:03}" in page.inner_text("main"))
                sizes.append(size(session))
        page.context.close()
    return sizes


def size(session: CDPSession) -> Size:
    """The page's size now: the least of three collections, for sounds let go of what they hold a moment later."""
    heaps = []
    for _ in range(3):
        session.send("HeapProfiler.collectGarbage")
        heaps.append(int(session.send("Runtime.getHeapUsage")["usedSize"]))
        time.sleep(0.1)
    counted = session.send("Memory.getDOMCounters")
    return Size(min(heaps), counted["nodes"], counted["jsEventListeners"])


def _says(lobby: Screen, page: Page, n: int, boards: int) -> None:
    """The nth board of the week, a new call in each; the page's clock goes on as a lobby's does."""
    a_day = max(1, boards // DAYS)
    day, within = divmod(n, a_day)
    now = MONDAY + day * timedelta(days=1) + within * timedelta(seconds=25_200 / a_day)
    page.clock.fast_forward(round(25_200_000 / a_day))
    if within == 0:
        page.clock.fast_forward(int(NIGHT.total_seconds() * 1000))
    stamp = now.isoformat(timespec="milliseconds").replace("+00:00", "Z")
    calls = [
        {"call": m, "number": f"A{m % 1000:03}", "counter": str(1 + m % 12), "at": stamp, "recall": False}
        for m in range(max(1, n - 5), n + 1)
    ]
    more = {"waiting": WAITING, "services": SERVICES, "at": stamp}
    lobby.says(a_board(n, *calls, day=now.date().isoformat(), **more))
    lobby.events.tell("code", {"code": f"{n % 1_000_000:06}", "at": stamp})


def grown(sizes: list[Size]) -> Size:
    """How much larger the last three measures are than the first three, by their smallest."""
    first, last = sizes[:3], sizes[-3:]
    return Size(
        min(one.heap for one in last) - min(one.heap for one in first),
        min(one.nodes for one in last) - min(one.nodes for one in first),
        min(one.listeners for one in last) - min(one.listeners for one in first),
    )


def main() -> None:
    """Run a week and say how the page grew."""
    asked = argparse.ArgumentParser(prog="tests.devices.display.soak")
    asked.add_argument("--boards", type=int, default=20_000)
    given = asked.parse_args()
    with sync_playwright() as player:
        browser = launched(player, SOUNDS)
        sizes = week(browser, given.boards)
        browser.close()
    for one in sizes:
        print(json.dumps(vars(one)))
    print("grown", json.dumps(vars(grown(sizes))))


if __name__ == "__main__":
    main()
