"""What happens in the two minutes: numbers before the cut, numbers and calls without a link, and the way home."""

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any
from uuid import uuid4

from infra.demo.doors import Api
from infra.offline.agents import Agents

SERVICE = "rawat-inap"
"""A service of the hub's counter alone."""

SETTLED = 2.1
"""Seconds; a press within 2 s of a call is a bounce and is refused."""

Say = Callable[[str], None]


class Stuck(Exception):
    """Something that must come did not."""


@dataclass
class Story:
    """What was seen; numbers in the order in which they were issued or called."""

    before: list[str] = field(default_factory=list)
    without: list[str] = field(default_factory=list)
    called: list[str] = field(default_factory=list)
    gone: str = ""
    """Who left the line from home while nobody in the office could know it."""
    refused: str = ""
    """Why the cloud called nobody meanwhile."""
    offline_board: dict[str, Any] = field(default_factory=dict)
    seconds: dict[str, float] = field(default_factory=dict)


def play(agents: Agents, public: Api, staff: Api, say: Say, seen: Say = lambda moment: None) -> Story:
    """Play it to its end; `seen` is called when there is something to look at: `offline` and `home`. Raises Stuck."""
    story, office, counter = Story(), agents.office, agents.counter
    agents.start()
    wait(lambda: agents.state("kiosk").get("live") and agents.state("kiosk").get("catalogue"), "the kiosk")
    wait(lambda: agents.state("display").get("board"), "the display")
    wait(lambda: agents.at_counter().get("state"), "the button")
    wait(agents.hub_follows, "the hub to follow", 150)
    wait(lambda: agents.state("kiosk").get("hub"), "the kiosk at its hub's broker", 90)
    say("four agents are connected; the cloud calls, the hub follows")

    codes = {}
    for _ in range(2):
        said = taken(agents)
        story.before.append(said["number"])
        codes[said["number"]] = said["code"]
    say(f"two visitors took {' and '.join(story.before)} from the cloud")
    time.sleep(3)  # the hub hears the line at most once a second

    agents.cut()
    wait(lambda: agents.state("kiosk").get("live") is False, "the kiosk to see the cut")
    begun = time.monotonic()
    say("the cable is cut: the kiosk issues from its own series")
    for _ in range(2):
        story.without.append(taken(agents)["number"])
    story.seconds["a number without a link"] = (time.monotonic() - begun) / 2
    say(
        f"two more took {' and '.join(story.without)}; nobody may call for 45 s, so that nobody is called twice"
    )
    wait(agents.hub_leads, "the hub to lead", 90)
    story.seconds["until the hub calls"] = time.monotonic() - begun

    story.gone = story.before[1]
    public.ask("DELETE", f"/tickets/{codes[story.gone]}")
    _, said = staff.ask("POST", f"/offices/{office}/counters/{counter}/calls", {})
    story.refused = str(said.get("type", "")).rpartition("/")[2]
    say(f"the hub leads; {story.gone} leaves from home, and the cloud calls nobody ({story.refused})")
    call_all(agents, story)
    story.offline_board = agents.state("display").get("board") or {}
    seen("offline")
    say(f"called by button and by the office's own page: {', '.join(story.called)}")

    agents.plug()
    begun = time.monotonic()
    wait(agents.hub_follows, "the hub to bring all home", 120)
    story.seconds["until all is home"] = time.monotonic() - begun
    wait(lambda: not (agents.state("display").get("board") or {}).get("offline"), "the board of the cloud")
    seen("home")
    say("the cable is plugged: all is in the line and in the ledger, and the cloud calls again")
    staff.ask("POST", f"/offices/{office}/counters/{counter}/finish", {})
    staff.ask("PUT", f"/offices/{office}/counters/{counter}/state", {"state": "closed"})
    return story


def taken(agents: Agents) -> dict[str, Any]:
    """The slip of one tap at the kiosk."""
    status, said = agents.take(SERVICE)
    if status != 200 or not said.get("number"):
        raise Stuck(f"the kiosk gave no number: {status} {said}")
    return said


def call_all(agents: Agents, story: Story) -> None:
    """Call all who took a number: the first by the button, the others by the office's page."""
    first = wait(lambda: pressed(agents), "the first call")
    story.called.append(first)
    for _ in [*story.before, *story.without][1:]:
        time.sleep(SETTLED)
        status, said = agents.by_page(str(uuid4()), "next")
        if status != 200 or not said.get("number"):
            raise Stuck(f"after {', '.join(story.called)} the office's page called nobody: {status} {said}")
        story.called.append(said["number"])


def pressed(agents: Agents) -> str:
    """The number that stands at the counter after a press; a second one would call the next."""
    agents.press()
    until = time.monotonic() + 10
    while time.monotonic() < until:
        number = (agents.at_counter().get("state") or {}).get("number")
        if number:
            return str(number)
        time.sleep(0.2)
    return ""


def wait(what: Callable[[], Any], named: str, seconds: float = 60) -> Any:
    """What `what` gives once it is something; raises Stuck when it does not come."""
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        try:
            if found := what():
                return found
        except OSError:
            pass  # an agent that is just starting
        time.sleep(0.2)
    raise Stuck(f"{named}: nothing within {seconds:.0f} s")
