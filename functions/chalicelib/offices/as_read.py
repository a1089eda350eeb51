"""An office as pages read it, in their language."""

from datetime import datetime
from typing import Any

from chalicelib.queueing.hours import day_of, is_open
from chalicelib.queueing.line import Line
from chalicelib.queueing.office import Counter, Names, Office, Service
from chalicelib.queueing.week import clock, seasons, special_days, week


def summary(item: dict[str, Any], language: str) -> dict[str, Any]:
    """An office in the list of all."""
    return {
        "id": item["id"],
        "name": said(item["name"], language),
        "time_zone": item["time_zone"],
        "region": item["home"],
        "position": _plain(item["position"]),
    }


def whole(office: Office, line: Line, now: datetime, language: str) -> dict[str, Any]:
    """An office with its services, its counters as they are now, and its hours."""
    return {
        "id": office.id,
        "name": said(office.name, language),
        "time_zone": str(office.zone),
        "region": office.home,
        "position": {"latitude": office.latitude, "longitude": office.longitude},
        **({"address": office.address} if office.address else {}),
        "open": is_open(office, now),
        "hours": week(office),
        "seasons": [{**one, "why": said(one["why"], language)} for one in seasons(office, now)],
        "special": _special(office, now, language),
        "booking": _booking(office),
        "closed": _closed(office, now, language),
        "services": [_service(office, service, now, language) for service in office.services],
        "counters": [_counter(counter, line) for counter in office.counters],
        "floors": [{"id": floor.id, "name": said(floor.name, language)} for floor in office.floors],
        "moves": {
            "transfer_keeps_turn": office.moves.transfer_keeps_turn,
            "stations_from": office.moves.stations_from,
        },
        "running_text": said(office.running_text, language),
    }


def said(names: Names, language: str) -> str:
    """A text in the reader's language, Indonesian when there is no other."""
    return names.get(language) or names["id"]


def _booking(office: Office) -> dict[str, Any]:
    """How far ahead one may book and from when, and the limits that a visitor should know of."""
    return {
        "days": office.slot_days,
        "opens": clock(office.opens),
        "hold_minutes": office.hold_minutes,
        "reschedules": office.reschedules,
        "early_minutes": office.early_minutes,
        "late_minutes": office.late_minutes,
    }


def _closed(office: Office, now: datetime, language: str) -> list[dict[str, str]]:
    today = day_of(office, now)
    days = sorted(day for day in office.closed if day >= today)
    return [{"day": day, "why": said(office.closed[day], language)} for day in days]


def _special(office: Office, now: datetime, language: str, service: str = "") -> list[dict[str, Any]]:
    """The days within reach of booking, a week at least, that differ from the week; of a service, from its office."""
    days = special_days(office, now, max(office.slot_days, 7), service)
    return [{**one, "why": said(one["why"], language)} for one in days]


def _service(office: Office, service: Service, now: datetime, language: str) -> dict[str, Any]:
    special = _special(office, now, language, service.id)
    return {
        "id": service.id,
        "letter": service.letter,
        "name": said(service.name, language),
        "minutes": service.minutes,
        "takes": list(service.takes),
        "requires": [said(one, language) for one in service.requires],
        "open": is_open(office, now, service.id),
        "kind": service.kind,
        "slots": service.slots,
        **({"special": special} if special else {}),
        **({"asks": ["nik"]} if service.nik_required else {}),
        **({"next": service.next} if service.next else {}),
    }


def _counter(counter: Counter, line: Line) -> dict[str, Any]:
    own = {"id": counter.id, "state": line.cell(counter.id).state, "services": list(counter.services)}
    return {**own, "floor": counter.floor} if counter.floor else own


def _plain(position: dict[str, Any]) -> dict[str, float]:
    return {name: float(position[name]) for name in ("latitude", "longitude")}
