"""A lobby: the display's agent as a process, its page in a real Chromium, and a cloud that says what it likes."""

import json
import subprocess
import urllib.error
import urllib.request
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Page

from schemas import topics
from tests.devices.cloud import Cloud
from tests.devices.office import OFFICE, ROOT, Broker, configure, eventually, start
from tests.engines.ports import free_port

NOW = datetime.now(UTC)
TODAY, YESTERDAY = NOW.date().isoformat(), (NOW.date() - timedelta(1)).isoformat()
BOARD, SPOKEN = topics.board(OFFICE), topics.spoken(OFFICE, "1")
TURNED = "{ const real = Date.now; Date.now = () => real() + %d; }"
SHORT = (
    "AudioContext.prototype.decodeAudioData = async function () { return this.createBuffer(1, 200, 8000); }"
)
"""Each clip is a moment of silence; the rest of the voice is as it is."""


def stamp(ago: float = 0) -> str:
    """The cloud's time, so many seconds ago."""
    at = datetime.now(UTC) - timedelta(seconds=ago)
    return at.isoformat(timespec="milliseconds").replace("+00:00", "Z")


def a_call(call: int, number: str = "", ago: float = 0, recall: bool = False) -> dict[str, Any]:
    """A call to counter 1."""
    return {
        "call": call,
        "number": number or f"A{call:03}",
        "counter": "1",
        "at": stamp(ago),
        "recall": recall,
    }


def a_board(seq: int, *calls: dict[str, Any], day: str = TODAY, **more: Any) -> dict[str, Any]:
    """A board with these calls."""
    return {
        "office": OFFICE, "day": day, "epoch": 1, "seq": seq, "at": stamp(), "head": "",
        "waiting": [], "counters": [], "calls": list(calls), "services": [], "notices": [], **more,
    }  # fmt: skip


class Lobby:
    """The display in the lobby; it can lose its power."""

    def __init__(self, broker: Broker, cloud: Cloud, folder: Path, chromium: Browser) -> None:
        self.cloud, self.chromium, self.port = cloud, chromium, free_port()
        pages = str(ROOT / "web" / "dist")
        self.file = configure(broker, folder, topics.DISPLAY, http_port=self.port, site_dir=pages)
        self.faults: list[str] = []

    def begins(self, turned: int = 0) -> Page:
        """Switch on: the agent, then its page, whose clock is `turned` by so many seconds."""
        self.agent: subprocess.Popen[bytes] = start("devices.display", "--config", self.file)
        eventually(lambda: self.state().get("live"), 60)
        self.context = self.chromium.new_context(viewport={"width": 1920, "height": 1080})
        page = self.context.new_page()
        page.on("pageerror", lambda error: self.faults.append(str(error)))
        page.add_init_script(TURNED % (turned * 1000))
        page.add_init_script(SHORT)
        page.goto(f"http://127.0.0.1:{self.port}/")
        return page

    def loses_power(self) -> None:
        """The whole of it, at once."""
        self.agent.kill()
        self.agent.wait()
        self.context.close()

    def state(self) -> dict[str, Any]:
        """What the agent knows; nothing while it does not answer."""
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{self.port}/agent/state", timeout=20) as answer:
                read: dict[str, Any] = json.load(answer)
                return read
        except urllib.error.URLError:
            return {}

    def says(self, board: dict[str, Any], retain: bool = False) -> None:
        """The cloud publishes a board."""
        self.cloud.say(BOARD, board, retain=retain)

    def spoken(self) -> list[int]:
        """The calls that were spoken, in order; the display tells the cloud again what was not acknowledged."""
        told = [one["call"] for one in self.cloud.said(SPOKEN)]
        return [call for place, call in enumerate(told) if place == 0 or told[place - 1] != call]

    def speaks(self, *calls: int) -> None:
        """These calls, and no others, have been spoken since the lobby opened."""
        eventually(lambda: self.spoken()[-1:] == list(calls[-1:]), 60)
        assert self.spoken() == list(calls)
