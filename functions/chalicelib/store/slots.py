"""Slots: one item each, made at its first booking; a place is claimed and given back by one conditional write."""

from dataclasses import dataclass

from chalicelib.errors import Busy, SlotFull

from . import table as tables
from .plain import Item
from .table import ConditionFailed

KEPT = 7 * 86_400
"""How long after its start a slot is kept, in seconds."""

TRIES = 4


@dataclass(frozen=True)
class SlotKey:
    """Which slot: `slot` is its office-local start, YYYY-MM-DDTHH:MM; `start` the same in epoch seconds."""

    office: str
    service: str
    slot: str
    start: int
    capacity: int

    @property
    def pk(self) -> str:
        """The slot's partition key."""
        return f"slot#{self.office}#{self.service}#{self.slot}"


def left(region: str, keys: list[SlotKey]) -> dict[str, int]:
    """How many places each slot has left, by its id; a slot that nobody booked yet has all."""
    found = {
        item["pk"]: item["left"]
        for item in tables.lines(region).batch_get([(key.pk, "slot") for key in keys])
    }
    return {key.slot: max(0, found.get(key.pk, key.capacity)) for key in keys}


def claim(region: str, key: SlotKey, booking: str) -> None:
    """Give the booking a place, once however often it is asked; raises `SlotFull`.

    The condition holds for the item as it is, so the last place goes to one, whoever asks at the same moment.
    """
    table = tables.lines(region)
    for _ in range(TRIES):
        try:
            table.update(
                key.pk, "slot", "SET #left = #left - :one, #last = :last ADD #who :who",
                "#left > :none AND NOT contains(#who, :booking)",
                {"#left": "left", "#last": "last", "#who": "who"},
                {":one": 1, ":none": 0, ":who": {booking}, ":booking": booking, ":last": _last("book", booking)},
            )  # fmt: skip
            return
        except ConditionFailed as failed:
            there = failed.item or table.put_new(_first(key, booking))
            if there is None or booking in there.get("who", ()):
                return
            if there["left"] <= 0:
                raise SlotFull(field="slot") from failed
    raise Busy(key.pk)


def release(region: str, office: str, service: str, slot: str, booking: str) -> bool:
    """Give the booking's place back, once; False when it had none."""
    try:
        tables.lines(region).update(
            f"slot#{office}#{service}#{slot}", "slot", "SET #left = #left + :one, #last = :last DELETE #who :who",
            "contains(#who, :booking)", {"#left": "left", "#last": "last", "#who": "who"},
            {":one": 1, ":who": {booking}, ":booking": booking, ":last": _last("cancel", booking)},
        )  # fmt: skip
    except ConditionFailed:
        return False
    return True


def has(region: str, office: str, service: str, slot: str, booking: str) -> bool:
    """Whether the booking has a place in the slot."""
    item = tables.lines(region).get(f"slot#{office}#{service}#{slot}", "slot")
    return item is not None and booking in item.get("who", ())


def booked_in(region: str, office: str, service: str, slots: list[str]) -> set[str]:
    """The ids of the bookings that have a place in these slots."""
    found = tables.lines(region).batch_get([(f"slot#{office}#{service}#{slot}", "slot") for slot in slots])
    return {booking for item in found for booking in item.get("who", ())}


def _first(key: SlotKey, booking: str) -> Item:
    return {
        "pk": key.pk, "sk": "slot", "left": key.capacity - 1, "who": {booking}, "last": _last("book", booking),
        "expires": key.start + KEPT,
    }  # fmt: skip


def _last(op: str, booking: str) -> Item:
    return {"op": op, "booking": booking}
