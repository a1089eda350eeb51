"""An office as pages read it, in their language."""

from datetime import datetime
from typing import Any

from chalicelib.queueing.hours import is_open
from chalicelib.queueing.line import Line
from chalicelib.queueing.office import Counter, Hours, Names, Office, Service


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
        "open": is_open(office, now),
        "hours": [span for day, hours in sorted(office.hours.items()) for span in spans(day, hours)],
        "closed": [{"day": day, "why": said(why, language)} for day, why in sorted(office.closed.items())],
        "services": [_service(service, language) for service in office.services],
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


def spans(day: int, hours: Hours) -> list[dict[str, Any]]:
    """A weekday's opening, Monday = 0, as spans `{day, open, close}`; each break parts one in two."""
    edges = [hours.open, *(minute for span in sorted(hours.breaks) for minute in span), hours.close]
    pairs = zip(edges[::2], edges[1::2], strict=True)
    return [{"day": day, "open": clock(begin), "close": clock(end)} for begin, end in pairs if begin < end]


def clock(minute: int) -> str:
    """A minute of the day as HH:MM; 1440 is 24:00."""
    return f"{minute // 60:02d}:{minute % 60:02d}"


def _service(service: Service, language: str) -> dict[str, Any]:
    return {
        "id": service.id,
        "letter": service.letter,
        "name": said(service.name, language),
        "minutes": service.minutes,
        "takes": list(service.takes),
        "requires": [said(one, language) for one in service.requires],
        **({"asks": ["nik"]} if service.nik_required else {}),
        **({"next": service.next} if service.next else {}),
    }


def _counter(counter: Counter, line: Line) -> dict[str, Any]:
    own = {"id": counter.id, "state": line.cell(counter.id).state, "services": list(counter.services)}
    return {**own, "floor": counter.floor} if counter.floor else own


def _plain(position: dict[str, Any]) -> dict[str, float]:
    return {name: float(position[name]) for name in ("latitude", "longitude")}
