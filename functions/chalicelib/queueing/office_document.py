"""An office as a value, made of its document."""

from collections.abc import Mapping
from typing import Any
from zoneinfo import ZoneInfo

from .booking_rules import Draw, Quota, Quotas, Room
from .office import Counter, Floor, Hours, Moves, Office, Service
from .opening import Season
from .order import HeadStarts

WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")

Doc = Mapping[str, Any]


def office_from(doc: Doc, home: str) -> Office:
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
        hours=_week(doc["hours"]),
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
        address=doc.get("address", ""),
        seasons=tuple(_season(one) for one in doc.get("seasons", ())),
        **_rules(slot),
        **doc.get("check_in", {}),
    )


def _service(one: Doc, capacity: Doc) -> Service:
    return Service(
        id=one["id"],
        letter=one["letter"],
        name=one["name"],
        minutes=one["minutes"],
        takes=tuple(one["takes"]),
        requires=tuple(one["requires"]),
        nik_required=one.get("nik") == "required",
        capacity=_capacity(capacity.get(one["id"], ())),
        next=one.get("next", ""),
        slots=one.get("slots", 1),
        kind=one.get("kind", one["id"]),
    )


def _capacity(places: Any) -> tuple[tuple[int, int], ...]:
    if isinstance(places, int):
        return ((0, places),)
    return tuple((_minutes(one["from"]), one["places"]) for one in places)


def _season(one: Doc) -> Season:
    return Season(one["from"], one["to"], one["why"], _week(one["hours"]))


def _rules(slot: Doc) -> dict[str, Any]:
    """What the document says of booking beyond the slots themselves; what it leaves out keeps `Office`'s default."""
    said: dict[str, Any] = {
        name: slot[name] for name in ("hold_minutes", "reschedules", "phone_bookings") if name in slot
    }
    if "quota" in slot:
        said["quota"] = Quotas(**{name: Quota(**share) for name, share in slot["quota"].items()})
    if "overbooking" in slot:
        said["overbooking"] = slot["overbooking"]["most_percent"]
    if "opens" in slot:
        said["opens"] = _minutes(slot["opens"])
    if "room" in slot:
        said["room"] = Room(**slot["room"])
    if "draw" in slot:
        said["draw"] = Draw(tuple(slot["draw"]["services"]), slot["draw"]["minutes"])
    return said


def _week(days: Doc) -> dict[int, Hours]:
    return {WEEKDAYS.index(day): _hours(span) for day, span in days.items()}


def _hours(span: Doc) -> Hours:
    breaks = tuple((_minutes(b["from"]), _minutes(b["to"])) for b in span.get("breaks", ()))
    return Hours(_minutes(span["open"]), _minutes(span["close"]), breaks)


def _minutes(clock: str) -> int:
    hour, _, minute = clock.partition(":")
    return int(hour) * 60 + int(minute)
