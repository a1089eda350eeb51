"""Many processes at a morning's few places on a clock that runs fast: they book, cancel, move, wait, accept and decline.

Two tend the waitlist at the same moment, one follows the stream, and all of them die now and then.
"""

import multiprocessing
import random
import time
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from chalicelib import codes
from chalicelib.booking.accept_offer import accept_offer
from chalicelib.booking.book import book
from chalicelib.booking.cancel import cancel
from chalicelib.booking.claim import claim_of
from chalicelib.booking.join_waitlist import join
from chalicelib.booking.persons import has_place
from chalicelib.booking.reschedule import reschedule
from chalicelib.booking.tend_waitlist import tend
from chalicelib.booking.wish import wish_of
from chalicelib.errors import Busy, Refusal
from chalicelib.following import follow_slot
from chalicelib.homes import SomeFailed
from chalicelib.queueing.office import Office
from chalicelib.queueing.places import places_of
from chalicelib.queueing.slots import run_of
from chalicelib.store import bookings, dues, table, waitlist
from chalicelib.store.bookings import Booking
from chalicelib.store.slot_item import pk_of, places_in
from tests.factories import HOME, an_office, moment

from .history import slot_records
from .racing import environment, telling, told_by, unlucky
from .trouble import Crashed

BEGIN = moment("Monday 2026-03-02 08:30")
DAY = "2026-03-04"
SLOTS = tuple(f"{DAY}T{at}" for at in ("09:00", "09:30", "10:00"))
CAPACITY = 3
TRIES = 25

PASSES = 15
"""How many seconds go by with each thing that a visitor does, whatever time that takes on a busy machine."""

ROUNDS = 100
"""After how many rounds of stream and clock all must be quiet, when nobody asks any more."""

PAUSE = 0.05
"""How long, in seconds, who tends and who follows wait each time for others to do something."""

Answer = tuple[str, str]
"""The key of a booking, and what it was told."""


@dataclass(frozen=True)
class Clock:
    """The clock that all go by, and how many visitors there still are."""

    seconds: Any
    visitors: Any

    def now(self) -> datetime:
        """What it shows."""
        return BEGIN + timedelta(seconds=self.seconds.value)

    def goes_on(self) -> None:
        """Somebody did something."""
        with self.seconds.get_lock():
            self.seconds.value += PASSES

    def one_leaves(self) -> None:
        """A visitor is done."""
        with self.visitors.get_lock():
            self.visitors.value -= 1


@dataclass(frozen=True)
class Morning:
    """So many visitors, who do so much each; `without` a guard."""

    visitors: int = 6
    deeds: int = 80
    chance: float = 0.02
    without: str = ""


def the_office() -> Office:
    """An office with nine places on one day of the week."""
    slot = {"minutes": 30, "days": 14, "capacity": {"umum": CAPACITY}}
    return an_office(hours={"wednesday": {"open": "09:00", "close": "10:30"}}, slot=slot)


def morning(what: Morning) -> list[Answer]:
    """Let all loose, then let the stream and the clock finish what was cut short; what was answered."""
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["tests.promises.racing", __name__])
    start, results = context.Barrier(what.visitors + 3), context.Queue()
    clock = Clock(context.Value("q", 0), context.Value("q", what.visitors))
    for n in range(CAPACITY * len(SLOTS)):
        _book(_early(n), SLOTS[n % len(SLOTS)], 1, BEGIN)
    doing = [(_visits, f"visits {n}") for n in range(what.visitors)]
    doing += [(_tends, "tends 1"), (_tends, "tends 2"), (_follows, "follows")]
    processes = [
        context.Process(target=telling, args=(do, environment(), start, results, name, what, clock, name))
        for do, name in doing
    ]
    answers = [answer for heard in told_by(processes, results) for answer in heard]
    _quiet(the_office(), clock.now())
    return answers


def faults_of_waiting(answers: list[Answer]) -> list[str]:
    """What is wrong with the places and the bookings after all of this, in words; nothing when the promise was kept."""
    office, found, placed = the_office(), list[str](), dict[str, list[str]]()
    for slot in SLOTS:
        item = table.lines(HOME).get(pk_of(office.id, "umum", slot), "slot")
        if item is None:
            continue
        there = places_in(item)
        known = {own: bookings.read(HOME, own) for own in item.get("who", ())}
        taken = sum(one.party for one in known.values() if one)
        held, back = sum(map(places_of, there.held)), sum(map(places_of, there.back))
        if taken + held + back + there.web != CAPACITY or there.web < 0:
            found.append(
                f"{slot} has {taken} taken, {held} held, {back} back, {there.web} left of {CAPACITY}"
            )
        if held or back:
            found.append(f"{slot} has {held} held and {back} back for ever")
        for own, one in known.items():
            placed.setdefault(own, []).append(slot)
            if one is None or one.state != "booked" or one.slot != slot:
                found.append(f"{slot} has a place of {one.state if one else 'nobody'}")
    for key in {key for key, _ in answers}:
        said = [told for own, told in answers if own == key]
        one = _known(office, key)
        if one and one.state == "booked" and placed.get(one.id) != [one.slot]:
            found.append(f"{key} is booked for {one.slot} and has {placed.get(one.id)}")
        if one and one.state == "offered":
            found.append(f"{key} is offered something for ever after {said}")
        if "booked" in said and (one is None or one.state not in ("booked", "cancelled")):
            found.append(f"{key} was told it is booked and is {one.state if one else 'nothing'}")
        if said[-1] == "offer-over" and one and one.state == "booked":
            found.append(f"{key} was told its offer is over and is booked")
    if dues.by(HOME, office.id, 2**32, 9):
        found.append("something is to be seen to for ever")
    return found


def _visits(luck: random.Random, what: Morning, clock: Clock, name: str) -> list[Answer]:
    unlucky(luck, what.chance, what.without)
    who, answers = int(name.split()[1]), list[Answer]()
    mine = [_early(n) for n in range(CAPACITY * len(SLOTS)) if n % what.visitors == who]
    placed = list(mine)
    for turn in range(what.deeds):
        verb = luck.choice(["book", "wait", "wait", "look", "look", "look", "cancel", "cancel", "move"])
        if verb in ("book", "wait"):
            mine.append(f"{codes.rid_of(name, verb)}{turn:016x}")
        for key in _whom(luck, verb, mine, placed):
            said = _answered(luck, verb, key, clock)
            placed += [key for key, told in said if told == "booked"]
            answers += said
        clock.goes_on()
    clock.one_leaves()
    return answers


def _whom(luck: random.Random, verb: str, mine: list[str], placed: list[str]) -> list[str]:
    """One looks at all that one has; who has been given a place cancels or moves more often than who waits."""
    if verb == "look":
        return mine
    if verb in ("book", "wait"):
        return mine[-1:]
    return [luck.choice(placed if luck.random() < 0.7 else mine)]


def _early(n: int) -> str:
    """The key of one who is booked before anybody else comes."""
    return f"{n:032x}"


def _answered(luck: random.Random, verb: str, key: str, clock: Clock) -> list[Answer]:
    slot, party = luck.choice(SLOTS), luck.choice([1, 1, 1, 2])
    for _ in range(TRIES):
        try:
            return [(key, VERBS[verb](key, slot, party, clock.now()))]
        except (Crashed, Busy):
            continue
        except Refusal as refused:
            return [(key, refused.slug())]
    return []


def _tends(luck: random.Random, what: Morning, clock: Clock, name: str) -> list[Answer]:
    unlucky(luck, what.chance, what.without)
    while clock.visitors.value:
        try:
            tend(the_office(), clock.now())
        except (Crashed, Busy, SomeFailed):
            continue
        time.sleep(PAUSE)
    return []


def _follows(luck: random.Random, what: Morning, clock: Clock, name: str) -> list[Answer]:
    """The stream's reader: it goes on when a record was followed, some of them twice."""
    unlucky(luck, 0, what.without)
    done = 0
    while clock.visitors.value:
        for record in slot_records()[done:]:
            for _ in range(luck.choice([1, 1, 2])):
                follow_slot(the_office(), record, clock.now())
            done += 1
        time.sleep(PAUSE)
    return []


def _quiet(office: Office, now: datetime) -> None:
    """Nobody asks any more: the stream brings what it has not brought, and the clock goes on until nothing is to be seen to.

    Of those who wait all but a few leave, or it would take until each of them has been offered something.
    """
    done = 0
    for one in waitlist.first(HOME, office.id, "umum", 999)[5:]:
        known = bookings.read(HOME, one.id)
        if known and known.state in ("waiting", "offered"):
            cancel(office, known, now)
    for _ in range(ROUNDS):
        records = slot_records()
        for record in records[done:]:
            follow_slot(office, record, now)
        tend(office, now)
        coming = dues.by(HOME, office.id, 2**32, 1)
        # What was just tended may have offered something that the stream has not brought yet.
        if done == len(slot_records()) and not coming and not _serves_somebody(office):
            return
        done = len(records)
        now = max(now + timedelta(minutes=1), datetime.fromtimestamp(coming[0].at if coming else 0, UTC))


def _serves_somebody(office: Office) -> bool:
    """Whether there is a place for somebody in the list."""
    left = [table.lines(HOME).get(pk_of(office.id, "umum", slot), "slot") for slot in SLOTS]
    most = max((item["left"] for item in left if item), default=0)
    return any(one.party <= most for one in waitlist.first(HOME, office.id, "umum", 999))


def _known(office: Office, key: str) -> Booking | None:
    found = [
        bookings.read(HOME, codes.id_of(codes.code(HOME, kind, office.id, "", key)))
        for kind in ("booking", "waitlist")
    ]
    return next((one for one in found if one), None)


def _is_found(office: Office, booking: Booking) -> bool:
    """Whether its code opens it: one that never got its place is no booking."""
    return booking.state != "pending" or has_place(office, booking)


def _book(key: str, slot: str, party: int, now: datetime) -> str:
    office = the_office()
    asked = {"service": "umum", "slot": slot, "party": 1}
    return book(office, claim_of(office, asked, "id", now), "", key, "b" * 32, now).state


def _wait(key: str, slot: str, party: int, now: datetime) -> str:
    office, asked = (
        the_office(),
        {"service": "umum", "from": DAY, "to": DAY, "party": 1 + (int(key[-1], 16) % 4 == 0)},
    )
    return join(office, wish_of(office, asked, "id", now), "", key, "b" * 32, now).state


def _look(key: str, slot: str, party: int, now: datetime) -> str:
    """Who is offered a place mostly accepts it; some decline, and some only look."""
    office = the_office()
    known = _known(office, key)
    if known is None or known.state != "offered":
        return "looked"
    choice = int(key[-2:], 16) % 5
    if choice == 0:
        cancel(office, known, now)
        return "cancelled"
    return accept_offer(office, known, now).state if choice > 1 else "looked"


def _cancel(key: str, slot: str, party: int, now: datetime) -> str:
    office = the_office()
    known = _known(office, key)
    if known is None or not _is_found(office, known):
        return "not there"
    cancel(office, known, now)
    return "cancelled"


def _move(key: str, slot: str, party: int, now: datetime) -> str:
    office = the_office()
    known, run = _known(office, key), run_of(office, office.service("umum"), slot)
    if known is None or run is None or not _is_found(office, known):
        return "not there"
    return f"at {reschedule(office, known, run, now).slot}"


VERBS: dict[str, Any] = {"book": _book, "wait": _wait, "look": _look, "cancel": _cancel, "move": _move}
