"""Who is to be told that two are ahead: found in the line's image, by number; the phone is looked up later."""

from dataclasses import replace
from typing import Any

from chalicelib.queueing.commands import Step
from chalicelib.queueing.line import Line, Place
from chalicelib.queueing.office import Office
from chalicelib.queueing.order import find, is_absent, put_back
from chalicelib.queueing.waiting_time import first

AHEAD = 2

FEW = 10
"""How many of those who have not come one step tells, in each list; when these come, the next are behind them."""

NEARER = ("call", "withdraw", "void")
"""The kinds of steps that bring those behind one place nearer; a counter may, by what it takes along."""

JOINING = ("call", "finish", "transfer", "resume", "return", "counter")
"""The kinds after which somebody may wait in a line that they were not in before."""


def near_messages(line: Line, step: Step, office: Office) -> list[dict[str, Any]]:
    """One piece of work for each ticket that has come to two ahead by this step; each is told once at each station.

    Who is sent on or comes back may stand there at once. Of those from home who have not come, the first few.
    """
    joined = {step.number, *(one.number for one in step.moved)} if step.kind in JOINING else set()
    before = _before(line, step) if step.kind in (*NEARER, "counter") else line
    if before is line and not any(find(line, number) for number in joined):
        return []
    asked = {"kind": "near", "office": office.id, "day": line.key.day, "epoch": line.key.epoch}
    return [
        {**asked, "number": number}
        for name in line.waiting
        for number in _come_near(line, before, office, name, joined)
    ]


def _come_near(line: Line, before: Line, office: Office, name: str, joined: set[str]) -> list[str]:
    """The numbers of a list that have two ahead now and had more before, and who joined where two are ahead."""
    now, then = (first(one, office, name, AHEAD + 1) for one in (line, before))
    if is_absent(name):
        came = [one for one in line.places(name) if _ahead(now, one) <= AHEAD < _ahead(then, one)]
        return [one.number for one in came[:FEW]]
    were = {place.number for _, place in then}
    return [
        place.number
        for n, (other, place) in enumerate(now)
        if other == name and (n == AHEAD if place.number in joined else place.number not in were)
    ]


def _ahead(heads: list[tuple[str, Place]], absent: Place) -> int:
    """How many of the first ones would be called before one who has not come."""
    return sum(1 for _, place in heads if place.turn <= absent.turn)


def _before(line: Line, step: Step) -> Line:
    """The line as it was for those behind: who left is there again, a counter that opened is not open and so on."""
    if step.kind == "counter":
        cell = line.cell(step.counter)
        state = "closed" if cell.state == "open" else "open"
        return line.with_cell(step.counter, replace(cell, state=state))
    if is_absent(step.list) or not step.number:
        return line
    place = Place(step.number, step.turn)
    return line.with_list(step.list, put_back(line.places(step.list), place))
