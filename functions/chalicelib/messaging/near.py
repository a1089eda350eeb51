"""Who is to be told that two are ahead: found in the line's image, by number; the phone is looked up later."""

from collections.abc import Iterator
from typing import Any

from chalicelib.queueing.commands import Step
from chalicelib.queueing.line import Line, Place, letter_of
from chalicelib.queueing.office import Office
from chalicelib.queueing.order import find
from chalicelib.queueing.waiting_time import ahead

AHEAD = 2


NEARER = ("call", "withdraw", "void")
"""The kinds of steps that bring those behind one place nearer; an open counter may bring them further."""

JOINING = ("call", "finish", "transfer", "resume", "return")
"""The kinds after which somebody may wait in a line that they were not in before."""


def near_messages(line: Line, step: Step, office: Office) -> list[dict[str, Any]]:
    """One piece of work for each ticket that has come to two ahead by this step; each is told once at each station.

    Who is sent on or comes back may stand there at once.
    """
    joined = {step.number, *(one.number for one in step.moved)} if step.kind in JOINING else set()
    if step.kind not in (*NEARER, "counter") and not any(find(line, number) for number in joined):
        return []
    asked = {"kind": "near", "office": office.id, "day": line.key.day, "epoch": line.key.epoch}
    near = [
        place
        for place, before in _places(line, office, joined, step.turn if step.kind in NEARER else 0)
        if step.kind == "counter" or (before == AHEAD and (step.kind in NEARER or place.number in joined))
    ]
    return [{**asked, "number": place.number} for place in near]


def _places(line: Line, office: Office, joined: set[str], turn: int) -> Iterator[tuple[Place, int]]:
    """The places that have two ahead or fewer, with how many: counted as the visitor's page counts them.

    Of those before `turn`, only who joined: nobody left before them, and many who stay away may stand there.
    """
    for name, places in line.waiting.items():
        service = office.service_of(letter_of(name))
        for place in places:
            if place.turn < turn and place.number not in joined:
                continue
            before = len(ahead(line, office, service, place))
            if before > AHEAD:
                break
            yield place, before
