"""How one process serves its share of a crowd: through the gate alone, through the waiting room, or into the draw."""

import os
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from chalicelib import codes
from chalicelib.booking.book import book
from chalicelib.booking.claim import claim_of
from chalicelib.booking.door import Knock
from chalicelib.booking.enter_draw import enter_draw
from chalicelib.booking.enter_room import ask_again, enter_room
from chalicelib.booking.entering import entering
from chalicelib.errors import Refusal, SlotFull
from chalicelib.queueing.office import Office
from chalicelib.queueing.office_document import office_from
from chalicelib.queueing.slots import slots_on
from chalicelib.store import draws
from tests.benchmarks.counting import Asked, Listener
from tests.benchmarks.crowd import Visitor
from tests.benchmarks.progress import Progress
from tests.factories import HOME, an_office_document, moment

SERVICE, DAY = "umum", "2026-03-09"
OPENS = moment("Monday 2026-03-02 08:00")
GATHERED = 70
"""Seconds after the opening when those in the waiting room ask again for their time."""

RULES: dict[str, dict[str, Any]] = {
    "gate": {}, "room": {"room": {"per_second": 50, "minutes": 30}}, "draw": {"draw": {"services": [SERVICE], "minutes": 10}},
}  # fmt: skip

Costs = tuple[Asked, Asked, Asked]
"""What was asked of the table for those who got a place, for refusals, and for the rest."""


@dataclass
class Outcome:
    """What came of one visitor: `came` and `at` in seconds after the opening, `who` is a person's or a bot's identity."""

    who: str
    bot: bool
    came: float
    at: float = 0.0
    booked: bool = False
    refusals: int = 0
    booking: str = ""


def capacity() -> int:
    """Places of each of the twenty slots; every process of a crowd reads the same."""
    return int(os.environ.get("BENCH_PLACES", "25"))


def the_office(way: str) -> Office:
    """An office of that way: twenty slots on the day that opens."""
    document = an_office_document(id=way, hours={"monday": {"open": "08:00", "close": "18:00"}})
    document["services"][0]["nik"] = "required"
    slot = {"minutes": 30, "days": 7, "opens": "08:00", "capacity": {SERVICE: capacity()}, **RULES[way]}
    return office_from({**document, "slot": slot}, HOME)


def the_slots(office: Office) -> list[str]:
    """The slots of the day, earliest first."""
    return [slot.id for slot in slots_on(office, office.service(SERVICE), date.fromisoformat(DAY))]


def begin(done: Any) -> None:
    """A process begins: it has read the secret of codes, and counts into the bar."""
    Progress.share(done)
    codes.secret(HOME)


def by_gate(way: str, share: list[Visitor]) -> tuple[list[Outcome], Costs]:
    """Everybody asks for each slot liked, until one is got."""
    office, costs = the_office(way), _Costs()
    found = []
    for one in share:
        found.append(_asks(office, one, one.at, "", costs))
        Progress.one()
    return found, costs.told()


def by_room(way: str, share: list[Visitor]) -> tuple[list[Outcome], Costs]:
    """Everybody comes into the room, asks again when the order is settled, and asks for slots when let in."""
    office, costs = the_office(way), _Costs()
    service, day = office.service(SERVICE), date.fromisoformat(DAY)
    entered = []
    for one in share:
        at = OPENS + timedelta(seconds=one.at)
        # A bot's connections come from one address; people from their own.
        address = one.nik if one.bot else one.name
        entered.append((one, enter_room(office, service, day, "", _key(one.name), address, at, one.nik)))
        costs.rest()
    settled = [
        (
            one,
            made
            if made.settled
            else ask_again(office, service, day, made.written, OPENS + timedelta(seconds=GATHERED)),
        )
        for one, made in entered
    ]
    costs.rest()
    found = []
    for one, made in sorted(settled, key=lambda two: two[1].at):
        found.append(_asks(office, one, made.at - OPENS.timestamp(), made.written, costs))
        Progress.one()
    return found, costs.told()


def by_draw(way: str, share: list[Visitor]) -> tuple[list[Outcome], Costs]:
    """Everybody enters with the slots liked; a bot's second entry is refused."""
    office, costs = the_office(way), _Costs()
    [draw] = [
        one for one in draws.of_service(HOME, way, SERVICE, OPENS.date().isoformat()) if one.key.day == DAY
    ]
    found = []
    for one in share:
        at, outcome = OPENS + timedelta(seconds=one.at), Outcome(one.nik, one.bot, one.at)
        body = {"slots": list(one.likes), "visitor": {"nik": one.nik}}
        try:
            outcome.booking = enter_draw(
                office, entering(office, draw, body, "id", at), "", _key(one.name), "b", at
            ).id
            costs.rest()
        except Refusal:
            outcome.refusals += 1
            costs.refusal()
        found.append(outcome)
        Progress.one()
    return found, costs.told()


def _asks(office: Office, one: Visitor, at: float, written: str, costs: "_Costs") -> Outcome:
    """One visitor who asks for the slots liked, one after the other, a second apart."""
    outcome = Outcome(one.nik, one.bot, one.at)
    for n, slot in enumerate(one.likes):
        outcome.at = at + n
        now = OPENS + timedelta(seconds=outcome.at)
        claim = claim_of(office, {"service": SERVICE, "slot": slot, "visitor": {"nik": one.nik}}, "id", now)
        try:
            book(office, claim, "", _key(f"{one.name} {n}"), "b", now, knock=Knock(written))
        except Refusal as refusal:
            outcome.refusals += 1
            costs.refusal()
            if not isinstance(refusal, SlotFull):
                break
            continue
        outcome.booked = True
        costs.place()
        break
    return outcome


class _Costs:
    """Sorts what the process asked of the table by what came of it."""

    def __init__(self) -> None:
        self.listener = Listener()
        self.kept: Costs = (Asked(), Asked(), Asked())
        self.place, self.refusal, self.rest = (self._into(n) for n in range(3))

    def told(self) -> Costs:
        """All there was."""
        return self.kept

    def _into(self, n: int) -> Callable[[], None]:
        def add() -> None:
            asked = self.listener.since()
            self.kept[n].requests += asked.requests
            self.kept[n].write_units += asked.write_units
            self.kept[n].read_units += asked.read_units

        return add


def _key(name: str) -> str:
    """The Idempotency-Key of a request of that name."""
    return name.encode().hex().ljust(32, "0")[:32]
