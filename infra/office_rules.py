"""What a schema cannot say of an office: letters, counters, floors, stations, hours and slots must fit each other."""

from collections.abc import Callable, Iterator
from datetime import date
from typing import Any
from zoneinfo import available_timezones

from infra.marked import Field

Office = dict[str, Any]
Wrong = Iterator[tuple[Field, str]]

# Called aloud, these are taken for each other: be, ce, de, ge, pe, te; em, en (facts on Indonesian letters).
SOUND_ALIKE = ("BCDEGPTVW", "MN")


def wrong_in(office: Office) -> Wrong:
    """Each field at fault, with a sentence on what is wrong; the office fits its schema already."""
    for rule in RULES:
        yield from rule(office)


def one_id_each(office: Office) -> Wrong:
    for things in ("services", "counters", "floors"):
        seen: dict[str, int] = {}
        for i, thing in enumerate(office.get(things, [])):
            if thing["id"] in seen:
                yield (
                    (things, i, "id"),
                    f"the id {thing['id']} is already that of {things}[{seen[thing['id']]}]",
                )
            seen.setdefault(thing["id"], i)


def one_letter_each(office: Office) -> Wrong:
    seen: dict[str, str] = {}
    for i, service in enumerate(office["services"]):
        letter = service["letter"]
        if letter in seen:
            yield ("services", i, "letter"), f"the letter {letter} is already that of service {seen[letter]}"
        for other in seen:
            if other != letter and any(letter in sound and other in sound for sound in SOUND_ALIKE):
                yield (
                    ("services", i, "letter"),
                    f"the letter {letter} sounds like {other} of service {seen[other]}",
                )
        seen.setdefault(letter, service["id"])


def counters_serve_what_there_is(office: Office) -> Wrong:
    known = {service["id"] for service in office["services"]}
    served = {service for counter in office["counters"] for service in counter["services"]}
    for i, counter in enumerate(office["counters"]):
        for j, service in enumerate(counter["services"]):
            if service not in known:
                yield ("counters", i, "services", j), f"this office has no service {service}"
    for i, service in enumerate(office["services"]):
        if service["id"] not in served:
            yield ("services", i), f"no counter serves {service['id']}, so its visitors would wait for ever"


def counters_stand_on_floors(office: Office) -> Wrong:
    floors = {floor["id"] for floor in office.get("floors", [])}
    used = {counter.get("floor") for counter in office["counters"]}
    counters = {counter["id"] for counter in office["counters"]}
    for i, counter in enumerate(office["counters"]):
        if floors and "floor" not in counter:
            yield ("counters", i), f"on which of the floors is counter {counter['id']}?"
        elif "floor" in counter and counter["floor"] not in floors:
            yield ("counters", i, "floor"), f"this office has no floor {counter['floor']}"
    for i, floor in enumerate(office.get("floors", [])):
        if floor["id"] in counters:
            yield ("floors", i, "id"), f"the id {floor['id']} is already that of a counter"
        elif floor["id"] not in used:
            yield ("floors", i), f"no counter is on {floor['id']}, so who is sent there would wait for ever"


def visits_come_to_an_end(office: Office) -> Wrong:
    after = {service["id"]: service.get("next") for service in office["services"]}
    for i, service in enumerate(office["services"]):
        at: Field = ("services", i, "next")
        if "next" in service and service["next"] not in after:
            yield at, f"this office has no service {service['next']}"
        elif service["id"] in (stations := _stations(after, service["id"])):
            yield at, f"the visit never ends: {' → '.join((service['id'], *stations))}"


def _stations(after: dict[str, str | None], first: str) -> list[str]:
    """The stations after the first, until none follows or one comes again."""
    found: list[str] = []
    station = after[first]
    while station and station not in found:
        found.append(station)
        station = after.get(station)
    return found


def hours_hold(office: Office) -> Wrong:
    for weekday, day in office["hours"].items():
        if day["open"] >= day["close"]:
            yield ("hours", weekday, "close"), f"closes at {day['close']}, which is not after {day['open']}"
            continue
        last = day["open"]
        for i, span in enumerate(day.get("breaks", [])):
            at: Field = ("hours", weekday, "breaks", i)
            if span["from"] >= span["to"]:
                yield at, f"the break ends at {span['to']}, which is not after {span['from']}"
            elif span["from"] < day["open"] or span["to"] > day["close"]:
                yield (
                    at,
                    f"the break {span['from']}–{span['to']} is outside the hours {day['open']}–{day['close']}",
                )
            elif span["from"] < last:
                yield at, f"the break at {span['from']} begins before the one before it ends"
            last = span["to"]


def closed_days_are_days(office: Office) -> Wrong:
    for i, closed in enumerate(office.get("closed", [])):
        try:
            date.fromisoformat(closed["day"])
        except ValueError:
            yield ("closed", i, "day"), f"there is no day {closed['day']}"


def time_zone_is_known(office: Office) -> Wrong:
    if office["time_zone"] not in available_timezones():
        yield ("time_zone",), f"there is no time zone {office['time_zone']}; WIB is Asia/Jakarta"


def slots_are_for_bookings(office: Office) -> Wrong:
    booked = {service["id"] for service in office["services"] if "booking" in service["takes"]}
    for service in office["slot"]["capacity"]:
        if service not in booked:
            yield ("slot", "capacity", service), f"no service {service} takes bookings"
    for i, service in enumerate(office["services"]):
        if service["id"] in booked - office["slot"]["capacity"].keys():
            yield (
                ("services", i, "takes"),
                f"{service['id']} takes bookings, but slot.capacity has no places for it",
            )


RULES: tuple[Callable[[Office], Wrong], ...] = (
    one_id_each,
    one_letter_each,
    counters_serve_what_there_is,
    counters_stand_on_floors,
    visits_come_to_an_end,
    hours_hold,
    closed_days_are_days,
    time_zone_is_known,
    slots_are_for_bookings,
)
