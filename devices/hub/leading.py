"""The office's line while the hub leads it: the kernel's own steps on the hub's copy; pure."""

import hashlib
import re
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from chalicelib.errors import NotCalled, NothingToUndo
from chalicelib.queueing.board import board
from chalicelib.queueing.commands import (
    CallNext,
    Command,
    Finish,
    NoShow,
    Onward,
    Recall,
    Serve,
    SetCounter,
    Step,
    Undo,
)
from chalicelib.queueing.hours import day_before, day_of, goes_on_over_midnight
from chalicelib.queueing.line import CLASSES, Line, LineKey, Place, letter_of, list_name
from chalicelib.queueing.office import Office
from chalicelib.queueing.order import find, first_of, is_absent, put_back, turn
from chalicelib.queueing.step import step
from chalicelib.queueing.waiting_time import Pace
from devices.message import Message, message

NEXT, RECALL, NO_SHOW, SERVE, FINISH = "next", "recall", "no-show", "serve", "finish"
VERBS = (NEXT, RECALL, NO_SHOW, SERVE, FINISH)
PRESSES = {"single": NEXT, "double": RECALL, "long": NO_SHOW}


SERIES = re.compile(r"K[1-9][0-9]?-[0-9]{3,4}")
"""A number of a kiosk's own series (schemas/messages/issued.json)."""


def rid_of(*parts: str) -> str:
    """A short id of a request, unique within days."""
    return hashlib.sha256("/".join(parts).encode()).hexdigest()[:16]


def command_of(
    office: Office, verb: str, counter: str, rid: str, by: str, press: int | None = None
) -> Command:
    """What a counter asks by one of the verbs; raises `UnknownCounter`."""
    usual: dict[str, Any] = {"by": by, "press": press, "counter": counter}
    onward = Onward(office.next_letters(), office.moves.stations_from == "arrival", office.starts.priority)
    floor, letters = office.counter(counter).floor, office.letters(counter)
    if verb == NEXT:
        return CallNext(rid, letters=letters, floor=floor, onward=onward, **usual)
    if verb == FINISH:
        return Finish(rid, onward=onward, **usual)
    if verb == NO_SHOW:
        return NoShow(rid, grace=office.starts.grace, **usual)
    return {RECALL: Recall, SERVE: Serve}[verb](rid, **usual)


def stepped(line: Line, command: Command, now: int) -> list[tuple[Line, Step]]:
    """The line after each step that a counter's wish comes to; none when it was done before. Raises a `Refusal`.

    A recall where nobody is called takes a no-show of the last 10 s back, under the same press, as in the cloud.
    """
    try:
        after, made = step(line, command, now)
    except NotCalled as nobody:
        if not isinstance(command, Recall):
            raise
        undo = Undo(command.rid, command.by, press=command.press, counter=command.counter, only="no_show")
        try:
            after, made = step(line, undo, now)
        except NothingToUndo:
            raise nobody from None
    return [] if made.replayed else [(after, made)]


def opened(line: Line, command: Command, counter: str, now: int) -> tuple[Line, Step]:
    """The line with a counter opened: who calls the next is there, and no page of the cloud can open it."""
    return step(line, SetCounter(f"{command.rid}-open", command.by, counter=counter, state="open"), now)


def has(line: Line, number: str) -> bool:
    """Whether the line knows this number of a kiosk's series."""
    cells = any(cell.number == number for cell in line.counters.values())
    return find(line, number) is not None or cells or number in line.aside or number in line.issued


def inserted(line: Line, office: Office, report: Message, came: int) -> Line:
    """The line with a number that a kiosk issued, at the turn of when it was taken; raises `ValueError` when it is none."""
    if not SERIES.fullmatch(report["number"]):
        raise ValueError(report["number"])
    klass = "priority" if report.get("priority") else "walk-in"
    number, letter = report["number"], office.service(report["service"]).letter
    name = list_name(letter, CLASSES[klass])
    place = Place(number, turn(klass, came, None, office.starts))
    after = line.with_list(name, put_back(line.places(name), place))
    return replace(after, seq=line.seq + 1, issued={**line.issued, number: 1})


def the_day_s(line: Line | None, office: Office, now: datetime) -> Line:
    """The line to go on with: the one that is known if it is of today, or of a day that goes on; else an empty one."""
    today = day_of(office, now)
    known = line is not None and line.key.office == office.id and not line.ended
    if line is not None and known and (line.key.day > today or belongs(line, office, now)):
        return line
    return Line(LineKey(office.id, today, line.key.epoch if line else 1))


def belongs(line: Line, office: Office, at: datetime) -> bool:
    """Whether what happens at that moment belongs to this line, by the cloud's rule (chalicelib/store/running.py).

    A desk that never closes goes on with yesterday's. The cloud ends that once nobody waits in it, but not while a hub leads.
    """
    if line.key.day == day_of(office, at):
        return True
    return line.key.day == day_before(office, at) and line.seq > 0 and goes_on_over_midnight(office, at)


def row_of(made: Step, n: int) -> Message:
    """A step as the cloud plays it."""
    known = {
        "number": made.number,
        "counter": made.counter,
        "call": made.call,
        "state": made.state if made.kind == "counter" else "",
        "of": made.of if made.kind == "undo" else "",
        "by": made.by,
    }
    kept = {name: value for name, value in known.items() if value}
    return {"n": n, "at": made.at, "kind": made.kind, **kept}


def board_of(line: Line, office: Office, now: datetime, since: datetime) -> Message:
    """The board that the hub shows."""
    shown = board(line, Pace(office), now)
    return message(now, **shown) | {
        "offline": True,
        "since": since.astimezone(UTC).isoformat(timespec="seconds"),
    }


def at_counter(line: Line, office: Office, counter: str) -> Message:
    """What stands at a counter, how many it may call, and the first of them."""
    cell, letters = line.cell(counter), office.letters(counter)
    mine = {
        name: places
        for name, places in line.waiting.items()
        if letter_of(name) in letters and not is_absent(name)
    }
    first = [place.number for _, place in first_of(mine)[:3]]
    shown = {"counter": counter, "state": cell.state, "number": cell.number or None, "seq": line.seq}
    return shown | {"waiting": sum(map(len, mine.values())), "next": first}


def state_of(line: Line, counter: str, now: datetime, **more: Any) -> Message:
    """What a counter does and the light of its button."""
    cell = line.cell(counter)
    light = {"open": "amber", "paused": "off"}.get(cell.state, "off")
    shown = {"state": cell.state, "number": cell.number or None, "light": "green" if cell.number else light}
    key = line.key
    return message(now, day=key.day, epoch=key.epoch, seq=line.seq, **(shown | more))
