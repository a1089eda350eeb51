"""Places behind a closure that are nobody's until those whom it displaces are offered them.

They stand in `back` like what was given back, under the closure's id, but only who is displaced can have them, at once;
if nobody sees to it for some minutes they are anybody's again.
"""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, timedelta

from chalicelib.errors import SlotFull
from chalicelib.queueing.hours import local
from chalicelib.queueing.office import Office, Service
from chalicelib.queueing.opening import Closure
from chalicelib.queueing.places import ASIDE, Places, as_of, hold_of, id_of_hold, places_of, untouched
from chalicelib.queueing.reoffering import furthest, instead_until
from chalicelib.queueing.slots import Slot, slots_on

from . import concerned, gate, offers, slots
from . import table as tables
from .plain import Item
from .slot_item import freed, last, places_in
from .slot_keys import keys_of
from .slots import SlotKey
from .table import Change

TRIES = 3

WHILE_ASKED = 300
"""In how many slots places are put aside while the manager waits, a write each; in the others by the sweep."""


def put_aside(office: Office, closure: Closure, now: datetime, most: int = 100_000) -> int:
    """Put as many of the first free places behind a closure aside as its slots have taken; how many are aside.

    In so many slots at most, one write each. Again changes nothing where it was done, nor once the sweep has begun.
    """
    if concerned.every(office.home, office.id, closure.id):
        return 0
    done = 0
    for service in _services(office, closure):
        wanted = _taken(office, service, closure, now)
        for key, item in _in_time(office, service, closure, now) if wanted else ():
            if wanted <= 0 or most <= 0:
                break
            here = _put_slot_aside(office, closure, key, item, wanted, int(now.timestamp()))
            done, wanted, most = done + here, wanted - here, most - (here > 0)
    return done


def free(office: Office, closure: Closure, now: datetime) -> None:
    """Let anybody have what is still put aside for a closure, also on a day that another one has closed meanwhile."""
    usual = replace(office, closures=())
    for service in _services(office, closure):
        for day in _behind(usual, service, closure, now):
            for item in _read(office, keys_of(office, service, day, now)):
                here = [one for one in places_in(item).back if id_of_hold(one) == _own(closure)]
                if here and offers.let_all_have(office.home, item["pk"], here):
                    gate.open_again(item["pk"])


def _services(office: Office, closure: Closure) -> Iterator[Service]:
    yield from (s for s in office.services if closure.service in ("", s.id) and "booking" in s.takes)


def _taken(office: Office, service: Service, closure: Closure, now: datetime) -> int:
    """How many places the bookings of the closed slots have."""
    usual, taken = replace(office, closures=()), 0
    day = date.fromisoformat(closure.first)
    while day <= min(date.fromisoformat(closure.last), furthest(office, service, now)):
        there = list(slots_on(usual, service, day))
        taken += sum(
            _who_have(places_in(item)) for item in _read(office, keys_of(office, service, there, now))
        )
        day += timedelta(days=1)
    return taken


def _who_have(places: Places) -> int:
    kept = sum(map(places_of, (*places.held, *places.back)))
    return places.plan.whole - places.web - places.walk_in - places.partner - kept


def _behind(office: Office, service: Service, closure: Closure, now: datetime) -> Iterator[list[Slot]]:
    """The coming slots behind a closure, day by day, as far as who was displaced is offered one."""
    day = max(date.fromisoformat(closure.last) + timedelta(days=1), local(office, now).date())
    while day <= furthest(office, service, now):
        yield [slot for slot in slots_on(office, service, day) if slot.start > now]
        day += timedelta(days=1)


def _in_time(
    office: Office, service: Service, closure: Closure, now: datetime
) -> Iterator[tuple[SlotKey, Item | None]]:
    """The slots behind a closure of which who was displaced can hear in time, the earliest first, as they are."""
    at = int(now.timestamp())
    for day in _behind(office, service, closure, now):
        there = [slot for slot in day if instead_until(office, int(slot.start.timestamp()), at) is not None]
        keys = keys_of(office, service, there, now)
        seen = {item["pk"]: item for item in _read(office, keys)}
        yield from ((key, seen.get(key.pk)) for key in keys)


def _put_slot_aside(
    office: Office, closure: Closure, key: SlotKey, item: Item | None, wanted: int, at: int
) -> int:
    for _ in range(TRIES):
        there = as_of(places_in(item) if item else untouched(key.plan, key.freed), key.plan, key.freed, at)
        n = min(wanted, there.web)
        if n <= 0 or _aside(there, closure):
            return _aside(there, closure)
        try:
            slots.take(
                office.home,
                [key],
                _taking(closure, n),
                lambda now: _aside(places_in(now), closure) > 0,
                at,
                n,
            )
        except SlotFull:
            item = next(iter(_read(office, [key])), None)
            continue
        return n
    return 0


def _taking(closure: Closure, n: int) -> slots.Taking:
    def taking(key: SlotKey, there: Places) -> Change:
        back = hold_of(closure.at, n, _own(closure))
        return Change(
            key.pk, "slot", "SET #left = #left - :n, #last = :last ADD #back :set",
            "#plan = :plan AND #freed = :freed AND #left >= :n AND NOT contains(#back, :back)",
            {"#left": "left", "#last": "last", "#back": "back", "#plan": "plan", "#freed": "freed"},
            {":n": n, ":set": {back}, ":back": back, ":last": last("aside", ""), ":plan": str(there.plan),
             ":freed": freed(there.freed)},
        )  # fmt: skip

    return taking


def _aside(places: Places, closure: Closure) -> int:
    return sum(places_of(one) for one in places.back if id_of_hold(one) == _own(closure))


def _own(closure: Closure) -> str:
    return f"{ASIDE}{closure.id}"


def _read(office: Office, keys: list[SlotKey]) -> list[Item]:
    asked = [(key.pk, "slot") for key in keys]
    return tables.lines(office.home).batch_get(asked, consistent=True)
