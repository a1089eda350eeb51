"""A counter of the demo: calls by its button or by the staff page's API, serves, notes no-shows, pauses."""

import random
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from threading import Event

from infra.demo.doors import Api
from infra.demo.people import People, Visitor

SETTLED = 2.1
"""A press within 2 s of a call is a bounce and is refused."""


@dataclass
class Counter:
    """One counter; `push` is its button, or None when the staff page calls."""

    id: str
    staff: Api
    people: People
    push: Callable[[str], object] | None
    dice: random.Random
    has: str = ""
    calls: list[str] = field(default_factory=list)

    def work(self, over: Event) -> None:
        """Open, call until the day is over and nobody waits, and close."""
        self._state("closed")  # it may have been left open, with services chosen for another day
        self._state("open")
        while not (over.is_set() and not self._waiting()):
            number = self._next()
            if number:
                self._with(number)
            elif self.dice.random() < 0.1 and not over.is_set():
                self._pause()
            else:
                time.sleep(0.3)
        self._verb("finish")
        self._state("closed")

    def _next(self) -> str:
        before = self.has
        if self.push:
            self.push("single")
            self.has = self._changed(before)
        else:
            status, said = self.staff.ask(
                "POST", f"/offices/{self.people.office}/counters/{self.id}/calls", {}
            )
            self.has = str(said.get("number", "")) if status == 201 else ""
        called = self.has if self.has != before else ""
        if called:
            self.calls.append(called)
        return called

    def _changed(self, before: str) -> str:
        until, seen = time.monotonic() + 3, before
        while seen == before and time.monotonic() < until:
            time.sleep(0.1)
            seen = self._at_counter()
        return seen

    def _at_counter(self) -> str:
        _, said = self.staff.ask("GET", f"/offices/{self.people.office}/line")
        here = [one.get("number", "") for one in said.get("counters", ()) if one["counter"] == self.id]
        return str(here[0]) if here else ""

    def _with(self, number: str) -> None:
        called = time.monotonic()
        one = self._visitor(number)
        if one and not one.coming.shows:
            if self.dice.random() < 0.5:
                self._press("double", "recalls")
            time.sleep(max(0.0, SETTLED - (time.monotonic() - called)))
            self._press("long", "no-show")
            self.has = ""
            return
        self._verb("serving")
        time.sleep(max(one.coming.serve if one else 1.0, SETTLED - (time.monotonic() - called)))
        self._verb("finish")
        self.has = ""
        if one:
            self.people.answers(one)

    def _visitor(self, number: str) -> Visitor | None:
        for _ in range(20):
            if number in self.people.by_number:
                return self.people.by_number[number]
            time.sleep(0.1)
        return None

    def _press(self, press: str, verb: str) -> None:
        if self.push:
            self.push(press)
        else:
            self._verb(verb)

    def _pause(self) -> None:
        self._state("paused")
        time.sleep(1.5)
        self._state("open")

    def _waiting(self) -> int:
        _, said = self.staff.ask("GET", f"/offices/{self.people.office}/line")
        return sum(1 for one in said.get("waiting", ()) if one["present"])

    def _verb(self, verb: str) -> None:
        self.staff.ask("POST", f"/offices/{self.people.office}/counters/{self.id}/{verb}", {})

    def _state(self, state: str) -> None:
        self.staff.ask("PUT", f"/offices/{self.people.office}/counters/{self.id}/state", {"state": state})
