"""A closed day of two dozen bookings and eight free places behind it: all come at once, the sweep, the clock and visitors."""

import multiprocessing
import random
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from chalicelib.booking.accept_offer import accept_offer
from chalicelib.booking.book import book
from chalicelib.booking.cancel import cancel
from chalicelib.booking.claim import claim_of
from chalicelib.booking.reschedule import reschedule
from chalicelib.booking.tend_closures import tend as sweep
from chalicelib.booking.tend_waitlist import tend as tend_waitlist
from chalicelib.errors import Busy, Refusal
from chalicelib.following import follow_slot
from chalicelib.homes import SomeFailed
from chalicelib.offices.close_office import close_office, closure_asked
from chalicelib.queueing.places import OFFER, id_of_hold, places_of
from chalicelib.queueing.slots import run_of
from chalicelib.store import bookings, concerned, offices, table
from chalicelib.store.bookings import Booking
from chalicelib.store.slot_item import pk_of, places_in
from tests.factories import HOME, an_office_document, moment
from tests.functions.api import load

from .history import slot_records
from .racing import environment, telling, told_by, unlucky
from .trouble import Crashed

NOW = moment("Monday 2026-03-02 09:00")
BEFORE, CLOSED, BEHIND = "2026-03-03", "2026-03-04", ("2026-03-05", "2026-03-06")
TIMES = ("08:00", "08:30", "09:00", "09:30")
CAPACITY = 6
WHY = {"id": "Banjir", "en": "Flood"}


@dataclass(frozen=True)
class Race:
    """So many goes of each sweeper, so many wishes of each who books; visitors pause up to so many seconds.

    `without` names a guard that is taken away.
    """

    goes: int = 8
    wishes: int = 12
    chance: float = 0.02
    pause: float = 0.4
    without: str = ""


def prepare() -> list[Booking]:
    """The office in the table, each slot of the closed day full, one place left in each of the days behind; who is to be displaced."""
    hours = {
        day: {"open": "08:00", "close": "10:00"} for day in ("tuesday", "wednesday", "thursday", "friday")
    }
    load(an_office_document(hours=hours, slot={"minutes": 30, "days": 5, "capacity": {"umum": CAPACITY}}))
    for n, slot in enumerate(f"{day}T{at}" for day in BEHIND for at in TIMES):
        _booked(f"f{n:031x}", slot, 5, NOW)
    wanted = [f"{CLOSED}T{at}" for at in TIMES for _ in range(CAPACITY)]
    random.Random("seniority").shuffle(wanted)
    made = [_booked(f"d{n:031x}", slot, 1, NOW - timedelta(minutes=60 - n)) for n, slot in enumerate(wanted)]
    _follow(NOW)
    return made


def race(what: Race, displaced: list[Booking]) -> None:
    """Close the day, let all processes loose, then let the stream and the clock finish what was cut short."""
    there = offices.read("rsud")
    close_office(there, closure_asked(there, {"from": CLOSED, "why": WHY}, NOW), "manager", "k" * 32, "", NOW)
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["tests.promises.racing", __name__])
    doing: list[tuple[Any, Any]] = [(_sweeps, n) for n in range(2)] + [(_tends, 0)]
    doing += [(_books, n) for n in range(4)]
    doing += [(_changes, [one.id for one in displaced[n::4]]) for n in range(4)]
    start, results = context.Barrier(len(doing)), context.Queue()
    processes = [
        context.Process(
            target=telling, args=(do, environment(), start, results, f"{do.__name__} {n}", what, more)
        )
        for n, (do, more) in enumerate(doing)
    ]
    told_by(processes, results)
    for second in (100, 101, 130, 190):
        _follow(NOW + timedelta(seconds=second))
        sweep(offices.read("rsud"), NOW + timedelta(seconds=second))
    _follow(NOW + timedelta(seconds=201))


def faults(displaced: list[Booking]) -> list[str]:
    """What is wrong after all of this, in words; nothing when the promises were kept."""
    found = [fault for day in (BEFORE, CLOSED, *BEHIND) for at in TIMES for fault in _of_slot(f"{day}T{at}")]
    now = [one for one in (bookings.read(HOME, one.id) for one in displaced) if one]
    found += [
        f"{one.id} is still booked for the closed day"
        for one in now
        if (one.state, one.slot[:10]) == ("booked", CLOSED)
    ]
    found += [
        f"{one.id} has no place at {one.slot}" for one in now if one.state == "booked" and not _has(one)
    ]
    offered = [one.made for one in now if one.state == "offered"]
    for one in now:
        if one.state == "waiting" and offered and one.made < max(offered):
            found.append(f"{one.id} waits, and one who booked later is offered a place")
        if one.state == "offered" and not _is_held(one):
            found.append(f"{one.id} is offered {one.offer}, which nobody keeps for it")
    others = [one for one in _behind() if one.party == 1 and one.id not in {one.id for one in displaced}]
    if others and any(one.state == "waiting" for one in now):
        found.append(f"{len(others)} others have places for which displaced ones wait")
    if not concerned.finished(HOME, "rsud"):
        found.append("the closure is never done with")
    return found


def _behind() -> list[Booking]:
    """The bookings of the days behind the closed one."""
    slots = [f"{day}T{at}" for day in BEHIND for at in TIMES]
    items = [table.lines(HOME).get(pk_of("rsud", "umum", slot), "slot") or {} for slot in slots]
    return bookings.read_all(HOME, {own for item in items for own in item.get("who", ())})


def _of_slot(slot: str) -> list[str]:
    item = table.lines(HOME).get(pk_of("rsud", "umum", slot), "slot")
    if item is None:
        return []
    places, found = places_in(item), list[str]()
    known = {own: bookings.read(HOME, own) for own in item.get("who", ())}
    for own, one in known.items():
        if one is None or not (slot in one.slots or (one.displaced and slot in one.was)):
            found.append(f"{slot} has a place of {own}, which is {one.state if one else 'nothing'}")
    taken = sum(one.party for one in known.values() if one)
    whole = taken + sum(map(places_of, (*places.held, *places.back))) + places.web
    if whole != CAPACITY or places.web < 0:
        found.append(f"{slot} has {taken} taken and {places} of {CAPACITY}")
    return found


def _has(booking: Booking) -> bool:
    item = table.lines(HOME).get(pk_of("rsud", "umum", booking.slot), "slot") or {}
    return booking.id in item.get("who", ())


def _is_held(booking: Booking) -> bool:
    item = table.lines(HOME).get(pk_of("rsud", "umum", booking.offer), "slot") or {}
    return f"{OFFER}{booking.id}" in map(id_of_hold, item.get("held", ()))


def _booked(key: str, slot: str, party: int, now: datetime) -> Booking:
    office = offices.read("rsud")
    claim = claim_of(office, {"service": "umum", "slot": slot, "party": party}, "id", now)
    return book(office, claim, "", key, "b" * 32, now)


def _follow(now: datetime) -> None:
    """Follow what the stream shows of the slots, each record twice."""
    office = offices.read("rsud")
    for item in slot_records():
        for _ in range(2):
            follow_slot(office, item, now)


def _sweeps(luck: random.Random, what: Race, _: int) -> None:
    unlucky(luck, what.chance, what.without)
    for second in range(what.goes):
        _try(lambda at=NOW + timedelta(seconds=second): sweep(offices.read("rsud"), at))


def _tends(luck: random.Random, what: Race, _: int) -> None:
    unlucky(luck, what.chance, what.without)
    for second in range(what.goes):
        _try(lambda at=NOW + timedelta(seconds=second): tend_waitlist(offices.read("rsud"), at))


def _books(luck: random.Random, what: Race, n: int) -> None:
    unlucky(luck, what.chance, what.without)
    for turn in range(what.wishes):
        time.sleep(luck.uniform(0, what.pause))
        slot = f"{luck.choice(BEHIND)}T{luck.choice(TIMES)}"
        _try(lambda key=f"b{n:x}{turn:030x}", slot=slot: _booked(key, slot, 1, NOW))


def _changes(luck: random.Random, what: Race, mine: list[str]) -> None:
    """Visitors who cancel, choose a slot or accept what they are offered, while the sweep is at their bookings."""
    unlucky(luck, what.chance, what.without)
    rounds = (_leaves, _leaves, _cancels), (_cancels, _chooses, _accepts, _accepts)
    for n, doing in enumerate(rounds, 1):
        for own in luck.sample(mine, len(mine) // 2):
            time.sleep(luck.uniform(0, what.pause * n / 2))
            do = luck.choice(doing)
            _try(lambda do=do, own=own: do(luck, own))


def _cancels(_: random.Random, own: str) -> None:
    cancel(offices.read("rsud"), _known(own), NOW)


def _leaves(luck: random.Random, own: str) -> None:
    """Before they know of the closure they move to a day that is not closed."""
    _moves(own, f"{BEFORE}T{luck.choice(TIMES)}")


def _chooses(luck: random.Random, own: str) -> None:
    _moves(own, f"{luck.choice(BEHIND)}T{luck.choice(TIMES)}")


def _moves(own: str, slot: str) -> None:
    office = offices.read("rsud")
    run = run_of(office, office.service("umum"), slot)
    assert run is not None
    reschedule(office, _known(own), run, NOW)


def _accepts(_: random.Random, own: str) -> None:
    accept_offer(offices.read("rsud"), _known(own), NOW)


def _known(own: str) -> Booking:
    found = bookings.read(HOME, own)
    assert found is not None
    return found


def _try(do: Callable[[], object]) -> None:
    """Ask, and ask again when it died or nobody would answer; what is refused stays so."""
    for _ in range(8):
        try:
            do()
        except (Crashed, Busy, SomeFailed):
            continue
        except Refusal:
            return
        else:
            return
