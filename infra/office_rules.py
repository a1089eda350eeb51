"""What a schema cannot say of an office: letters, counters, floors and stations must fit each other."""

from collections.abc import Callable, Iterator
from typing import Any
from zoneinfo import available_timezones

from infra import booking_rules, opening_rules
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


def time_zone_is_known(office: Office) -> Wrong:
    if office["time_zone"] not in available_timezones():
        yield ("time_zone",), f"there is no time zone {office['time_zone']}; WIB is Asia/Jakarta"


RULES: tuple[Callable[[Office], Wrong], ...] = (
    one_id_each,
    one_letter_each,
    counters_serve_what_there_is,
    counters_stand_on_floors,
    visits_come_to_an_end,
    *opening_rules.RULES,
    time_zone_is_known,
    *booking_rules.RULES,
)
