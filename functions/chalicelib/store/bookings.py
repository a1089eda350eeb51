"""Bookings with what is personal in them, in the visitors' table of the office's home region."""

from dataclasses import asdict, dataclass, fields
from typing import Any

from chalicelib.codes import id_of, read_code
from chalicelib.settings import settings

from . import table as tables
from .plain import Item
from .table import ConditionFailed

KEPT = 30 * 86_400
"""How long after its slot a booking is kept, in seconds."""

PERSONAL = ("name", "phone", "nik_last4", "members")
"""What of a booking is about its visitors; and `identity`, a keyed hash, which an active booking is held by."""

UNCONFIRMED = 3 * 86_400
"""How long one is kept that never got its place; the stream confirms the others within seconds."""


@dataclass(frozen=True)
class Booking:
    """A visitor's claim on a slot; `start` and `expires` in epoch seconds.

    It is written as `pending` before the slot is claimed, and confirmed by the stream: pending → booked →
    checked_in | cancelled. `body` is the hash of what was asked, `identity` the keyed hash of who asked. `erased` says
    that its visitor had their data deleted; the hash goes too once the booking has ended.
    """

    id: str
    code: str
    office: str
    service: str
    slot: str
    start: int
    body: str
    expires: int
    state: str = "pending"
    name: str = ""
    phone: str = ""
    nik_last4: str = ""
    identity: str = ""
    party: int = 1
    language: str = "id"
    ticket: str = ""
    erased: bool = False


def put_pending(region: str, booking: Booking) -> Booking:
    """Write the booking before its slot is claimed; the one that was there already, when the request comes again."""
    there = tables.visitors(region).put_new(_item(booking))
    return _booking(there) if there else booking


def read(region: str, booking: str) -> Booking | None:
    """The booking of that id."""
    item = tables.visitors(region).get(f"booking#{booking}", "booking")
    return _booking(item) if item else None


def by_code(written: str) -> tuple[str, Booking] | None:
    """The home region and the booking that a code opens; the code is read as people write it."""
    code = read_code(written)
    for region in settings().regions if code else ():
        found = read(region, id_of(code or ""))
        if found:
            return region, found
    return None


def move(region: str, booking: str, states: tuple[str, ...], **changes: Any) -> Booking | None:
    """Change a booking that is in one of these states; in another it comes back as it is, None when it is gone."""
    values = {f":s{i}": state for i, state in enumerate(states)}
    sets = ", ".join(f"#{name} = :{name}" for name in changes)
    try:
        item = tables.visitors(region).update(
            f"booking#{booking}", "booking", f"SET {sets}", f"#state IN ({', '.join(values)})",
            {"#state": "state", **{f"#{name}": name for name in changes}},
            {**values, **{f":{name}": value for name, value in changes.items()}},
        )  # fmt: skip
    except ConditionFailed as failed:
        return _booking(failed.item) if failed.item else None
    return _booking(item)


def erase(region: str, booking: str) -> Booking | None:
    """Delete what is personal in the booking, for good; None when it is gone."""
    return _removed(region, booking, *PERSONAL)


def forget_identity(region: str, booking: str) -> None:
    """Delete the hash of who holds a booking that has ended."""
    _removed(region, booking, "identity")


def confirm(region: str, booking: str) -> Booking | None:
    """Note that the booking has its place, and keep it; in another state it comes back as it is."""
    try:
        item = tables.visitors(region).update(
            f"booking#{booking}", "booking", "SET #state = :booked, #expires = #start + :kept",
            "#state IN (:pending, :booked)",
            {"#state": "state", "#expires": "expires", "#start": "start"},
            {":booked": "booked", ":pending": "pending", ":kept": KEPT},
        )  # fmt: skip
    except ConditionFailed as failed:
        return _booking(failed.item) if failed.item else None
    return _booking(item)


def _removed(region: str, booking: str, *names: str) -> Booking | None:
    marks = {f"#{name}": name for name in (*names, "erased")}
    removed = ", ".join(f"#{name}" for name in names)
    try:
        item = tables.visitors(region).update(
            f"booking#{booking}", "booking", f"SET #erased = :yes REMOVE {removed}", "attribute_exists(pk)",
            marks, {":yes": True},
        )  # fmt: skip
    except ConditionFailed:
        return None
    return _booking(item)


_DEFAULTS = {f.name: f.default for f in fields(Booking)}


def _item(booking: Booking) -> Item:
    kept = {name: value for name, value in asdict(booking).items() if value != ""}
    return {"pk": f"booking#{booking.id}", "sk": "booking", **kept}


def _booking(item: Item) -> Booking:
    return Booking(**{name: value for name, value in item.items() if name in _DEFAULTS})
