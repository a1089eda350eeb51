"""The line as staff see it: who waits and for how long, what the counters do, how the devices are."""

from datetime import UTC, datetime
from typing import Any

from chalicelib.queueing.board import board, stamp
from chalicelib.queueing.commands import REASONS
from chalicelib.queueing.line import (
    BOOKED,
    CLASSES,
    HELD,
    PRIORITY,
    Aside,
    Cell,
    Line,
    Place,
    Undoable,
    kind_of,
    letter_of,
    place_of,
)
from chalicelib.queueing.office import Counter, Office
from chalicelib.queueing.order import in_call_order, is_absent
from chalicelib.queueing.undoing import UNDO
from chalicelib.queueing.waiting_time import Pace
from schemas import topics

KLASSES = {kind: klass for klass, kind in CLASSES.items()}


def line_view(line: Line, pace: Pace, things: list[dict[str, Any]], now: datetime) -> dict[str, Any]:
    """The view (schemas/openapi.yaml, Line); those from home who have not come stand last."""
    office = pace.office
    order = in_call_order(line, [service.letter for service in office.services])
    absent = [(name, place) for name, places in line.waiting.items() if is_absent(name) for place in places]
    places = [*order, *sorted(absent, key=lambda one: (one[1].turn, one[1].number))]
    return {
        "office": office.id,
        "day": line.key.day,
        "epoch": line.key.epoch,
        "seq": line.seq,
        "waiting": [_waits(office, name, place, now) for name, place in places],
        **_aside(office, line, now),
        "counters": [_counter(office, counter, line, now) for counter in office.counters],
        "reasons": list(REASONS),
        "services": board(line, pace, now)["services"],
        "devices": devices(office, things),
    }


def devices(office: Office, things: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The devices that the office should have and those that were ever heard of, by name."""
    known = {one["thing"]: one for one in things}
    kiosks = [topics.thing_name(topics.KIOSK, office.id, place) for place in office.kiosks]
    displays = [topics.thing_name(topics.DISPLAY, office.id, place) for place in office.displays]
    return [_device(name, known.get(name, {})) for name in sorted({*known, *kiosks, *displays})]


def _device(name: str, known: dict[str, Any]) -> dict[str, Any]:
    seen = known.get("seen")
    at = stamp(datetime.fromtimestamp(seen / 1000, UTC)) if seen else None
    device = {"thing": name, "status": known.get("status", "unknown"), "at": at}
    # That a device does not reach its hub is for who looks after devices (chalicelib/fleet/troubles.py).
    own = known.get("fault", "") if known.get("fault") != "hub_unreached" else ""
    faults = [own, "paper_out" if known.get("paper") == "out" else "", _slip_fault(known)]
    said = ", ".join(dict.fromkeys(fault for fault in faults if fault))
    return {**device, "fault": said} if said else device


def _slip_fault(known: dict[str, Any]) -> str:
    return f"{known['slip']}: {known['slip_fault']}" if known.get("slip_fault") else ""


def _waits(office: Office, name: str, place: Place, now: datetime) -> dict[str, Any]:
    kind = kind_of(name)
    start = {BOOKED: office.starts.booked, PRIORITY: office.starts.priority}.get(kind, 0)
    return {
        **_ticket(office, place.number, name),
        "turn": place.turn,
        "minutes": max(0, int(now.timestamp()) - place.turn - start) // 60,
        "present": not is_absent(name),
        **_sent_to(office, name),
    }


def _ticket(office: Office, number: str, name: str) -> dict[str, Any]:
    """A ticket of a list: its number, its service and its class."""
    service = office.service_of(letter_of(name)).id
    return {"number": number, "service": service, "class": KLASSES.get(kind_of(name), "walk-in")}


def _sent_to(office: Office, name: str) -> dict[str, str]:
    """The one counter or floor to which those of a list were sent."""
    place = place_of(name)
    if not place:
        return {}
    return {"floor" if place in [floor.id for floor in office.floors] else "counter": place}


def _aside(office: Office, line: Line, now: datetime) -> dict[str, Any]:
    """Who is on hold, and who was missed and may still return; the first that was put aside stands first."""
    grace, moment = office.starts.grace, int(now.timestamp())
    every = sorted(line.aside.items(), key=lambda one: (one[1].at, one[0]))
    missed = [(n, one) for n, one in every if one.kind != HELD and moment - one.at <= grace]
    return {
        "held": [_held(office, n, one) | {"since": _moment(one.at)} for n, one in every if one.kind == HELD],
        "missed": [_held(office, n, one) | {"until": _moment(one.at + grace)} for n, one in missed],
    }


def _held(office: Office, number: str, aside: Aside) -> dict[str, Any]:
    return {**_ticket(office, number, aside.list), **({"counter": aside.counter} if aside.counter else {})}


def _counter(office: Office, counter: Counter, line: Line, now: datetime) -> dict[str, Any]:
    cell, undo = line.cell(counter.id), line.undo.get(counter.id)
    shown: dict[str, Any] = {
        "counter": counter.id,
        "state": cell.state,
        "services": _services(office, counter, cell),
    }
    if counter.floor:
        shown["floor"] = counter.floor
    if cell.since:
        shown["since"] = _moment(cell.since)
    if undo and now.timestamp() - undo.at <= UNDO:
        shown["undo"] = _undo(undo)
    if not cell.number:
        return shown
    service = office.service_of(letter_of(cell.list) or cell.number[0]).id
    return {**shown, "number": cell.number, "service": service, "phase": cell.phase, "call": cell.call}


def _services(office: Office, counter: Counter, cell: Cell) -> list[str]:
    """The services that the counter takes today."""
    return [office.service_of(letter).id for letter in cell.letters] or list(counter.services)


def _undo(undo: Undoable) -> dict[str, Any]:
    return {"kind": undo.kind, "until": _moment(undo.at + UNDO)}


def _moment(at: int) -> str:
    return stamp(datetime.fromtimestamp(at, UTC))
