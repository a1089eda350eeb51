"""Who asks for a counter's step, a page or a button, and the one way in which either is carried out."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from chalicelib.codes import rid_of
from chalicelib.queueing.commands import Command, Step
from chalicelib.queueing.line import Line, LineKey
from chalicelib.queueing.office import Office
from chalicelib.store import lines, requests
from chalicelib.store.running import running


@dataclass(frozen=True)
class ByPage:
    """A page's request: what it is unique by, and the hash of its body.

    `press` names the push of a button that it stands for, so that a push is one step under whatever key it comes.
    """

    scope: tuple[str, ...]
    body: str
    press: str = ""


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


def carry_out(office: Office, command: Command, asked: Asked, now: datetime) -> Done:
    """Carry a counter's command out, once however often it is asked; raises a `Refusal`."""
    at, key = int(now.timestamp()), line_now(office, now)
    if isinstance(asked, ByButton):
        rid = rid_of("press", asked.thing, str(asked.press))
        pressed = replace(command, rid=rid, by=asked.thing, press=asked.press)
        return _done(*lines.apply(office.home, key, pressed, at), rid)
    seen = lines.read(office.home, key)
    rid = rid_of("press", office.id, *asked.scope[1:-1], asked.press) if asked.press else ""
    request = requests.begin(office.home, asked.scope, asked.body, seen, at, rid)
    done = requests.carry_out(office.home, request, replace(command, by="staff"), at, seen)
    return _done(*done, request.rid)


def at_counter(done: Done, counter: str, number: str = "", call: int = 0) -> Mapping[str, Any]:
    """The answer of a counter: its state, the ticket that it has after the step, and the seq of the step."""
    answer: dict[str, Any] = {"counter": counter, "state": done.line.cell(counter).state, "seq": done.seq}
    return answer | ({"number": number} if number else {}) | ({"call": call} if call else {})


def _done(line: Line, made: Step, rid: str) -> Done:
    """A step that the ring knew has the seq of its place there: every step leaves one id in the ring."""
    places = [place for place, (known, _) in enumerate(line.ring) if known == rid]
    seq = line.seq - (len(line.ring) - 1 - places[0]) if places else made.seq
    return Done(line, seq, made.result)
