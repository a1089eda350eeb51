"""What the counters' requests say, read field by field."""

import re
from typing import Any

from chalicelib.errors import UnknownCounter, UnknownService
from chalicelib.fields import Body, day, one_of, only, text, whole, wrong
from chalicelib.queueing.commands import REASONS
from chalicelib.queueing.office import Office

from .set_counter import Wanted

STATES = ("open", "paused", "closed")
CORRECTIONS = ("served", "no_show", "void")
PLACES = ("service", "counter", "floor")
PRESS, PRESS_MAX = re.compile(r"[A-Za-z0-9._:-]{1,80}"), 2**53 - 1
NUMBER = re.compile(r"([A-HJ-NP-Z]|K[1-9][0-9]?-)[0-9]{3,4}")
SCANNED = re.compile(r"[!-~ ]{1,400}")
"""A number of the day, a visitor's code as people write it, or the address in a slip's QR code, which ends in it."""


def press(body: Body) -> str:
    """The name of the push of a button that a call stands for; empty where it stands for none."""
    if "press" not in body:
        return ""
    if isinstance(body["press"], str):
        # What a button's push is called says what to do; it is no name of one push, so only the key knows this one.
        return "" if body["press"] == "single" else text(body, "press", PRESS)
    return str(whole(body, "press", 0, PRESS_MAX))


def chosen(body: Body) -> tuple[str, str]:
    """The ticket that is to be called, a number or what holds its visitor's code, and the reason, if one is given."""
    only(body, "ticket", "reason")
    said = text(body, "ticket", SCANNED).rpartition("/")[2].strip()
    return said, one_of(body, "reason", REASONS)


def number(body: Body) -> str:
    """The number that a request is about."""
    only(body, "number")
    return text(body, "number", NUMBER)


def last(body: Body) -> bool:
    """Whether the visit ends here, though there is a next station."""
    only(body, "last")
    return yes(body, "last", False)


def where(body: Body, office: Office, counter: str) -> tuple[dict[str, str], bool]:
    """Where a ticket is sent, to a service, a counter or a floor, and whether it keeps its turn."""
    only(body, *PLACES, "keep_turn")
    said = {name: text(body, name, SCANNED) for name in PLACES if name in body}
    if len(said) != 1:
        raise wrong(
            "service",
            "Sebutkan layanan, loket atau lantai, salah satu.",
            "Name a service, a counter or a floor, one of them.",
        )
    if "service" in said and said["service"] not in [one.id for one in office.services]:
        raise UnknownService(field="service")
    if "counter" in said and said["counter"] not in [one.id for one in office.counters]:
        raise UnknownCounter(field="counter")
    if said.get("counter") == counter:
        raise wrong("counter", "Pilih loket yang lain.", "Choose another counter.")
    return said, yes(body, "keep_turn", office.moves.transfer_keeps_turn)


def wanted(body: Body, office: Office) -> Wanted:
    """What a counter is to be."""
    only(body, "state", "services", "hand_over")
    if "state" not in body:
        raise wrong("state", "Isian ini wajib diisi.", "This field is required.")
    state = one_of(body, "state", STATES)
    to = text(body, "hand_over", SCANNED) if "hand_over" in body else ""
    if to and state != "closed":
        raise wrong("hand_over", "Hanya saat loket ditutup.", "Only when the counter closes.")
    if to not in ("", "line", *(one.id for one in office.counters)):
        raise UnknownCounter(field="hand_over")
    return Wanted(state, _services(body, office), to)


def correction(body: Body) -> tuple[str, str, str]:
    """The day, the number and the state that is set right."""
    only(body, "date", "number", "state")
    if "state" not in body:
        raise wrong("state", "Isian ini wajib diisi.", "This field is required.")
    return day(body, "date"), text(body, "number", NUMBER), one_of(body, "state", CORRECTIONS)


def yes(body: Body, name: str, default: bool) -> bool:
    """A true or false; the default when the field is left out."""
    value: Any = body.get(name, default)
    if not isinstance(value, bool):
        raise wrong(name, "Isi dengan true atau false.", "Give true or false.")
    return value


def _services(body: Body, office: Office) -> tuple[str, ...]:
    """The services named, in the office's order; all of them must be the office's."""
    if "services" not in body:
        return ()
    named, known = body["services"], [service.id for service in office.services]
    if not isinstance(named, list) or not named or any(one not in known for one in named):
        raise wrong("services", "Sebutkan layanan kantor ini.", "Name services of this office.")
    return tuple(one for one in known if one in named)
