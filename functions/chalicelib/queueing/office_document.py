"""An office as a value, made of its document."""

from collections.abc import Mapping
from typing import Any
from zoneinfo import ZoneInfo

from .office import Counter, Floor, Hours, Moves, Office, Service
from .order import HeadStarts

WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")


def office_from(doc: Mapping[str, Any], home: str) -> Office:
    """The office of a checked document (schemas/requests/office.json)."""
    classes, slot = doc["classes"], doc["slot"]
    return Office(
        id=doc["id"],
        home=home,
        name=doc["name"],
        zone=ZoneInfo(doc["time_zone"]),
        latitude=float(doc["position"]["latitude"]),
        longitude=float(doc["position"]["longitude"]),
        services=tuple(_service(one, slot["capacity"]) for one in doc["services"]),
        counters=tuple(
            Counter(one["id"], tuple(one["services"]), one.get("floor", "")) for one in doc["counters"]
        ),
        kiosks=tuple(doc["kiosks"]),
        displays=tuple(doc["displays"]),
        hours={WEEKDAYS.index(day): _hours(span) for day, span in doc["hours"].items()},
        closed={one["day"]: one["why"] for one in doc.get("closed", ())},
        slot_minutes=slot["minutes"],
        slot_days=slot["days"],
        starts=HeadStarts(
            *(classes[k] * 60 for k in ("booked_minutes", "priority_minutes", "grace_minutes"))
        ),
        running_text=doc["running_text"],
        from_home_per_day=doc["from_home_per_day"],
        sms_per_day=doc["sms_per_day"],
        floors=tuple(Floor(one["id"], one["name"]) for one in doc.get("floors", ())),
        moves=Moves(**doc.get("moves", {})),
        root_sms=doc.get("root_sms", ""),
    )


def _service(one: Mapping[str, Any], capacity: Mapping[str, int]) -> Service:
    return Service(
        id=one["id"],
        letter=one["letter"],
        name=one["name"],
        minutes=one["minutes"],
        takes=tuple(one["takes"]),
        requires=tuple(one["requires"]),
        nik_required=one.get("nik") == "required",
        capacity=int(capacity.get(one["id"], 0)),
        next=one.get("next", ""),
    )


def _hours(span: Mapping[str, Any]) -> Hours:
    breaks = tuple((_minutes(b["from"]), _minutes(b["to"])) for b in span.get("breaks", ()))
    return Hours(_minutes(span["open"]), _minutes(span["close"]), breaks)


def _minutes(clock: str) -> int:
    hour, _, minute = clock.partition(":")
    return int(hour) * 60 + int(minute)
