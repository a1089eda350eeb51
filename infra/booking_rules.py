"""What a schema cannot say of an office's booking: places, runs of slots, quotas, the draw and check-in must fit it."""

from collections.abc import Iterator
from typing import Any

from infra.marked import Field

Office = dict[str, Any]
Wrong = Iterator[tuple[Field, str]]

DAY = 24 * 60


def slots_are_for_bookings(office: Office) -> Wrong:
    booked = _booked(office)
    for service in office["slot"]["capacity"]:
        if service not in booked:
            yield ("slot", "capacity", service), f"no service {service} takes bookings"
    for i, service in enumerate(office["services"]):
        if service["id"] in booked - office["slot"]["capacity"].keys():
            yield (
                ("services", i, "takes"),
                f"{service['id']} takes bookings, but slot.capacity has no places for it",
            )
        elif "slots" in service and service["id"] not in booked:
            yield ("services", i, "slots"), f"{service['id']} takes no bookings, so it has no slots"


def places_go_by_the_clock(office: Office) -> Wrong:
    for service, places in office["slot"]["capacity"].items():
        last = ""
        for i, span in enumerate(places if isinstance(places, list) else []):
            if span["from"] <= last:
                yield (
                    ("slot", "capacity", service, i, "from"),
                    f"{span['from']} is not after {last}, from which the places before it hold",
                )
            last = span["from"]


def runs_fit_the_hours(office: Office) -> Wrong:
    """A booking of each service finds room on some weekday; the hours hold and the places are in order already."""
    span = office["slot"]["minutes"]
    for i, service in enumerate(office["services"]):
        places, slots = office["slot"]["capacity"].get(service["id"]), service.get("slots", 1)
        if service["id"] not in _booked(office) or places is None:
            continue
        if not any(_has_room(day, places, span, slots) for day in office["hours"].values()):
            at: Field = ("services", i, "slots") if slots > 1 else ("slot", "capacity", service["id"])
            yield at, f"no weekday has room for {slots} × {span} minutes in a row that have places"


def _has_room(day: dict[str, Any], places: Any, span: int, slots: int) -> bool:
    begins = range(_minutes(day["open"]), _minutes(day["close"]) - slots * span + 1, span)
    breaks = [(_minutes(one["from"]), _minutes(one["to"])) for one in day.get("breaks", [])]
    return any(
        all(begin + slots * span <= a or begin >= b for a, b in breaks)
        and all(_places(places, begin + n * span) for n in range(slots))
        for begin in begins
    )


def quotas_leave_something_to_keep(office: Office) -> Wrong:
    quota = office["slot"].get("quota", {})
    total = sum(share["percent"] for share in quota.values())
    if total > 100:
        yield ("slot", "quota"), f"the quotas are {total} percent together, which is more than there is"
    for name, share in quota.items():
        if share["release_minutes"] >= office["slot"]["days"] * DAY:
            yield (
                ("slot", "quota", name, "release_minutes"),
                f"so early no slot can be booked ({office['slot']['days']} days ahead), so nothing would be kept",
            )


def draws_are_by_identity(office: Office) -> Wrong:
    services = {service["id"]: service for service in office["services"]}
    for i, drawn in enumerate(office["slot"].get("draw", {}).get("services", [])):
        at: Field = ("slot", "draw", "services", i)
        if drawn not in _booked(office):
            yield at, f"no service {drawn} takes bookings, so there is nothing to draw"
        elif services[drawn].get("nik") != "required":
            yield at, f"a draw is one entry an identity: {drawn} needs `nik: required`"


def grace_ends_before_the_place_is_released(office: Office) -> Wrong:
    late, grace = office.get("check_in", {}).get("late_minutes", 60), office["classes"]["grace_minutes"]
    if late < grace:
        yield (
            ("check_in", "late_minutes"),
            f"the place would be released after {late} minutes, within the grace of {grace}",
        )


def one_kind_each(office: Office) -> Wrong:
    seen: dict[str, str] = {}
    for i, service in enumerate(office["services"]):
        kind = service.get("kind", service["id"])
        if kind in seen:
            yield ("services", i, "kind"), f"the kind {kind} is already that of service {seen[kind]}"
        seen.setdefault(kind, service["id"])


def _booked(office: Office) -> set[str]:
    return {service["id"] for service in office["services"] if "booking" in service["takes"]}


def _places(places: Any, minute: int) -> int:
    if isinstance(places, int):
        return places
    return next((one["places"] for one in reversed(places) if _minutes(one["from"]) <= minute), 0)


def _minutes(clock: str) -> int:
    hour, _, minute = clock.partition(":")
    return int(hour) * 60 + int(minute)


RULES = (
    slots_are_for_bookings,
    places_go_by_the_clock,
    runs_fit_the_hours,
    quotas_leave_something_to_keep,
    draws_are_by_identity,
    grace_ends_before_the_place_is_released,
    one_kind_each,
)
