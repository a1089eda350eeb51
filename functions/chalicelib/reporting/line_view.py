"""The line as staff see it: who waits and for how long, what the counters do, how the devices are."""

from datetime import UTC, datetime
from typing import Any

from chalicelib.queueing.board import board, stamp
from chalicelib.queueing.line import BOOKED, CLASSES, PRIORITY, Cell, Line, Place
from chalicelib.queueing.office import Office
from chalicelib.queueing.order import in_call_order, is_absent
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
        "counters": [_counter(office, counter.id, line.cell(counter.id)) for counter in office.counters],
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
    faults = [known.get("fault", ""), "paper_out" if known.get("paper") == "out" else "", _slip_fault(known)]
    said = ", ".join(dict.fromkeys(fault for fault in faults if fault))
    return {**device, "fault": said} if said else device


def _slip_fault(known: dict[str, Any]) -> str:
    return f"{known['slip']}: {known['slip_fault']}" if known.get("slip_fault") else ""


def _waits(office: Office, name: str, place: Place, now: datetime) -> dict[str, Any]:
    letter, _, kind = name.partition(".")
    start = {BOOKED: office.starts.booked, PRIORITY: office.starts.priority}.get(kind, 0)
    return {
        "number": place.number,
        "service": office.service_of(letter).id,
        "class": KLASSES.get(kind, "walk-in"),
        "turn": place.turn,
        "minutes": max(0, int(now.timestamp()) - place.turn - start) // 60,
        "present": not is_absent(name),
    }


def _counter(office: Office, counter: str, cell: Cell) -> dict[str, Any]:
    shown: dict[str, Any] = {"counter": counter, "state": cell.state}
    if cell.since:
        shown["since"] = stamp(datetime.fromtimestamp(cell.since, UTC))
    if not cell.number:
        return shown
    service = (
        office.service_of(cell.list.partition(".")[0]).id
        if cell.list
        else office.service_of(cell.number[0]).id
    )
    return {**shown, "number": cell.number, "service": service, "phase": cell.phase, "call": cell.call}
