"""Tend closures: everyone concerned is told, offered a new slot first, and keeps their seniority; a reopening undoes it.

Whom a closure concerns stands in a register with the step to which it has come with each. All go through one step before
any goes through the next: first all wait before all others, then the first free slots are kept for them in the order of
their seniority, then they are told. Until that is done as many places as they had are nobody's (store/asides.py). Every
step can be done again, so whatever is cut short the next minute goes on.
"""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any

from chalicelib import bus, log
from chalicelib.homes import SomeFailed, for_each
from chalicelib.log import logged
from chalicelib.queueing.hours import at_minute
from chalicelib.queueing.office import Office
from chalicelib.queueing.opening import Closure
from chalicelib.queueing.reoffering import at_night
from chalicelib.records import each
from chalicelib.settings import settings
from chalicelib.store import asides, closures, concerned, offices
from chalicelib.store.closures import Declared
from chalicelib.store.concerned import FOUND, MOVED, OVER, TOLD, TRIED, Concerned
from chalicelib.store.running import running

from .displace import displace, offer_instead
from .find_concerned import find_concerned
from .first_free import FirstFree
from .restore import restore

MOST = 200
"""How many bookings of a closure one go brings one step further; the next go follows at once."""

LEASE = 60
"""For how many seconds a go has the office for itself; one that died leaves it to the next after that."""

WINDOW = 180
"""For how many seconds behind a closure or a reopening the office is looked through.

Other processes hear of it 30 seconds late, and their clocks may be two minutes behind this one's.
"""

SOON = 14 * 60 * 60
"""Within how many seconds of their slot people are told also at night, so that nobody comes in vain."""


@logged
def handler(event: dict[str, Any], context: Any) -> dict[str, Any]:
    """By the stream, when a closure is declared or taken back; each minute by the clock, for what is left to do."""
    if "Records" in event:
        return each(event, lambda asked: tend(offices.read(asked["office"]), datetime.now(UTC)))
    now, left = datetime.now(UTC), list[int]()
    for_each(lambda office: left.append(tend(office, now)))
    return {"said": {"closures": sum(left)}}


def tend(office: Office, now: datetime) -> int:
    """See to all whom the office's closures concern; how many closures were looked through.

    One go at a time; what is more than `MOST` is asked for again at once. One closure's trouble stops no other; it is
    raised at the end, and each minute tries again.
    """
    offices.forget()
    office = offices.read(office.id)
    every = closures.every(office.home, office.id)
    seen = concerned.finished(office.home, office.id) if every else {}
    work = [one for one in every if seen.get(one.closure.id) != _phase(one)]
    if not work or not concerned.take_over(office.home, office.id, int(now.timestamp()), LEASE):
        return 0
    whole, faults = list[bool](), list[str]()
    try:
        for one in work:
            try:
                whole.append(_see_to(office, one, now))
            except Exception as fault:  # noqa: BLE001 - whatever is wrong with this one, the others are seen to; it is raised at the end
                faults.append(log.why(fault))
    finally:
        concerned.let_go(office.home, office.id)
    if not all(whole):
        bus.send(settings().closures_queue, {"office": office.id}, delay=1)
    if faults:
        log.write(function="tend_closures", office=office.id, faults=faults)
        raise SomeFailed(office.id)
    return len(work)


def _see_to(office: Office, declared: Declared, now: datetime) -> bool:
    """See to one closure; False when there was more to do than one go does."""
    closure, at = declared.closure, int(now.timestamp())
    go = _undo if declared.reopened else _do
    everyone, whole = go(office, closure, now)
    since = declared.reopened or closure.at
    over = OVER if not declared.reopened else (concerned.GONE, concerned.BACK)
    if at >= since + WINDOW and all(one.step in over for one in everyone):
        kept = closures.expires(office, closure)
        concerned.finish(office.home, office.id, closure.id, _phase(declared), kept)
    return whole


def _do(office: Office, closure: Closure, now: datetime) -> tuple[list[Concerned], bool]:
    """Bring everyone concerned one step after the other: found, moved, a slot looked for, told."""
    known = concerned.every(office.home, office.id, closure.id)
    # Whoever declared it may have died before.
    asides.put_aside(office, closure, now)
    found = find_concerned(office, closure, known, now)
    concerned.find(office.home, office.id, closure.id, found, closures.expires(office, closure))
    everyone = sorted([*known, *found], key=lambda one: one.sk)
    free = FirstFree(office, date.fromisoformat(closure.last) + timedelta(days=1), now)
    steps: list[tuple[str, Callable[[Concerned], str]]] = [
        (FOUND, lambda who: displace(office, closure, who, now) if who.service else TRIED),
        (MOVED, lambda who: offer_instead(office, closure, who, free, now)),
    ]
    whole = True
    for step, do in steps:
        everyone, all_done = _brought(office, closure, everyone, step, do)
        whole = whole and all_done
    if whole:
        asides.free(office, closure, now)
    return _told(office, closure, everyone, now), whole


def _undo(office: Office, closure: Closure, now: datetime) -> tuple[list[Concerned], bool]:
    """Give everyone their slot back who has no other one yet, and tell them; the most senior first."""
    asides.free(office, closure, now)
    everyone = concerned.every(office.home, office.id, closure.id)
    left = [one for one in everyone if one.step not in (concerned.GONE, concerned.BACK)]
    for who in left[:MOST]:
        step = restore(office, closure, who, now) if who.service else concerned.GONE
        if step == concerned.BACK:
            asked = {"kind": "reopened", "office": office.id, "booking": who.key, "closure": closure.id}
            bus.send(settings().messages_queue, asked)
        if step != FOUND:
            everyone[everyone.index(who)] = concerned.note(office.home, office.id, closure.id, who, step)
    return everyone, len(left) <= MOST


def _brought(
    office: Office, closure: Closure, everyone: list[Concerned], step: str, do: Callable[[Concerned], str]
) -> tuple[list[Concerned], bool]:
    """Bring those who are at this step to the next, `MOST` of them; False when there are more."""
    here = [one for one in everyone if one.step == step]
    done = {who.sk: concerned.note(office.home, office.id, closure.id, who, do(who)) for who in here[:MOST]}
    return [done.get(one.sk, one) for one in everyone], len(here) <= MOST


def _told(office: Office, closure: Closure, everyone: list[Concerned], now: datetime) -> list[Concerned]:
    """Ask for an SMS to each for whom a slot was looked for, and note that they are told; at night to those only who would come soon."""
    here = [one for one in everyone if one.step == TRIED and _may_be_told(office, one, now)]
    bus.send_all(settings().messages_queue, [_message(office, closure, one, now) for one in here])
    done = {who.sk: concerned.note(office.home, office.id, closure.id, who, TOLD) for who in here}
    return [done.get(one.sk, one) for one in everyone]


def _may_be_told(office: Office, who: Concerned, now: datetime) -> bool:
    at = int(now.timestamp())
    if not who.service or not at_night(office, at):
        return True
    begins = datetime.fromisoformat(who.slots[0])
    start = at_minute(office, begins.date(), begins.hour * 60 + begins.minute)
    return start.timestamp() - at < SOON


def _message(office: Office, closure: Closure, who: Concerned, now: datetime) -> dict[str, Any]:
    if who.service:
        return {"kind": "closed", "office": office.id, "booking": who.key, "closure": closure.id}
    key = running(office, now)
    return {
        "kind": "closed_number", "office": office.id, "day": key.day, "epoch": key.epoch, "number": who.key,
        "closure": closure.id, "serve_waiting": closure.serve_waiting,
    }  # fmt: skip


def _phase(declared: Declared) -> str:
    return "reopened" if declared.reopened else "closed"
