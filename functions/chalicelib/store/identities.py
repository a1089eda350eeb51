"""One booking for one person and service: a conditional item of its own, under a keyed hash."""

from . import table as tables
from .bookings import Booking
from .table import ConditionFailed


def claim(region: str, identity: str, service: str, booking: str, expires: int) -> str:
    """Note that this person's booking for a service is this one; returns the booking that holds it."""
    item = {"pk": f"identity#{identity}", "sk": service, "booking": booking, "expires": expires}
    there = tables.visitors(region).put_new(item)
    return str(there["booking"]) if there else booking


def holder(region: str, identity: str, service: str) -> str | None:
    """The booking that is noted for this person and service; None when none is."""
    item = tables.visitors(region).get(f"identity#{identity}", service)
    return str(item["booking"]) if item else None


def take_over(region: str, identity: str, service: str, old: str, booking: str, expires: int) -> bool:
    """Put a booking in the place of one that counts no more; False when someone else was first."""
    try:
        tables.visitors(region).update(
            f"identity#{identity}", service, "SET #booking = :new, #expires = :expires", "#booking = :old",
            {"#booking": "booking", "#expires": "expires"}, {":new": booking, ":old": old, ":expires": expires},
        )  # fmt: skip
    except ConditionFailed:
        return False
    return True


def keep(region: str, identity: str, service: str, booking: str, expires: int) -> None:
    """Keep the note of a person's booking until then, if it is this one."""
    try:
        tables.visitors(region).update(
            f"identity#{identity}", service, "SET #expires = :expires", "#booking = :booking",
            {"#booking": "booking", "#expires": "expires"}, {":booking": booking, ":expires": expires},
            returned="NONE",
        )  # fmt: skip
    except ConditionFailed:
        return


def release(region: str, identity: str, service: str, booking: str) -> None:
    """Forget the person's booking, if it is this one."""
    try:
        tables.visitors(region).delete(
            f"identity#{identity}",
            service,
            "#booking = :booking",
            {"#booking": "booking"},
            {":booking": booking},
        )
    except ConditionFailed:
        return


def forget(region: str, booking: Booking) -> None:
    """Forget the booking for everybody for whom it is noted."""
    for identity in booking.persons:
        release(region, identity, f"{booking.office}#{booking.service}", booking.id)
