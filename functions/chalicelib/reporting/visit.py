"""A ticket's figures, folded from what happened to it: one for the visit, and one more for each further station."""

from collections.abc import Iterable
from typing import Any

Event = dict[str, Any]
"""What a step did to a ticket: {kind, state, at, …} (reporting/figure.py)."""

Figure = dict[str, Any]

WALK_IN, FROM_HOME, BOOKED = "walk_in", "from_home", "booked"
OUTCOMES = ("served", "no_show", "withdrawn", "void", "ended")


def figures_of(number: str, events: Iterable[Event]) -> list[Figure]:
    """The figures of a ticket from its events in the order of their steps; the visit's own stands first.

    What was undone never happened. The visit has the outcome; each station has when the visitor came to it, was
    called, served and done, and `broken` where that was interrupted by a hold, a missed call or the like.
    """
    visit: Figure = {"number": number}
    stations = [visit]
    for event in _that_stand(events):
        if _is_further(stations[-1], event):
            stations.append({"number": number, "service": event["service"], **_came(event)})
        else:
            _at_station(stations[-1], event)
        _ended(visit, event)
    return stations


def _ended(visit: Figure, event: Event) -> None:
    """What became of the visit, until something else does: who was missed may come back."""
    visit.pop("outcome", None)
    visit.pop("finished", None)
    if event["state"] in OUTCOMES:
        visit |= {"outcome": event["state"], "finished": event["at"]}


def _that_stand(events: Iterable[Event]) -> list[Event]:
    """The events without those that an undo took back: always the last that the ticket had."""
    found: list[Event] = []
    for event in events:
        if event["kind"] != "undo":
            found.append(event)
        elif found and found[-1]["kind"] == event["of"]:
            found.pop()
    return found


def _is_further(station: Figure, event: Event) -> bool:
    """Whether the ticket has come to another station by this; then the one before is done."""
    if event["state"] != "waiting" or event["kind"] == "take" or event["service"] == station.get("service"):
        return False
    if event["kind"] in DONE:
        station["left"] = event["at"]
    return True


def _at_station(station: Figure, event: Event) -> None:
    kind, state, at = event["kind"], event["state"], event["at"]
    if kind == "take":
        station |= _taken(event)
    elif kind == "check_in":
        station |= {} if "came" in station else _came(event)
    elif state == "called":
        station |= {"called": station.get("called", at), "counter": event["counter"]}
    elif state == "serving":
        station.setdefault("served", at)
    elif state == "served" and kind in DONE:
        station["left"] = at
    elif state in ("waiting", "held", "no_show"):
        station["broken"] = True


def _taken(event: Event) -> Figure:
    how = FROM_HOME if event.get("absent") else BOOKED if event["class"] == "booked" else WALK_IN
    first = {"taken": event["at"], "class": event["class"], "how": how, "service": event["service"]}
    return first if event.get("absent") else first | _came(event)


def _came(event: Event) -> Figure:
    return {"came": event["at"], **{name: event[name] for name in ("expected", "promised") if name in event}}


DONE = ("finish", "call", "transfer")
"""The kinds of steps by which a station is done with a visitor; a call finishes the counter's ticket before."""
