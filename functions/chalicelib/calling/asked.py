"""Who asks for a counter's step, a page or a button, and the one way in which either is carried out."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from chalicelib.codes import rid_of, staff
from chalicelib.queueing.commands import Command, Step
from chalicelib.queueing.line import Line, LineKey
from chalicelib.queueing.office import Office
from chalicelib.store import leases, lines, requests
from chalicelib.store.running import running


@dataclass(frozen=True)
class ByPage:
    """A page's request: what it is unique by, and the hash of its body.

    `press` names the push of a button that it stands for, so that a push is one step under whatever key it comes.
    """

    scope: tuple[str, ...]
    body: str
    press: str = ""

    @property
    def push(self) -> tuple[str, ...]:
        """What the push is unique by: the office, the counter and its name; empty for what was not pushed."""
        return ("press", *self.scope[1:3], self.press) if self.press else ()

    @property
    def by(self) -> str:
        """Who asked, as the line keeps it."""
        return staff(self.scope[-2])


@dataclass(frozen=True)
class ByButton:
    """A thing's press; `press` counts the presses of this thing and is its own memory in the line."""

    thing: str
    press: int


Asked = ByPage | ByButton


@dataclass(frozen=True)
class Done:
    """What a step made of the line; a repeat has the seq and result of the first time."""

    line: Line
    seq: int
    result: str


def line_now(office: Office, now: datetime) -> LineKey:
    """The line that the office is at."""
    return running(office, now)


def carry_out(
    office: Office, command: Command, asked: Asked, now: datetime, line: LineKey | None = None
) -> Done:
    """Carry a command out, once however often it is asked, on the line of today if no other is named.

    Raises a `Refusal`.
    """
    at, key = int(now.timestamp()), line or line_now(office, now)
    if isinstance(asked, ByButton):
        leases.refuse_if_the_hub_calls(office.home, office.id, at)
        rid = rid_of("press", asked.thing, str(asked.press))
        pressed = replace(command, rid=rid, by=asked.thing, press=asked.press)
        return _done(*lines.apply(office.home, key, pressed, at), rid)
    seen = lines.read(office.home, key)
    request = requests.begin(office.home, asked.scope, asked.body, seen, at, asked.push)
    # What was done before the link broke is answered as it was; a day that has ended is corrected here only.
    if line is None and all(rid != request.rid for rid, _ in seen.ring):
        leases.refuse_if_the_hub_calls(office.home, office.id, at)
    done = requests.carry_out(office.home, request, replace(command, by=asked.by), at, seen)
    return _done(*done, request.rid)


def at_counter(done: Done, counter: str, number: str = "", call: int = 0) -> Mapping[str, Any]:
    """The answer of a counter: its state, the ticket that it has after the step, and the seq of the step."""
    answer: dict[str, Any] = {"counter": counter, "state": done.line.cell(counter).state, "seq": done.seq}
    has = {"number": number, "ticket": number} if number else {}
    return answer | has | ({"call": call} if call else {})


def with_its_ticket(done: Done, counter: str) -> Mapping[str, Any]:
    """The answer of a counter whose step was about another ticket than the one that it has."""
    return at_counter(done, counter, done.line.cell(counter).number)


def _done(line: Line, made: Step, rid: str) -> Done:
    """A step that the ring knew has the seq of its place there: every step leaves one id in the ring."""
    places = [place for place, (known, _) in enumerate(line.ring) if known == rid]
    seq = line.seq - (len(line.ring) - 1 - places[0]) if places else made.seq
    return Done(line, seq, made.result)
