"""The spare counter: staff at its page by HTTP, and its button by MQTT."""

import time
from collections.abc import Callable
from typing import Any

from schemas import topics
from tests.journeys.doors import Answer, Api
from tests.journeys.thing import Thing
from tests.journeys.waiting import eventually


class Desk:
    """Staff at one counter of an office, over HTTP."""

    def __init__(self, staff: Api, office: str, counter: str) -> None:
        self.staff, self.office, self.id = staff, office, counter
        self.path = f"/offices/{office}/counters/{counter}"

    def set(self, state: str, *services: str) -> Any:
        """Open, pause or close; the services named are those that it calls from now on."""
        named = {"services": list(services)} if services else {}
        return self.staff.put(f"{self.path}/state", {"state": state, **named}).expect(200)

    def verb(self, name: str, key: str | None = None) -> Answer:
        """One of recalls, serving, finish, no-show, calls."""
        return self.staff.post(f"{self.path}/{name}", key=key)

    def number(self) -> str:
        """The number that this counter has, as the line says."""
        line = self.staff.get(f"/offices/{self.office}/line").expect(200)
        return str(next((c.get("number", "") for c in line["counters"] if c["counter"] == self.id), ""))

    def free(self) -> None:
        """Finish what the counter has, if anything."""
        if self.verb("finish").status not in (200, 409):
            raise AssertionError("the counter cannot be freed")

    def call(self, number: str, seconds: float = 90) -> dict[str, Any]:
        """Call until this number comes; those of others are finished at once."""

        def called() -> dict[str, Any]:
            answer = self.verb("calls")
            if answer.status == 409:
                return {}
            found: dict[str, Any] = answer.expect(201)
            if found["number"] == number:
                return found
            self.free()
            return {}

        return eventually(called, seconds, f"the call of {number} at counter {self.id}")


class Button:
    """The spare button; its sequence goes by the clock, so that it never falls below that of an earlier run."""

    last = 0

    def __init__(self, thing: Thing) -> None:
        self.thing = thing
        self.topic = topics.press(thing.office, thing.place)
        self.state = topics.counter_state(thing.office, thing.place)

    def push(self, press: str, now: float, seq: int | None = None) -> int:
        """Push once and return the sequence that was sent; one that is given is sent as it is."""
        if seq is None:
            seq = Button.last = max(Button.last + 1, int(now * 1000))
        self.thing.say(self.topic, press=press, seq=seq)
        return seq

    def refusals(self, since: int = 0) -> list[dict[str, Any]]:
        """The states that said why a push was refused, from the one at `since` of all states."""
        return [one for one in self.thing.said(self.state)[since:] if "refused" in one]

    def works(self, press: str, done: Callable[[], object], seconds: float = 60) -> None:
        """Push until it is done; again only when a slow machine let the push grow too old."""

        def pushed() -> object:
            since = len(self.thing.said(self.state))
            self.push(press, time.time())
            return eventually(lambda: done() or self.expired(since), seconds) and done()

        eventually(pushed, seconds, f"what a {press} push does")

    def expired(self, since: int) -> bool:
        """Whether a push since then was refused for its age."""
        return any(one["refused"]["type"].endswith("/press-expired") for one in self.refusals(since))
