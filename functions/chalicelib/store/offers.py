"""Offers of the waitlist: places of a slot that are kept for one who waits, first of all what was given back."""

from collections.abc import Iterable, Sequence

from chalicelib.queueing.places import (
    OFFER,
    WEB,
    Places,
    as_of,
    cover,
    hold_of,
    places_of,
    until_of,
    untouched,
)

from . import gate, slots
from . import table as tables
from .holds import Hold
from .plain import Item
from .slot_item import freed, last, places_in
from .slots import Run, SlotKey
from .table import Change, ConditionFailed

TRIES = 8


def offer_of(booking: str, office: str, service: str, run: Sequence[str], n: int, until: int) -> Hold:
    """The hold by which an offer's places are kept, under the booking's id."""
    return Hold(f"{OFFER}{booking}", office, service, tuple(run), n, until)


def room(region: str, run: Run, now: int, spare: bool, displaced: bool = False) -> int:
    """How many places can be offered in every slot of the run; with `spare` also those that anybody could have.

    With those that are put aside to whom a closure `displaced`.
    """
    found = {item["pk"]: places_in(item) for item in _read(region, [key.pk for key in run])}
    there = (
        as_of(found.get(key.pk, untouched(key.plan, key.freed)), key.plan, key.freed, now) for key in run
    )
    return min(_room(places, now, spare, displaced) for places in there)


def rooms(region: str, keys: Run, now: int) -> dict[str, int]:
    """How many places can be offered in each slot to whom a closure displaced, by its id."""
    found = {item["pk"]: places_in(item) for item in _read(region, [key.pk for key in keys])}
    there = {key.slot: found.get(key.pk, untouched(key.plan, key.freed)) for key in keys}
    known = {key.slot: as_of(there[key.slot], key.plan, key.freed, now) for key in keys}
    return {slot: _room(places, now, spare=True, displaced=True) for slot, places in known.items()}


def keep(
    region: str,
    run: Run,
    offer: Hold,
    booking: str,
    now: int,
    spare: bool,
    op: str = "offer",
    displaced: bool = False,
) -> None:
    """Keep the offer's places in each slot of the run, all or none, once however often; raises `SlotFull`.

    What was given back and is due goes first; in the same write nobody else can have it. `op` tells the stream what for:
    to `offer` a place, or one `instead` of another that a closure took; `displaced` is who may have what was put aside.
    """

    def keeping(key: SlotKey, there: Places) -> Change:
        back, lacking = cover(there, offer.n, now, displaced)
        sets, same, values = _changed(there.back, back)
        return Change(
            key.pk, "slot", f"SET #left = #left - :lacking, #last = :last{sets} ADD #held :held",
            f"#plan = :plan AND #freed = :freed AND #left >= :least AND NOT contains(#held, :offer){same}",
            {"#left": "left", "#last": "last", "#held": "held", "#plan": "plan", "#freed": "freed",
             **({"#back": "back"} if values else {})},
            {":lacking": lacking, ":least": lacking or min(there.web, 0), ":held": {offer.written},
             ":offer": offer.written, ":last": {**last(op, booking), "slot": run[0].slot},
             ":plan": str(there.plan), ":freed": freed(there.freed), **values},
        )  # fmt: skip

    slots.take(
        region, run, keeping, lambda item: offer.written in item.get("held", ()), now, offer.n,
        room=lambda there: _room(there, now, spare, displaced),
    )  # fmt: skip


def give_back(region: str, pks: Iterable[str], offer: Hold, booking: str, due: int) -> None:
    """Let the offer's places be offered to the next from `due` on, once, in each slot where they are still held."""
    for pk in pks:
        slots.leave(region, pk, booking, "held", offer.written, hold_of(due, offer.n, booking), "lapse")


def lapse(region: str, pk: str, booking: str, now: int, due: int) -> None:
    """Let what is held in the slot for offers to the booking that ran out be offered to the next from `due` on, once."""
    item = tables.lines(region).get(pk, "slot")
    for written in places_in(item).offered(booking) if item else ():
        if until_of(written) <= now:
            back = hold_of(due, places_of(written), booking)
            slots.leave(region, pk, booking, "held", written, back, "lapse")


def free(region: str, pk: str, now: int) -> int:
    """Let anybody have what is due in the slot, and return how many places that is."""
    for _ in range(TRIES):
        item = tables.lines(region).get(pk, "slot")
        due = places_in(item).due(now) if item else []
        if not due or let_all_have(region, pk, due):
            gate.open_again(pk)
            return sum(map(places_of, due))
    return 0


def let_all_have(region: str, pk: str, back: list[str]) -> bool:
    """Let anybody have these places that were given back; False when they are not all there any more."""
    values: Item = {f":one{n}": one for n, one in enumerate(back)}
    try:
        tables.lines(region).update(
            pk, "slot", "SET #left = #left + :n, #last = :last DELETE #back :due",
            " AND ".join(f"contains(#back, {one})" for one in values),
            {"#left": "left", "#last": "last", "#back": "back"},
            {**values, ":n": sum(map(places_of, back)), ":due": set(back), ":last": last("free", "")},
            returned="NONE",
        )  # fmt: skip
    except ConditionFailed:
        return False
    return True


def _room(there: Places, now: int, spare: bool, displaced: bool) -> int:
    """Places that are due, less what the office has too few of, and with `spare` what the web has left."""
    web = there.of(WEB)
    return sum(map(places_of, there.due(now, displaced))) + (web if spare else min(web, 0))


def _changed(before: frozenset[str], after: frozenset[str]) -> tuple[str, str, Item]:
    """How an expression makes of what was given back what is given back then, and the condition that it is as it was.

    The set is written whole, for one expression cannot both add to it and take from it.
    """
    if before == after:
        return "", "", {}
    values: Item = {f":back{n}": one for n, one in enumerate(sorted(before))}
    same = "".join(f" AND contains(#back, {name})" for name in values)
    values[":size"] = len(before)
    if not after:
        return " REMOVE #back", f"{same} AND size(#back) = :size", values
    values[":back"] = set(after)
    return ", #back = :back", f"{same} AND size(#back) = :size", values


def _read(region: str, pks: list[str]) -> list[Item]:
    return tables.lines(region).batch_get([(pk, "slot") for pk in pks], consistent=True)
