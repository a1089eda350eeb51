"""Who is to be told that two are ahead: found in the line's image, by number; the phone is looked up later."""

from collections.abc import Iterator
from typing import Any

from chalicelib.queueing.commands import Step
from chalicelib.queueing.line import Line, Place
from chalicelib.queueing.office import Office
from chalicelib.queueing.waiting_time import ahead

AHEAD = 2


def near_messages(line: Line, step: Step, office: Office) -> list[dict[str, Any]]:
    """One piece of work for each ticket that has come to two ahead by this step.

    Calls and withdrawals bring a ticket from three to two; a counter that opens or closes may bring it further.
    """
    if step.kind not in ("call", "withdraw", "counter"):
        return []
    asked = {"kind": "near", "office": office.id, "day": line.key.day, "epoch": line.key.epoch}
    near = [
        one
        for one, before in _places(line, office)
        if before == AHEAD or (step.kind == "counter" and before < AHEAD)
    ]
    return [{**asked, "number": place.number} for place in near]


def _places(line: Line, office: Office) -> Iterator[tuple[Place, int]]:
    """The places that have two ahead or fewer, with how many: counted as the visitor's page counts them."""
    for service in office.services:
        for name, places in line.waiting.items():
            if name.partition(".")[0] != service.letter:
                continue
            for place in places:
                before = len(ahead(line, office, service, place))
                if before > AHEAD:
                    break
                yield place, before
