"""Bookings with what is personal in them, in the visitors' table of the office's home region."""

import secrets
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, fields
from types import MappingProxyType
from typing import Any

from chalicelib.codes import id_of, read_code
from chalicelib.queueing.places import WEB
from chalicelib.settings import settings

from . import table as tables
from .plain import Item
from .table import Check, ConditionFailed

KEPT = 30 * 86_400
"""How long after its slot a booking is kept, in seconds."""

PERSONAL = ("name", "phone", "nik_last4", "members")
"""What of a booking is about its visitors."""

HASHES = ("identity", "others")
"""The keyed hashes of those who have an active booking."""

WAITING = ("waiting", "entered")
"""The states in which a booking that is on the waitlist may be offered a place; who is on it from a draw has entered."""

UNCONFIRMED = 3 * 86_400
"""How long one is kept that never got its place; the stream confirms the others within seconds."""


@dataclass(frozen=True)
class Person:
    """Somebody who comes along, as far as they were named; of a NIK there are the last digits."""

    name: str = ""
    nik_last4: str = ""


@dataclass(frozen=True)
class Booking:
    """A visitor's claim on a slot; `start`, `made` and `expires` in epoch seconds.

    It is written as `pending` before the slot is claimed, and confirmed by the stream: pending → booked →
    checked_in | cancelled | expired. One that is `entered` in the draw of a day (`draw`, `entry` its leaf) has no slot
    until it is drawn, and `start` is that day's midnight. `body` is the hash of what was asked, `identity` the keyed hash of who asked,
    `others` those of who comes along.
    `run` are the slots that it takes behind its first, `quota` whose places, `to` and `to_run` the slot that it is
    being moved to, `move` the mark of that move, `moved` how often it was, `had` the slots in which it stood before, for
    whoever died before they gave them back. `erased` says that its visitor had their data deleted; the hashes go too
    once the booking has ended.

    One of the waitlist is waiting → offered → booked | expired | cancelled: it has no slot; `wanted` are the first and the
    last day that suit, `rank` is its place in the list, `offer` and `offer_run` are the slots that are offered until
    `until`.

    `closure` is that by which the office took its slot: it then waits like that, before all others, while it keeps its
    places in `was` until it has others.
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
    made: int = 0
    run: tuple[str, ...] = ()
    quota: str = WEB
    other: bool = False
    members: tuple[Person, ...] = ()
    others: tuple[str, ...] = ()
    to: str = ""
    to_run: tuple[str, ...] = ()
    move: str = ""
    moved: int = 0
    had: tuple[str, ...] = ()
    draw: str = ""
    entry: str = ""
    wanted: tuple[str, ...] = ()
    rank: str = ""
    offer: str = ""
    offer_run: tuple[str, ...] = ()
    until: int = 0
    closure: str = ""
    was: tuple[str, ...] = ()

    @property
    def displaced(self) -> bool:
        """Whether a closure has taken its slot and it has no other one yet."""
        return bool(self.closure) and self.state in ("waiting", "offered")

    @property
    def slots(self) -> tuple[str, ...]:
        """All slots that it takes; none while it has none."""
        return (self.slot, *self.run) if self.slot else ()

    @property
    def offered(self) -> tuple[str, ...]:
        """All slots that it was offered last."""
        return (self.offer, *self.offer_run) if self.offer else ()

    @property
    def persons(self) -> tuple[str, ...]:
        """The keyed hashes of all whose NIK is known."""
        return tuple(filter(None, (self.identity, *self.others)))


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


def read_all(region: str, ids: Iterable[str]) -> list[Booking]:
    """The bookings of these ids that are there, in no order."""
    keys = [(f"booking#{booking}", "booking") for booking in ids]
    return [_booking(item) for item in tables.visitors(region).batch_get(keys, consistent=True)]


def move(
    region: str,
    booking: str,
    states: tuple[str, ...],
    where: Mapping[str, Any] = MappingProxyType({}),
    **changes: Any,
) -> Booking | None:
    """Change a booking that is in one of these states; in another it comes back as it is, None when it is gone.

    So it does where another of its fields is not as in `where`; None there means that it is not set.
    """
    values = {f":s{i}": state for i, state in enumerate(states)}
    sets = ", ".join(f"#{name} = :{name}" for name in changes)
    same = [
        f"attribute_not_exists(#{name})" if value is None else f"#{name} = :w_{name}"
        for name, value in where.items()
    ]
    try:
        item = tables.visitors(region).update(
            f"booking#{booking}", "booking", f"SET {sets}",
            " AND ".join((f"#state IN ({', '.join(values)})", *same)),
            {"#state": "state", **{f"#{name}": name for name in (*changes, *where)}},
            {**values, **{f":{name}": value for name, value in changes.items()},
             **{f":w_{name}": value for name, value in where.items() if value is not None}},
        )  # fmt: skip
    except ConditionFailed as failed:
        return _booking(failed.item) if failed.item else None
    return _booking(item)


def erase(region: str, booking: str) -> Booking | None:
    """Delete what is personal in the booking, for good; None when it is gone."""
    return _removed(region, booking, *PERSONAL)


def forget_persons(region: str, booking: str) -> None:
    """Delete the hashes of those who held a booking that has ended."""
    _removed(region, booking, *HASHES)


def confirm(region: str, booking: str, slot: str) -> Booking | None:
    """Note that the booking has its place in this slot, and keep it; in another state or slot it comes back as it is."""
    try:
        item = tables.visitors(region).update(
            f"booking#{booking}", "booking", "SET #state = :booked, #expires = #start + :kept",
            "#state IN (:pending, :booked) AND (#slot = :slot OR contains(#run, :slot))",
            {"#state": "state", "#expires": "expires", "#start": "start", "#slot": "slot", "#run": "run"},
            {":booked": "booked", ":pending": "pending", ":kept": KEPT, ":slot": slot},
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


def leaves(region: str, booking: Booking, slot: str) -> list[Check]:
    """What must hold of a booking when its places in a slot are given back: that it neither stands there nor goes there.

    A cancelled one never comes back, so there is nothing to hold.
    """
    if booking.state == "cancelled":
        return []
    names = ("state", "slot", "run", "to", "to_run", "offer", "offer_run")
    return [
        Check(
            tables.visitors(region).name, f"booking#{booking.id}", "booking",
            "#state = :cancelled OR NOT (#slot = :slot OR contains(#run, :slot)"
            " OR (NOT #state IN (:come, :expired) AND (#to = :slot OR contains(#to_run, :slot)))"
            " OR (#state = :offered AND (#offer = :slot OR contains(#offer_run, :slot))))",
            {f"#{name}": name for name in names},
            {":slot": slot, ":cancelled": "cancelled", ":come": "checked_in", ":expired": "expired", ":offered": "offered"},
        )
    ]  # fmt: skip


def begin_move(
    region: str, booking: str, to: str, run: tuple[str, ...], most: int, displaced: bool = False
) -> Booking | None:
    """Note where a booking is about to be moved, before the place there is claimed; as it is, None when it is gone.

    One that is being moved elsewhere, or is not booked (not `displaced`, where it was that), comes back as it is; so does
    one that was moved `most` times, or that stands there already. Who asks for the same while it goes there shares its mark.
    """
    states, names = _movable(displaced), {"#state": "state", "#to": "to", "#run": "to_run", "#move": "move"}
    try:
        item = tables.visitors(region).update(
            f"booking#{booking}", "booking", "SET #to = :to, #run = :run, #move = if_not_exists(#move, :move)",
            f"#state IN ({', '.join(states)}) AND (attribute_not_exists(#to) OR #to = :to)"
            " AND (attribute_not_exists(#moved) OR #moved < :most) AND #slot <> :to",
            {**names, "#moved": "moved", "#slot": "slot"},
            {**states, ":to": to, ":run": run, ":most": most, ":move": secrets.token_hex(8)},
        )  # fmt: skip
    except ConditionFailed as failed:
        return _booking(failed.item) if failed.item else None
    return _booking(item)


def end_move(region: str, booking: Booking, start: int | None) -> bool:
    """Let the booking stand where it was being moved to, at `start`; or, with None, where it was. False when it is not so.

    Only the same move is ended, not a later one to the same slot: as long as one goes there, nobody gives its place there
    back. Who was displaced is not moved but replaced: it does not count.
    """
    table, pk = tables.visitors(region), f"booking#{booking.id}"
    names, same = (
        {"#to": "to", "#to_run": "to_run", "#move": "move"},
        {":to": booking.to, ":move": booking.move},
    )
    if start is None:
        try:
            table.update(
                pk,
                "booking",
                "REMOVE #to, #to_run, #move",
                "#to = :to AND #move = :move",
                names,
                same,
                "NONE",
            )
        except ConditionFailed:
            return False
        return True
    states, moved = _movable(booking.displaced), booking.moved + (not booking.displaced)
    changes = {
        "slot": booking.to, "run": booking.to_run, "start": start, "expires": start + KEPT, "moved": moved,
        "state": "booked", "closure": "", "was": (), "offer": "", "offer_run": (), "until": 0,
        "had": stood(booking, (booking.to, *booking.to_run)),
    }  # fmt: skip
    try:
        table.update(
            pk, "booking", f"SET {', '.join(f'#{name} = :{name}' for name in changes)} REMOVE #to, #to_run, #move",
            f"#to = :to AND #move = :move AND #slot = :before AND #state IN ({', '.join(states)})",
            {**names, **{f"#{name}": name for name in changes}},
            {**states, **same, ":before": booking.slot,
             **{f":{name}": value for name, value in changes.items()}}, "NONE",
        )  # fmt: skip
    except ConditionFailed:
        return False
    return True


def stood(booking: Booking, now: tuple[str, ...]) -> tuple[str, ...]:
    """The slots in which a booking stood before, once it stands in those of `now`."""
    before = dict.fromkeys((*booking.had, *booking.slots, *booking.was))
    return tuple(slot for slot in before if slot not in now)


def _movable(displaced: bool) -> dict[str, str]:
    """The states in which a booking is moved, as an expression's values."""
    states = ("waiting", "offered") if displaced else ("booked",)
    return {f":from{n}": state for n, state in enumerate(states)}


def wait(region: str, booking: Booking, states: tuple[str, ...]) -> Booking | None:
    """Let a booking that is in one of these states wait for a place, with the `rank`, `wanted` and `expires` given.

    Again is the same; in another state it comes back as it is, None when it is gone.
    """
    return move(
        region, booking.id, (*states, "waiting"), state="waiting", slot="", run=(), start=0, rank=booking.rank,
        wanted=booking.wanted, expires=booking.expires,
    )  # fmt: skip


def offer(region: str, booking: str, run: tuple[str, ...], until: int) -> Booking | None:
    """Note that who waits is offered these slots until then; in another state it comes back as it is, None when gone."""
    return move(region, booking, WAITING, state="offered", offer=run[0], offer_run=run[1:], until=until)


def accept(region: str, booking: Booking, start: int) -> Booking | None:
    """Let the booking have what it is offered, which begins at `start`; if it is offered no more it comes back as it is.

    What is offered are places of the web, whosever it had before a closure.
    """
    return _answered(
        region, booking, state="booked", slot=booking.offer, run=booking.offer_run, start=start,
        expires=start + KEPT, quota=WEB, closure="", was=(), had=stood(booking, booking.offered),
    )  # fmt: skip


def lapse(region: str, booking: Booking) -> Booking | None:
    """Note that what the booking is offered was not accepted in time; if it is not offered it comes back as it is.

    Who was displaced waits on.
    """
    return _answered(region, booking, state="waiting" if booking.closure else "expired")


def _answered(region: str, booking: Booking, **changes: Any) -> Booking | None:
    where = {"offer": booking.offer, "until": booking.until}
    return move(region, booking.id, ("offered",), where, **changes)


LISTS = ("run", "to_run", "others", "wanted", "offer_run", "was", "had")
"""The fields that the table gives back as lists."""

_DEFAULTS = {f.name: f.default for f in fields(Booking)}


def _item(booking: Booking) -> Item:
    kept = {name: value for name, value in asdict(booking).items() if value != _DEFAULTS[name]}
    return {"pk": f"booking#{booking.id}", "sk": "booking", **kept, "state": booking.state}


def _booking(item: Item) -> Booking:
    own = {name: value for name, value in item.items() if name in _DEFAULTS}
    own |= {name: tuple(own[name]) for name in LISTS if name in own}
    members = tuple(Person(**member) for member in item.get("members", ()))
    return Booking(**{**own, "members": members})
