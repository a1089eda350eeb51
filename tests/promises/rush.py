"""Many processes at four slots of one morning: they book for one to five, from three quotas, hold, move and cancel."""

import multiprocessing
import random
from dataclasses import dataclass
from typing import Any

from chalicelib import codes
from chalicelib.booking.book import book
from chalicelib.booking.cancel import cancel
from chalicelib.booking.claim import claim_of
from chalicelib.booking.confirm import confirm
from chalicelib.booking.hold_place import hold_place, wanted
from chalicelib.booking.reschedule import reschedule
from chalicelib.errors import Busy, Refusal, SlotFull
from chalicelib.queueing.office import Office
from chalicelib.queueing.places import places_of
from chalicelib.queueing.quota import plan_of
from chalicelib.queueing.slots import run_of
from chalicelib.store import bookings, slots, table
from chalicelib.store.slot_item import pk_of, places_in
from tests.factories import HOME, an_office, an_office_document, moment

from .history import slot_records
from .racing import environment, telling, told_by, unlucky
from .trouble import Crashed

EARLY = moment("Monday 2026-03-02 07:00")
SLOTS = ("2026-03-02T09:00", "2026-03-02T09:30", "2026-03-02T10:00")
LATER = "2026-03-02T10:30"
"""Nobody books it: it is for those who move, so that some find room however full the others are."""
BEHIND = "2026-03-02T11:00"
"""Where a booking of two slots ends that begins in the last one."""
CAPACITY = 8
MOST = 1_000
"""How often a booking may be moved: here nobody is kept from it."""
ALL = ("1" * 32, "2" * 32)
"""The bookings that all move, where they do nothing else; of the office's places, which are free again at once."""
TRIES = 25

FOLLOWED = "followed"
"""The key under which the stream's reader tells how far it has come."""

Answer = tuple[str, str]
"""The key of a booking, and what it was told of it."""


@dataclass(frozen=True)
class Wish:
    """What is asked, once; `key` makes the booking's code."""

    verb: str
    key: str
    slot: str = SLOTS[0]
    party: int = 1
    quota: str = "web"


@dataclass(frozen=True)
class Rush:
    """So many pairs of processes with so many wishes each; `run` slots in a row a booking; `without` a guard.

    In a `narrow` rush all want the first slot, and nothing else; in one that is `moving` all move the same few bookings.
    """

    pairs: int = 12
    wishes: int = 6
    run: int = 1
    chance: float = 0.03
    without: str = ""
    narrow: bool = False
    moving: bool = False


def the_office(run: int = 1) -> Office:
    """An office whose slots have eight places: four for the web, two for the office, two for partners."""
    document = an_office_document()
    [umum, gigi], quota = document["services"], {"percent": 25, "release_minutes": 30}
    slot = {**document["slot"], "capacity": {"umum": CAPACITY}, "quota": {"walk_in": quota, "partner": quota}}
    slot["reschedules"] = MOST
    return an_office(services=[{**umum, "slots": run}, gigi], slot=slot)


def rush(what: Rush) -> list[Answer]:
    """Let all processes loose, then the stream finish what was cut short; what was answered."""
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["tests.promises.racing", __name__])
    start, results = context.Barrier(2 * what.pairs + what.moving), context.Queue()
    asking = context.Value("q", 2 * what.pairs)
    answers = [
        answer
        for key in ALL
        if what.moving
        for answer in _ask_until_answered(the_office(what.run), Wish("book", key, quota="walk_in"))
    ]
    processes = []
    for n in range(what.pairs):
        hears, tells = context.Pipe(duplex=False)
        for do, name, more in ((_asks, "asks", (n, tells)), (_repeats, "repeats", (hears,))):
            args = (_then_leaves, environment(), start, results, f"{name} {n}", asking, do, what, *more)
            processes.append(context.Process(target=telling, args=args))
    if what.moving:
        args = (_follows, environment(), start, results, "follows", what, asking)
        processes.append(context.Process(target=telling, args=args))
    told = told_by(processes, results)
    answers += [answer for heard in told for answer in heard if answer[0] != FOLLOWED]
    # Each record once: what the stream has brought while all asked it does not bring again.
    followed = sum(int(done) for heard in told for key, done in heard if key == FOLLOWED)
    follow(the_office(what.run), followed)
    return answers


def follow(office: Office, done: int = 0) -> int:
    """Follow what the stream shows of the slots behind so many records, each twice; how many there are."""
    records = slot_records()
    for record in records[done:]:
        for _ in range(2):
            last = record.get("last") or {}
            if last.get("op") == "book":
                confirm(office, last["booking"], record["pk"].rpartition("#")[2], EARLY)
    return len(records)


def faults_of_slots(answers: list[Answer], run: int = 1) -> list[str]:
    """What is wrong with the slots and the bookings after all of this, in words; nothing when the promise was kept."""
    office, found = the_office(run), list[str]()
    placed: dict[str, set[str]] = {}
    for slot in (*SLOTS, LATER, BEHIND):
        item = table.lines(HOME).get(pk_of(office.id, "umum", slot), "slot")
        if item is None:
            continue
        places = places_in(item)
        known = {own: bookings.read(HOME, own) for own in item.get("who", ())}
        taken = sum(one.party for one in known.values() if one)
        held = sum(int(hold.split(".")[1]) for hold in places.held)
        left = places.web + places.walk_in + places.partner
        back = sum(map(places_of, places.back))
        if taken + held + back + left != plan_of(office.quota, CAPACITY).whole:
            found.append(f"{slot} has {taken} taken, {held} held, {back} back and {left} left of {CAPACITY}")
        if min(places.web, places.walk_in, places.partner) < 0:
            found.append(f"{slot} is oversold: {places}")
        for own, one in known.items():
            placed.setdefault(own, set()).add(slot)
            if one is None or one.state != "booked" or slot not in one.slots:
                found.append(f"{slot} has a place of {one.state if one else 'nobody'}")
    for key, said in answers:
        one = bookings.read(HOME, _id(office, key))
        if said == "booked" and (one is None or one.state not in ("booked", "cancelled")):
            found.append(f"{key} was told it is booked and is {one.state if one else 'nothing'}")
        if one and one.state == "booked" and placed.get(one.id) != set(one.slots):
            found.append(f"{key} is booked for {one.slots} and has {placed.get(one.id)}")
        if one and one.state == "cancelled" and one.id in placed:
            found.append(f"{key} was cancelled and has {placed[one.id]}")
    return found


def moved_on(run: int) -> list[Answer]:
    """What those who all moved are told when each is moved to every slot in turn, once nobody else asks."""
    office = the_office(run)
    wishes = [Wish("move", key, slot) for key in ALL for slot in (*SLOTS, LATER)]
    return [(wish.key, VERBS["move"](office, wish)) for wish in wishes]


def _then_leaves(luck: random.Random, asking: Any, do: Any, what: Rush, *more: Any) -> list[Answer]:
    """What one process is told; then there is one less that asks."""
    answers = do(luck, what, *more)
    with asking.get_lock():
        asking.value -= 1
    return list(answers)


def _follows(luck: random.Random, what: Rush, asking: Any) -> list[Answer]:
    """The stream's reader, close behind those who ask; tells how many records it has followed."""
    done = 0
    while asking.value:
        try:
            done = follow(the_office(what.run), done)
        except Busy:
            continue
    return [(FOLLOWED, str(done))]


def _asks(luck: random.Random, what: Rush, n: int, told: Any) -> list[Answer]:
    unlucky(luck, what.chance, what.without)
    mine, placed, answers = list[str](), list[str](), list[Answer]()
    for turn in range(what.wishes):
        key = f"{n:016x}{turn:016x}"
        wish = _wish(luck, key, mine, placed)
        if what.narrow or what.moving:
            wish = (
                Wish("book", key)
                if what.narrow
                else Wish("move", luck.choice(ALL), luck.choice((*SLOTS, LATER)))
            )
        if wish.verb in ("book", "hold"):
            mine.append(wish.key)
        # Before it is asked here, so that both processes may ask in one moment.
        told.send(wish)
        said = _ask_until_answered(the_office(what.run), wish)
        placed += [key for key, told_of_it in said if told_of_it == "booked"]
        answers += said
    told.send(None)
    return answers


def _repeats(luck: random.Random, what: Rush, heard: Any) -> list[Answer]:
    """The same wishes in another process, late, out of order, some of them twice; never a cancelling before its booking."""
    unlucky(luck, what.chance, what.without)
    waiting, answers = list[Wish](), list[Answer]()
    while (wish := heard.recv()) is not None:
        waiting += [wish] * luck.choice([1, 1, 2])
        luck.shuffle(waiting)
        while len(waiting) > (0 if what.narrow else 3):
            answers += _ask_until_answered(the_office(what.run), waiting.pop())
    return answers + [
        answer for wish in waiting for answer in _ask_until_answered(the_office(what.run), wish)
    ]


def _wish(luck: random.Random, key: str, mine: list[str], placed: list[str]) -> Wish:
    """Who has been given a place moves or cancels more often than who was refused one."""
    verb = luck.choice(["book", "book", "hold", "move", "move", "cancel"]) if mine else "book"
    if verb in ("move", "cancel"):
        whose = placed if placed and luck.random() < 0.7 else mine
        return Wish(verb, luck.choice(whose), luck.choice((*SLOTS[1:], LATER)))
    return Wish(
        verb,
        key,
        luck.choice(SLOTS[:2]),
        luck.choice([1, 1, 1, 2, 5]),
        luck.choice(["web", "web", "walk_in", "partner"]),
    )


def _ask_until_answered(office: Office, wish: Wish) -> list[Answer]:
    for _ in range(TRIES):
        try:
            return [(wish.key, VERBS[wish.verb](office, wish))]
        except (Crashed, Busy):
            continue
        except SlotFull:
            return [(wish.key, "full")]
        except Refusal as refused:
            return [(wish.key, refused.slug())]
    return []


def _book(office: Office, wish: Wish, hold: str = "") -> str:
    body = {"service": "umum", "slot": wish.slot, "party": wish.party}
    claim = claim_of(office, body, "id", EARLY)
    return book(office, claim, "", wish.key, "b" * 32, EARLY, wish.quota, hold).state


def _hold(office: Office, wish: Wish) -> str:
    """Half of those who have a place held book it, with the web's quota; the others leave."""
    asked = wanted(office, {"service": "umum", "slot": wish.slot, "party": wish.party}, EARLY)
    code, _ = hold_place(office, asked, "", wish.key, "b" * 32, EARLY)
    return (
        _book(office, Wish("book", wish.key, wish.slot, wish.party), code)
        if int(wish.key[-1], 16) % 2
        else "held"
    )


def _move(office: Office, wish: Wish) -> str:
    known = bookings.read(HOME, _id(office, wish.key))
    run = run_of(office, office.service("umum"), wish.slot)
    if known is None or run is None or not (known.state == "booked" or _has(office, known)):
        return "not there"
    return f"at {reschedule(office, known, run, EARLY).slot}"


def _cancel(office: Office, wish: Wish) -> str:
    known = bookings.read(HOME, _id(office, wish.key))
    if known is None:
        return "not there"
    cancel(office, known, EARLY)
    return "cancelled"


def _has(office: Office, booking: bookings.Booking) -> bool:
    return slots.has(HOME, pk_of(office.id, "umum", booking.slot), booking.id)


def _id(office: Office, key: str) -> str:
    return codes.id_of(codes.code(HOME, "booking", office.id, "", key))


VERBS = {"book": _book, "hold": _hold, "move": _move, "cancel": _cancel}
