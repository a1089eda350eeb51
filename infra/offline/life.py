"""An office's life with faults drawn at random: its cable cut, its agents and its broker killed, their dates wrong, its printer out of paper.

All is real but the people and the printer: the agents are processes, the cable passes bytes to the local cloud.
"""

import random
import time
from collections import Counter as Count
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from uuid import UUID

from infra.demo.doors import Api
from infra.local.settings import LOCAL
from infra.offline.agents import Agents
from infra.offline.dates import OFFSETS
from infra.offline.story import SERVICE, Say, Stuck, wait

ONE_COMPUTER = ("kiosk", "hub")
"""What stands on the same small computer and loses its power together."""

MOODS = ("out", "cover", "hang", "disconnect", "partial", "garbage")
"""Of the simulated printer (devices/simulated/mood.py)."""

TO_LEAD = 150.0
"""Seconds within which a hub leads; each time it is killed before, its 45 s begin anew."""

SHORT, LONG = (1.0, 10.0), (15.0, 40.0)
"""Seconds of a cut in which nobody leads, and how much longer than the hub's wait one lasts in which it does."""


@dataclass
class Life:
    """One office; `taps` are the ids of what visitors tapped, with the number that each was shown in the end."""

    agents: Agents
    staff: Api
    luck: random.Random
    say: Say
    long: tuple[float, float] = LONG
    taps: dict[str, str] = field(default_factory=dict)
    called: list[str] = field(default_factory=list)
    differed: list[str] = field(default_factory=list)
    faults: Count[str] = field(default_factory=Count)
    since: int = 0
    """When it began, in epoch seconds; what was taken before is of another life."""
    seconds: float = 0.0
    board: dict[str, Any] = field(default_factory=dict)

    def lives(self, rounds: int) -> None:
        """Go through so many cuts, come home, and call until nobody waits; raises Stuck."""
        begun, self.since = time.monotonic(), int(time.time())
        for kind in self.agents.things:
            self.agents.set_date(kind, 0)
        self.agents.start()
        self._all_up()
        wait(self.agents.hub_follows, "the hub to follow", 150)
        for n in range(rounds):
            self._goes_on(self.luck.uniform(3, 8))
            self._is_cut(long=n == 0 or self.luck.random() < 0.6)
            self.say(
                f"cut {n + 1} of {rounds}: {len(self.taps)} taps, {len(self.called)} calls, {dict(self.faults)}"
            )
        self._comes_to_its_end()
        self.seconds = time.monotonic() - begun

    def _is_cut(self, long: bool) -> None:
        self._fault("cut", self.agents.cut)
        self._fault("date", self._date_jumps)
        if long:
            until = time.monotonic() + TO_LEAD
            while not self.agents.hub_leads():
                self._goes_on(2, hub_breaks=0.1)
                if time.monotonic() > until:
                    raise Stuck("the hub does not lead")
        self._goes_on(self.luck.uniform(*(self.long if long else SHORT)))
        self.agents.plug()
        if self.luck.random() < 0.4:
            time.sleep(self.luck.uniform(0.2, 3))
            self._fault("cut again", self.agents.cut)
            self._goes_on(self.luck.uniform(1, 4))
            self.agents.plug()
        self._goes_on(self.luck.uniform(1, 5))
        self._all_up()
        wait(self.agents.hub_follows, "the hub to bring all home", 150)

    def _goes_on(self, seconds: float, hub_breaks: float = 1.0) -> None:
        """Visitors come, staff press, something breaks; the hub only with this chance."""
        until = time.monotonic() + seconds
        while time.monotonic() < until:
            [what] = self.luck.choices(("visitor", "press", "fault"), (3, 6, 1))
            if what == "visitor":
                self._visitor()
            elif what == "press":
                self._press()
            else:
                self._breaks(hub=self.luck.random() < hub_breaks)
            time.sleep(self.luck.uniform(0.1, 0.8))

    def _visitor(self) -> None:
        id = str(UUID(int=self.luck.getrandbits(128), version=4))
        self.taps[id] = ""
        for _ in range(self.luck.choice((1, 1, 2))):
            self._taps(id)

    def _taps(self, id: str) -> bool:
        """Whether a tap, or the same one again, was answered with a number."""
        try:
            status, said = self.agents.take(SERVICE, id)
        except OSError:
            return False
        number = str(said.get("number", "")) if status == 200 else ""
        if number and self.taps[id] not in ("", number):
            self.differed.append(f"{id}: {self.taps[id]}, then {number}")
        self.taps[id] = number or self.taps[id]
        return bool(number)

    def _press(self) -> str:
        """The number at the counter after a press of the button; empty where none was called."""
        try:
            self.agents.press()
            time.sleep(0.4)
            return self._noted(str((self.agents.at_counter().get("state") or {}).get("number", "")))
        except OSError:
            return ""

    def _noted(self, number: str) -> str:
        if number and number not in self.called:
            self.called.append(number)
        return number

    def _breaks(self, hub: bool) -> None:
        """Something does, and is there again after a while as systemd or staff see to it."""
        what = self.luck.choice(
            (
                "kiosk",
                "button",
                "display",
                "broker",
                "printer",
                "date",
                *(("hub", "one computer") if hub else ()),
            )
        )
        self.faults[what] += 1
        if what == "broker":
            self.agents.kill_broker()
        elif what == "date":
            self._date_jumps()
        elif what == "printer":
            self._mood(self.luck.choice(MOODS))
        else:
            kinds = ONE_COMPUTER if what == "one computer" else (what,)
            self.agents.kill(*kinds)
            time.sleep(self.luck.uniform(0, 2))
            for kind in kinds:
                self.agents.run(kind)
        if what != "printer" and self.luck.random() < 0.5:
            self._mood("ok")

    def _date_jumps(self) -> None:
        self.agents.set_date(self.luck.choice(list(self.agents.things)), self.luck.choice(OFFSETS))

    def _fault(self, name: str, do: Callable[[], None]) -> None:
        self.faults[name] += 1
        do()

    def _mood(self, name: str) -> None:
        (LOCAL / "slips" / "control").write_text(name)

    def _all_up(self) -> None:
        for kind in self.agents.things:
            self.agents.run(kind)
        wait(lambda: self.agents.state("kiosk").get("catalogue"), "the kiosk")
        wait(lambda: self.agents.state("display").get("board"), "the display")
        wait(lambda: self.agents.at_counter().get("state"), "the button")

    def _comes_to_its_end(self) -> None:
        """The printer prints, everybody who tapped has a number, and all of them are called."""
        self._mood("ok")
        self._all_up()
        wait(
            lambda: all(self._taps(id) for id, number in self.taps.items() if not number),
            "every number",
            120,
        )
        wait(lambda: self.agents.state("kiosk").get("live"), "the kiosk to be live")
        wait(self._nobody_waits, "everybody to be called", 30 + 5.0 * len(self._line()))
        path = f"/offices/{self.agents.office}"
        wait(
            lambda: self._agree(self.agents.state("display").get("board"), path),
            "the display to show the board",
            30,
        )
        self.staff.ask("POST", f"{path}/counters/{self.agents.counter}/finish", {})
        self.staff.ask("PUT", f"{path}/counters/{self.agents.counter}/state", {"state": "closed"})

    def _nobody_waits(self) -> bool:
        time.sleep(2)
        self._press()
        return not self._line()

    def _line(self) -> list[dict[str, Any]]:
        _, line = self.staff.ask("GET", f"/offices/{self.agents.office}/line")
        return [one for one in line["waiting"] if one["service"] == SERVICE and one["present"]]

    def _agree(self, shown: dict[str, Any] | None, path: str) -> bool:
        _, there = self.staff.ask("GET", f"{path}/board")
        self.board = there
        same = ("day", "epoch", "seq", "waiting", "counters", "calls")
        return shown is not None and [shown.get(one) for one in same] == [there.get(one) for one in same]


def weighs(agents: Agents) -> dict[str, tuple[float, float]]:
    """Megabytes in memory and percent of one core over its life, of each agent that runs."""
    found = {}
    for kind in agents.things:
        pid = agents.pid(kind)
        if pid:
            found[kind] = (_resident(pid), _share(pid))
    return found


def _resident(pid: int) -> float:
    status = Path(f"/proc/{pid}/status").read_text()
    return int(status.partition("VmRSS:")[2].split()[0]) / 1024


def _share(pid: int) -> float:
    """Of its life until now; both in clock ticks of 10 ms."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    lived = float(Path("/proc/uptime").read_text().split()[0]) * 100 - int(fields[19])
    return 100 * (int(fields[11]) + int(fields[12])) / max(1.0, lived)
