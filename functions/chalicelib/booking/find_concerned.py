"""Whom a closure concerns: those who have a place in its slots, and those who wait in today's line for what is closed."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, timedelta

from chalicelib.queueing.hours import local
from chalicelib.queueing.line import letter_of
from chalicelib.queueing.office import Office, Service
from chalicelib.queueing.opening import Closure
from chalicelib.queueing.slots import slots_on
from chalicelib.store import bookings, concerned, displaced, lines, offers, slots
from chalicelib.store.bookings import Booking
from chalicelib.store.concerned import Concerned
from chalicelib.store.running import running
from chalicelib.store.slots import pk_of

from .ahead import put_on_list
from .reschedule import settle_move
from .returns import offer_to

AHEAD = 2
"""Days behind the newest bookable one that are looked through: who was displaced may be offered a day that is not open yet."""


def find_concerned(
    office: Office, closure: Closure, known: list[Concerned], now: datetime
) -> list[Concerned]:
    """Those whom it concerns who are not known yet, in the order of their seniority, then the numbers that wait.

    What the waitlist offered in its slots is taken back on the way.
    """
    seen, found = {one.key for one in known}, list[Concerned]()
    for service, day in _closed(office, closure, now):
        there = [slot.id for slot in slots_on(_usual(office), service, day)]
        who, offered = slots.found_in(office.home, office.id, service.id, there)
        for booking in bookings.read_all(office.home, sorted(offered)):
            _withdraw_offer(office, booking, day, now)
        for booking in bookings.read_all(office.home, sorted(who - seen)):
            settled = _settled(office, booking, day, now)
            if settled and _is_concerned(office, closure, settled, day):
                found.append(_concerned(settled))
    return sorted(found, key=lambda one: one.sk) + _numbers(office, closure, seen, now)


def _closed(office: Office, closure: Closure, now: datetime) -> Iterator[tuple[Service, date]]:
    """The services that can be booked and the days that are closed, as far as anybody can have a slot."""
    furthest = local(office, now).date() + timedelta(days=office.slot_days + AHEAD)
    last = min(date.fromisoformat(closure.last), furthest)
    for service in office.services:
        day = date.fromisoformat(closure.first)
        while closure.service in ("", service.id) and "booking" in service.takes and day <= last:
            yield service, day
            day += timedelta(days=1)


def _usual(office: Office) -> Office:
    """The office as if nothing were closed: its slots are those that were booked."""
    return replace(office, closures=())


def _settled(office: Office, booking: Booking, day: date, now: datetime) -> Booking | None:
    """The booking, once a move of it to this day that was cut short is finished."""
    if booking.to[:10] != day.isoformat():
        return booking
    settle_move(_usual(office), booking, now)
    return bookings.read(office.home, booking.id)


def _is_concerned(office: Office, closure: Closure, booking: Booking, day: date) -> bool:
    """Whether it has a slot of that day, and its visitor could still have come when the closure was declared."""
    could_come = booking.start + office.late_minutes * 60 > closure.at
    return booking.state in ("pending", "booked") and booking.slot[:10] == day.isoformat() and could_come


def _concerned(booking: Booking) -> Concerned:
    return Concerned(
        booking.id, booking.made, concerned.FOUND, booking.service, booking.slots, booking.quota,
        booking.party,
    )  # fmt: skip


def _withdraw_offer(office: Office, booking: Booking, day: date, now: datetime) -> None:
    """Take an offer of a closed slot back: whoever waits goes on waiting where they were."""
    if booking.state not in ("offered", "waiting") or booking.offer[:10] != day.isoformat():
        return
    waits = displaced.withdraw(office.home, booking)
    if waits is not None and waits.state == "waiting":
        put_on_list(office, waits)
        pks = [pk_of(booking.office, booking.service, slot) for slot in booking.offered]
        offers.give_back(office.home, pks, offer_to(booking), booking.id, int(now.timestamp()))


def _numbers(office: Office, closure: Closure, seen: set[str], now: datetime) -> list[Concerned]:
    """The numbers that wait, have not come or are set aside in the line of this moment, if it is closed today."""
    key = running(office, now)
    if not closure.first <= key.day <= closure.last:
        return []
    line = lines.read(office.home, key)
    letters = [one.letter for one in office.services if closure.service in ("", one.id)]
    waiting = [
        place.number
        for name, places in line.waiting.items()
        if letter_of(name) in letters
        for place in places
    ]
    waiting += [number for number, aside in line.aside.items() if letter_of(aside.list) in letters]
    return [Concerned(number, 0) for number in sorted(waiting) if number not in seen and not line.ended]
