"""How many bookings a phone has that were made on one day: one item under a keyed hash of the phone."""

from . import table as tables
from .table import ConditionFailed


def claim(region: str, contact: str, day: str, booking: str, most: int, expires: int) -> bool:
    """Count a booking for a contact and day, once however often it is asked; False when `most` others are counted."""
    try:
        tables.visitors(region).update(
            f"contact#{contact}", day, "SET expires = :expires ADD bookings :own",
            "attribute_not_exists(bookings) OR size(bookings) < :most OR contains(bookings, :booking)", None,
            {":expires": expires, ":own": {booking}, ":most": most, ":booking": booking}, returned="NONE",
        )  # fmt: skip
    except ConditionFailed:
        return False
    return True


def release(region: str, contact: str, day: str, booking: str) -> None:
    """Count the booking no more; again changes nothing."""
    try:
        tables.visitors(region).update(
            f"contact#{contact}", day, "DELETE bookings :own", "contains(bookings, :booking)", None,
            {":own": {booking}, ":booking": booking}, returned="NONE",
        )  # fmt: skip
    except ConditionFailed:
        return
