"""Tend the waitlist: places that came back are offered to who waits, in their order; what nobody wants is anybody's."""

from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime, timedelta
from typing import Any

from chalicelib import log
from chalicelib.errors import SlotFull
from chalicelib.homes import SomeFailed, for_each
from chalicelib.log import logged
from chalicelib.queueing.office import Office, Service
from chalicelib.queueing.places import OFFER
from chalicelib.queueing.reoffering import furthest, instead_until, offer_until, spare_days
from chalicelib.queueing.slots import Slot, run_of, slots_on
from chalicelib.store import dues, offers, waitlist
from chalicelib.store.dues import Due
from chalicelib.store.slots import pk_of
from chalicelib.store.waitlist import Waiting

from .cancel import CANCELLING, finish_cancelling
from .first_free import runs_of_day
from .keys import keys_of
from .lapse_offer import lapse_offer
from .offering import offer

MOST = 500
"""How many dues of an office are seen to in one go; the rest a minute later."""

LONGEST = 1_000
"""How many of a list are looked through for one whom a place suits."""

FEW = 25
"""For how many at the head of a list places are looked for that nobody gave back, such as those of a new day."""

Run = tuple[Slot, ...]


@logged
def handler(event: dict[str, Any], context: Any) -> dict[str, Any]:
    """Each minute: tend the waitlists of the offices that have their home in this region."""
    now, made = datetime.now(UTC), []
    for_each(lambda office: made.append(tend(office, now)))
    return {"said": {"offers": sum(made)}}


def tend(office: Office, now: datetime) -> int:
    """See to what is due at the office, then to places that nobody gave back; how many offers were made.

    One due's trouble stops no other; it is raised at the end, and each minute tries again.
    """
    made, faults = 0, []
    for due in dues.by(office.home, office.id, int(now.timestamp()), MOST):
        try:
            made += see_to(office, due, now)
        except Exception as fault:  # noqa: BLE001 - whatever is wrong with this one, the others are seen to; it is raised at the end
            faults.append(log.why(fault))
    if faults:
        log.write(function="tend_waitlist", office=office.id, faults=faults)
        raise SomeFailed(office.id)
    return made + offer_spare(office, now)


def see_to(office: Office, due: Due, now: datetime) -> int:
    """Lapse the offer that ran out, offer what is due in the slot, let anybody have the rest; how many offers were made.

    The due is forgotten last, so that what is cut short is done again.
    """
    at, made = int(now.timestamp()), 0
    if due.id.startswith(CANCELLING):
        finish_cancelling(office, due, now)
        dues.remove(office.home, office.id, due)
        return 0
    if due.id.startswith(OFFER):
        lapse_offer(office, due, now)
    service = next((one for one in office.services if one.id == due.service), None)
    if service is not None:
        first, last = spare_days(office, service, now)
        spare = first.isoformat() <= due.slot[:10] <= last.isoformat()
        made = hand_out(office, service, _runs_over(office, service, due.slot), LONGEST, now, spare)
    offers.free(office.home, pk_of(office.id, due.service, due.slot), at)
    dues.remove(office.home, office.id, due)
    return made


def offer_spare(office: Office, now: datetime) -> int:
    """Offer places that nobody gave back, of one day in each minute, in turn: of a new day, a larger plan, holds that ran out."""
    made, minute = 0, int(now.timestamp()) // 60
    for service in office.services:
        if "booking" not in service.takes:
            continue
        days = list(_wanted(office, service, now))
        if days:
            day = days[minute % len(days)]
            runs, left = runs_of_day(office, service, day, now)
            free = [run for run in runs if min(left[slot.id] for slot in run) > 0]
            made += hand_out(office, service, free, FEW, now, spare=True)
    return made


def hand_out(
    office: Office, service: Service, runs: Iterable[Run], most: int, now: datetime, spare: bool
) -> int:
    """Offer places of these runs of slots to those of the list whom they suit, in its order; how many offers were made."""
    made, at, waiting = 0, int(now.timestamp()), None
    for run in runs:
        start = int(run[0].start.timestamp())
        until = offer_until(office, start, at)
        if until is None:
            continue
        if waiting is None:
            waiting = waitlist.first(office.home, office.id, service.id, most)
        while (who := _first(office, service, run, waiting, now, spare)) is not None:
            longer = instead_until(office, start, at) if who.displaced else None
            try:
                made += offer(office, who, run, service.id, longer or until, now, spare)
            except SlotFull:
                # Somebody was faster; whoever waits keeps their place in the list.
                break
            waiting.remove(who)
    return made


def _first(
    office: Office, service: Service, run: Run, waiting: list[Waiting], now: datetime, spare: bool
) -> Waiting | None:
    """The first who waits whom the day suits, and for whose party there are places.

    Spare places of days that are not everybody's yet go to those only whom a closure displaced.
    """
    keys, at = keys_of(office, service, run, now), int(now.timestamp())
    early = spare and run[0].id[:10] > spare_days(office, service, now)[1].isoformat()
    for displaced in (True,) if early else (True, False):
        those = [one for one in waiting if one.displaced is displaced]
        there = offers.room(office.home, keys, at, spare, displaced) if those else 0
        found = next((one for one in those if _suits(one, run, there)), None)
        if found is not None:
            return found
    return None


def _suits(who: Waiting, run: Run, there: int) -> bool:
    return who.party <= there and who.first <= run[0].id[:10] <= who.last


def _runs_over(office: Office, service: Service, slot: str) -> Iterator[Run]:
    """The runs of slots that a slot is in."""
    for first in slots_on(office, service, date.fromisoformat(slot[:10])):
        run = run_of(office, service, first.id)
        if run and any(one.id == slot for one in run):
            yield run


def _wanted(office: Office, service: Service, now: datetime) -> Iterator[date]:
    """The days that suit those at the head of the list, of those whose places go to whoever comes."""
    heads = waitlist.first(office.home, office.id, service.id, FEW)
    day, last = spare_days(office, service, now)
    if any(one.displaced for one in heads):
        last = max(last, furthest(office, service, now))
    while heads and day <= last:
        if any(one.first <= day.isoformat() <= one.last for one in heads):
            yield day
        day += timedelta(days=1)
