"""Everybody at once: takers by HTTP, kiosks by MQTT, counters by page and by button, each with repeats."""

import random
import threading
import time
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from typing import Any
from uuid import uuid4

from devices.button.control import ask
from schemas import topics
from tests.journeys.conftest import ENDPOINTS
from tests.journeys.counter import Button, Desk
from tests.journeys.doors import Answer, Api
from tests.journeys.people import HERE
from tests.journeys.thing import Thing
from tests.journeys.waiting import eventually

SERVICES = ("kebidanan", "rawat-inap")
ASKS_AGAIN = 5.0
NEXT_AFTER = 2.1
"""Seconds that a counter waits between two pushes: a call of a moment ago is not finished by the next push."""


class Crowd:
    """What all of them did until they were told to stop; `numbers` were given, each with its code."""

    def __init__(self, public: Api, office: str) -> None:
        self.public, self.office = public, office
        self.numbers: dict[str, str] = {}
        self.gone: set[str] = set()
        self.faults: list[str] = []
        self.full, self.over = threading.Event(), threading.Event()
        self._lock = threading.Lock()

    def runs(self, taking: float, calling: float, *parts: Callable[[], None]) -> None:
        """Run all at once: nobody takes after `taking` seconds, nobody calls after `calling`."""
        with ThreadPoolExecutor(len(parts)) as everybody:
            working = [everybody.submit(part) for part in parts]
            self.full.wait(taking)
            self.full.set()
            self.over.wait(calling - taking)
            self.over.set()
            for one in working:
                one.result()

    def given(self, number: str, code: str) -> None:
        """A number was given: to this code and to no other."""
        with self._lock:
            if self.numbers.setdefault(number, code) != code:
                self.faults.append(f"{number} was given to two")

    def leave(self, numbers: Iterable[str]) -> None:
        """Who still waits goes home, all at once."""
        with ThreadPoolExecutor(8) as hands:
            list(hands.map(self.public.delete, [f"/tickets/{self.numbers[number]}" for number in numbers]))

    def taker(self, most: int) -> None:
        """Takes numbers from home and comes at once; one in three asks twice in the same moment, under one key."""
        for n in range(most):
            if self.full.is_set():
                return
            path, body = f"/offices/{self.office}/tickets", {"service": random.choice(SERVICES)}
            ticket = self.same(
                lambda key, p=path, b=body: self.public.post(p, b, key), n % 3 == 0, 201, "number", "code"
            )
            self.given(*ticket)
            check_in = f"/tickets/{ticket[1]}/check-in"
            self.same(lambda key, p=check_in: self.public.post(p, HERE, key), n % 3 == 1, 200, "number")

    def kiosk(self, thing: Thing, most: int) -> None:
        """Takes at a kiosk; one in three messages is sent again with its id, as after a lost answer."""
        take, slip = topics.take(thing.office, thing.place), topics.slip(thing.office, thing.place)
        for n in range(most):
            if self.full.is_set():
                return
            body = (
                {"service": random.choice(SERVICES), "priority": "elderly"}
                if n % 5 == 4
                else {"service": SERVICES[n % 2]}
            )
            id = thing.say(take, **body)
            if n % 3 == 0:
                thing.say(take, id=id, **body)
            got = self.slip(thing, slip, id, partial(thing.say, take, id=id, **body))
            self.given(got["number"], got["code"])
            answers = {one["number"] for one in thing.said(slip, id=id)}
            if len(answers) > 1:
                self.faults.append(f"{id} got {answers}")

    def slip(self, thing: Thing, topic: str, id: str, ask: Callable[[], object]) -> dict[str, Any]:
        """The slip, asked for again and again with the same id, as the agent does on a bad link."""

        def answered() -> list[dict[str, Any]]:
            try:
                return eventually(lambda: thing.said(topic, id=id), ASKS_AGAIN)
            except AssertionError:
                ask()
                return []

        return eventually(answered, 120, f"the slip of {id}")[0]

    def page(self, desk: Desk) -> None:
        """Calls and finishes by HTTP; one in three calls is asked twice in the same moment, under one key."""
        n = 0
        while not self.over.is_set():
            n += 1
            called = self.same(lambda key: desk.verb("calls", key), n % 3 == 0, 201, "number", "call")
            if not called:
                time.sleep(0.3)
                continue
            if n % 4 == 0:
                self.same(lambda key: desk.verb("recalls", key), n % 8 == 0, 200, "call")
            desk.free()

    def hardware(self, button: Button) -> None:
        """Pushes again and again; each press comes three times, and an old one once more."""
        while not self.over.wait(NEXT_AFTER):
            seq = button.push("single", time.time())
            for again in (seq, seq, seq - 1):
                button.push("single", time.time(), again)

    def agent(self, counter: str) -> None:
        """Pushes the button of a running agent."""
        folder = (
            ENDPOINTS.parent / "devices" / topics.thing_name(topics.BUTTON, self.office, counter) / "state"
        )
        while not self.over.wait(NEXT_AFTER):
            ask(folder, "single", 30)

    def same(self, post: Callable[[str], Answer], twice: bool, status: int, *names: str) -> tuple[Any, ...]:
        """What an answer says by these names, the same for each of one key; nothing where it was refused."""
        key = str(uuid4())
        with ThreadPoolExecutor(2) as hands:
            answers = list(hands.map(post, [key] * (2 if twice else 1)))
        done = {tuple(one.body[name] for name in names) for one in answers if one.status == status}
        refused = [one for one in answers if one.status not in (status, 409)]
        if len(done) > 1 or refused:
            with self._lock:
                self.faults.append(f"one key, many answers: {[(one.status, one.body) for one in answers]}")
        return done.pop() if done else ()


def opened(desks: list[Desk]) -> None:
    """All counters free and open for the crowd's services."""
    for desk in desks:
        desk.free()
        desk.set("open", *SERVICES)
    eventually(lambda: all(desk.number() == "" for desk in desks))
