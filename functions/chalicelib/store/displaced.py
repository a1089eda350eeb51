"""Bookings whose slot a closure takes, and takes back."""

from typing import Any

from . import bookings
from .bookings import Booking


def displace(region: str, booking: str, slots: tuple[str, ...], **waits: Any) -> Booking | None:
    """Let a booking of these slots wait for others: `closure`, `rank`, `wanted` and `expires` as given.

    One that has its slot no more, or is being moved, comes back as it is; None when it is gone.
    """
    return bookings.move(
        region, booking, ("pending", "booked"), {"slot": slots[0], "to": None}, state="waiting", slot="",
        run=(), start=0, was=slots, **waits,
    )  # fmt: skip


def adopt(region: str, booking: str, closure: str, other: str) -> Booking | None:
    """Let another closure be why a booking is displaced, where this one was taken back."""
    return bookings.move(region, booking, ("waiting", "offered"), {"closure": closure}, closure=other)


def restore(region: str, booking: Booking, start: int) -> Booking | None:
    """Give a displaced booking the slot back that it had, which begins at `start`; one that has another comes back as it is."""
    return bookings.move(
        region, booking.id, ("waiting", "offered"), {"closure": booking.closure, "to": None}, state="booked",
        slot=booking.was[0], run=booking.was[1:], start=start, expires=start + bookings.KEPT, closure="",
        was=(), offer="", offer_run=(), until=0,
    )  # fmt: skip


def withdraw(region: str, booking: Booking) -> Booking | None:
    """Let one who waits for a place wait on, whose offer is of a slot that is closed; again is the same."""
    where = {"offer": booking.offer, "until": booking.until}
    return bookings.move(region, booking.id, ("offered",), where, state="waiting")
