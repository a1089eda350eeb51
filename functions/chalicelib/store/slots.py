"""Slots: one item each, made at its first booking; a place is claimed and given back by one conditional write.

Where a booking takes several slots in a row, the writes are one transaction. `queueing.places` says what a slot has
left, holds.py keeps places for a while.
"""

import random
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from chalicelib.errors import Busy, SlotFull
from chalicelib.queueing.places import (
    OFFER,
    WEB,
    Places,
    as_of,
    hold_of,
    id_of_hold,
    places_of,
    until_of,
    untouched,
)
from chalicelib.queueing.quota import Plan

from . import gate, slot_item
from . import table as tables
from .plain import Item
from .slot_item import COLUMNS, last, pk_of, places_in
from .table import Change, Check, ConditionFailed, Table

TRIES = 8

PAUSE = 0.02
"""Seconds before a transaction that met another is tried again, at first; longer each time, and by chance."""


@dataclass(frozen=True)
class SlotKey:
    """Which slot: `slot` is its office-local start, YYYY-MM-DDTHH:MM; `start` the same in epoch seconds.

    `plan` and `freed` are its places by the office's rules as they are now.
    """

    office: str
    service: str
    slot: str
    start: int
    plan: Plan
    freed: frozenset[str] = frozenset()

    @property
    def pk(self) -> str:
        """The slot's partition key."""
        return pk_of(self.office, self.service, self.slot)


Run = Sequence[SlotKey]
"""The slots that a booking takes, in a row; most take one."""

Taking = Callable[[SlotKey, Places], Change]
"""The change that takes places in one slot, as it is thought to be."""

Room = Callable[[Places], int]
"""How many places there are to be taken, where that is not what a quota has left."""


def left(region: str, keys: Run, now: int, quota: str = WEB) -> dict[str, int]:
    """How many places each slot has left for who books from a quota, by its id; one that nobody booked yet has all."""
    fresh = _places(region, keys, now, consistent=False)
    return {slot: max(0, places.of(quota)) for slot, places in fresh.items()}


def full(region: str, run: Run, n: int, now: int, quota: str = WEB) -> bool:
    """Whether a slot of the run has fewer than n places; what was full a moment ago is not read again."""
    if any(gate.is_full(key.pk, quota, n, now) for key in run):
        return True
    fresh = _places(region, run, now, consistent=True)
    for key in run:
        gate.note(key.pk, quota, fresh[key.slot], now)
    return any(places.of(quota) < n for places in fresh.values())


def claim(region: str, run: Run, booking: str, now: int, n: int = 1, quota: str = WEB) -> None:
    """Give the booking n places in each slot of the run, once however often it is asked; raises `SlotFull`.

    The condition holds for the items as they are, so the last place goes to one, whoever asks at the same moment.
    """

    def claiming(key: SlotKey, there: Places) -> Change:
        column = COLUMNS[there.source(quota)]
        return Change(
            key.pk, "slot", "SET #n = #n - :n, #last = :last ADD #who :who",
            "#plan = :plan AND #freed = :freed AND #n >= :n AND #web >= :none AND NOT contains(#who, :booking)",
            {"#n": column, "#web": COLUMNS[WEB], "#last": "last", "#who": "who", "#plan": "plan", "#freed": "freed"},
            {":n": n, ":none": 0, ":who": {booking}, ":booking": booking, ":last": last("book", booking), **_by(there)},
        )  # fmt: skip

    take(region, run, claiming, lambda item: booking in item.get("who", ()), now, n, quota)


def take(
    region: str,
    run: Run,
    taking: Taking,
    done: Callable[[Item], bool],
    now: int,
    n: int,
    quota: str = WEB,
    room: Room | None = None,
) -> None:
    """Make a change that takes n places in each slot of the run, all or none; raises `SlotFull`.

    In a slot where it is done already nothing is changed. When a condition did not hold, the slots are brought up to date (a first booking, another plan, a freed quota,
    holds that ran out), and it is tried again.
    """
    table = tables.lines(region)
    left, thought = list(run), {key.pk: _whole(key) for key in run}
    for again in range(TRIES):
        try:
            return table.change(*(taking(key, thought[key.pk]) for key in left))
        except ConditionFailed as failed:
            there = _read(table, left, failed)
        except Busy:
            if len(left) == 1:
                raise
            # Two transactions met at a slot: neither was made.
            time.sleep(random.uniform(0.5, 1.5) * PAUSE * 2**again)
            continue
        left = [key for key in left if not (key.pk in there and done(there[key.pk]))]
        if not left:
            return None
        thought = {key.pk: _up_to_date(table, key, there.get(key.pk), now, n, quota, room) for key in left}
    raise Busy(run[0].pk)


def release(
    region: str,
    pks: Sequence[str],
    booking: str,
    n: int = 1,
    quota: str = WEB,
    due: int = 0,
    checks: Sequence[Check] = (),
) -> bool:
    """Give the booking's places back in each slot, once; False when it had none, or when the checks do not hold.

    The web's are to be offered again from `due` on (epoch seconds), by 0 at once to anybody; another quota's are its own
    again at once.
    """
    given_back = [_release(region, pk, booking, n, quota, due, checks) for pk in pks]
    return any(given_back)


def has(region: str, pk: str, booking: str) -> bool:
    """Whether the booking has its places in the slot."""
    item = tables.lines(region).get(pk, "slot")
    return item is not None and booking in item.get("who", ())


def booked_in(region: str, office: str, service: str, slots: list[str]) -> set[str]:
    """The ids of the bookings that have a place in these slots."""
    asked = [(pk_of(office, service, slot), "slot") for slot in slots]
    return {booking for item in tables.lines(region).batch_get(asked) for booking in item.get("who", ())}


def found_in(region: str, office: str, service: str, slots: list[str]) -> tuple[set[str], set[str]]:
    """The ids of the bookings that have a place in these slots now, and of those to whom one is offered there."""
    asked = [(pk_of(office, service, slot), "slot") for slot in slots]
    items = tables.lines(region).batch_get(asked, consistent=True)
    who = {booking for item in items for booking in item.get("who", ())}
    held = {id_of_hold(hold) for item in items for hold in item.get("held", ())}
    return who, {own.removeprefix(OFFER) for own in held if own.startswith(OFFER)}


def _release(
    region: str, pk: str, booking: str, n: int, quota: str, due: int, checks: Sequence[Check]
) -> bool:
    if due and quota == WEB:
        return leave(region, pk, booking, "who", booking, hold_of(due, n, booking), "cancel", checks)
    given = Change(
        pk, "slot", "SET #n = #n + :n, #last = :last DELETE #who :who", "contains(#who, :booking)",
        {"#n": COLUMNS[quota], "#last": "last", "#who": "who"},
        {":n": n, ":who": {booking}, ":booking": booking, ":last": last("cancel", booking)},
    )  # fmt: skip
    try:
        tables.lines(region).change(given, checks=checks)
    except ConditionFailed:
        return False
    gate.open_again(pk)
    return True


def leave(
    region: str, pk: str, booking: str, who: str, own: str, back: str, op: str, checks: Sequence[Check] = ()
) -> bool:
    """Take `own` out of a slot's set (`who` or `held`), and let its places be given back as `back`; False if it is not there.

    So it is when the checks do not hold. What is given back twice in one second by the same booking, which moved to and
    fro, is due a second later.
    """
    table = tables.lines(region)
    while True:
        left = Change(
            pk, "slot", "SET #last = :last DELETE #set :own ADD #back :back",
            "contains(#set, :one) AND NOT contains(#back, :again)",
            {"#set": who, "#last": "last", "#back": "back"},
            {":own": {own}, ":one": own, ":back": {back}, ":again": back, ":last": last(op, booking)},
        )  # fmt: skip
        try:
            table.change(left, checks=checks)
        except ConditionFailed as failed:
            there = table.get(pk, "slot") if checks else failed.item
            if there is None or own not in there.get(who, ()) or back not in there.get("back", ()):
                return False
            back = hold_of(until_of(back) + 1, places_of(back), id_of_hold(back))
            continue
        return True


def _places(region: str, keys: Run, now: int, consistent: bool) -> dict[str, Places]:
    """The places of slots as they are now, by the slot's id."""
    asked = [(key.pk, "slot") for key in keys]
    found = {item["pk"]: places_in(item) for item in tables.lines(region).batch_get(asked, consistent)}
    return {key.slot: as_of(found.get(key.pk, _whole(key)), key.plan, key.freed, now) for key in keys}


def _read(table: Table, run: Run, failed: ConditionFailed) -> dict[str, Item]:
    """The slots as they are: a single write tells with its refusal, a transaction does not."""
    if len(run) == 1:
        return {run[0].pk: failed.item} if failed.item else {}
    return {item["pk"]: item for item in table.batch_get([(key.pk, "slot") for key in run], consistent=True)}


def _up_to_date(
    table: Table, key: SlotKey, item: Item | None, now: int, n: int, quota: str, room: Room | None
) -> Places:
    """The slot's places as they are now, written so; raises `SlotFull` when there are not enough for n."""
    there = places_in(item) if item else _whole(key)
    fresh = as_of(there, key.plan, key.freed, now)
    gate.note(key.pk, quota, fresh, now)
    if (room(fresh) if room else fresh.of(quota)) < n:
        raise SlotFull(field="slot")
    if item is None:
        table.put_new(slot_item.item_of(key.pk, key.start, fresh))
    elif fresh != there:
        _renew(table, key.pk, there, fresh)
    return fresh


def _renew(table: Table, pk: str, there: Places, fresh: Places) -> None:
    """Write places that were brought up to date, unless somebody changed the slot meanwhile."""
    names, values, same, sets = {}, {}, [], []
    for column, value in slot_item.columns(there).items():
        names[f"#{column}"], values[f":{column}0"] = column, value
        values[f":{column}1"] = slot_item.columns(fresh)[column]
        same.append(f"#{column} = :{column}0")
        sets.append(f"#{column} = :{column}1")
    expression, gone = f"SET {', '.join(sets)}", []
    for kept, over in (("held", there.held - fresh.held), ("back", there.back - fresh.back)):
        if over:
            names[f"#{kept}"], values[f":{kept}"] = kept, set(over)
            gone.append(f"#{kept} :{kept}")
        for n, one in enumerate(sorted(over)):
            values[f":{kept}{n}"] = one
            same.append(f"contains(#{kept}, :{kept}{n})")
    if gone:
        expression += f" DELETE {', '.join(gone)}"
    try:
        table.update(pk, "slot", expression, " AND ".join(same), names, values, returned="NONE")
    except ConditionFailed:
        return


def _whole(key: SlotKey) -> Places:
    return untouched(key.plan, key.freed)


def _by(there: Places) -> Item:
    return {":plan": str(there.plan), ":freed": slot_item.freed(there.freed)}
